"""Builds the SearchItem of a page: whether it may be found, and by which words and terms."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info, gettext, override
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction

from cms.file_text.documents import joined_text
from cms.searchable import SearchContent
from cms.vocabulary.models import (
    PageAudience,
    PageChannel,
    PageMovement,
    PageRegion,
    PageTopic,
    Region,
    RegionAlias,
)
from search.discovery import declared_kind
from search.items import SearchItem

PAGE_KEY = "wagtailcore.page"
NATIONAL = "vn"
_TERMS: dict[str, Any] = {
    "audience": PageAudience,
    "topic": PageTopic,
    "channel": PageChannel,
    "movement": PageMovement,
}


def page_key(pk: int) -> str:
    return f"{PAGE_KEY}:{pk}"


@dataclass
class Terms:
    """The vocabulary terms of one page: keys by facet, and all their names as words."""

    keys: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    names: list[str] = field(default_factory=list)


def _terms(pks: Sequence[int]) -> Mapping[int, Terms]:
    """Return the terms of many pages in a few queries; a region includes its ancestors and earlier names."""
    found: dict[int, Terms] = defaultdict(Terms)
    for facet, through in _TERMS.items():
        rows = through.objects.filter(content_object__in=pks).values_list(
            "content_object_id", "tag__slug", "tag__name"
        )
        for pk, slug, name in rows:
            found[pk].keys[facet].append(slug)
            found[pk].names.append(name)
    regions = PageRegion.objects.filter(content_object__in=pks).values_list(
        "content_object_id", "tag_id", "tag__slug", "tag__name", "tag__parent_id", "tag__parent__slug"
    )
    tagged: dict[int, list[int]] = defaultdict(list)
    for pk, region, slug, name, parent, parent_slug in regions:
        terms = found[pk]
        terms.keys["place"].append(slug)
        terms.keys["region"] += [slug, *([parent_slug] if parent_slug else [])]
        terms.keys["province"].append(parent_slug or slug)
        terms.names.append(name)
        tagged[region].append(pk)
        if parent:
            tagged[parent].append(pk)
    for region, trait in Region.traits.through.objects.filter(region__in=tagged).values_list(
        "region_id", "trait__slug"
    ):
        for pk in tagged[region]:
            found[pk].keys["trait"].append(trait)
    for region, earlier_name in RegionAlias.objects.filter(region__in=tagged).values_list(
        "region_id", "name"
    ):
        for pk in tagged[region]:
            found[pk].names.append(earlier_name)
    return found


def _private_paths() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def may_be_found(page: Page, private: Sequence[str], now: dt.datetime) -> bool:
    """Return whether a page is live, of a declared kind, not expired, with an address, and public."""
    if not page.live or declared_kind(type(page)) is None:
        return False
    if page.expire_at is not None and page.expire_at <= now:
        return False
    if page.path.startswith(tuple(private)):
        return False
    if page.alias_of_id is not None and page.get_view_restrictions().exists():
        return False
    return page.get_url() is not None


def public_items(versions: Mapping[str, int]) -> Iterator[SearchItem]:
    """Yield the items of those page keys that readers may find now."""
    pks = [int(key.rpartition(":")[2]) for key in versions if key.startswith(f"{PAGE_KEY}:")]
    now = timezone.now()
    private = _private_paths()
    pages = [
        page
        for page in Page.objects.filter(pk__in=pks).specific(defer=False).order_by("pk")
        if may_be_found(page, private, now)
    ]
    terms = _terms([page.pk for page in pages])
    for page in pages:
        content: SearchContent = page.search_content()
        until = _end(page, content)
        if until is None or until > now:
            yield build_item(page, content, terms.get(page.pk, Terms()), until, versions[page_key(page.pk)])


def _end(page: Page, content: SearchContent) -> dt.datetime | None:
    ends = [end for end in (page.expire_at, content.valid_until) if end is not None]
    return min(ends) if ends else None


def build_item(
    page: Page, content: SearchContent, terms: Terms, until: dt.datetime | None, version: int
) -> SearchItem:
    """Build the item of one page: its words, the names of its terms, its files, the titles of its media."""
    keys = terms.keys
    shown = _shown(page)
    files = joined_text(one for one in shown if isinstance(one, get_document_model()))
    campaign = (content.campaign[0],) if content.campaign else ()
    return SearchItem(
        key=page_key(page.pk),
        title=page.title,
        url=page.get_url() or "",
        summary=content.summary,
        body="\n".join(part for part in (content.body, *(str(one.title) for one in shown), files) if part),
        numbers=tuple(content.numbers),
        keywords=tuple(
            dict.fromkeys([*filter(None, content.keywords), *terms.names, *_language_names(page)])
        ),
        kind=declared_kind(type(page)) or "",
        audience=tuple(dict.fromkeys(keys["audience"])),
        region=tuple(dict.fromkeys(keys["region"])),
        province=tuple(dict.fromkeys(keys["province"])),
        place=tuple(dict.fromkeys(keys["place"])) or (NATIONAL,),
        trait=tuple(sorted(set(keys["trait"]))),
        form=content.form,
        topic=tuple(dict.fromkeys(keys["topic"])),
        channel=tuple(dict.fromkeys(keys["channel"])),
        campaign=campaign,
        department=tuple(_ancestors(page)),
        date=content.date,
        valid_until=int(until.timestamp()) if until else 0,
        first_published=int(page.first_published_at.timestamp() * 1000) if page.first_published_at else 0,
        boost=content.boost,
        version=version,
    )


def _language_names(page: Page) -> Iterable[str]:
    """Yield the names of the page's language, unless it is the language of the site."""
    code = page.locale.language_code
    if code == settings.LANGUAGE_CODE:
        return
    info = get_language_info(code)
    with override(settings.LANGUAGE_CODE):
        yield gettext(info["name"])
    yield info["name_local"]


def _ancestors(page: Page) -> Iterable[str]:
    """Return the keys of the pages above; a department contains everything below its page."""
    return (str(pk) for pk in page.get_ancestors().filter(depth__gt=1).values_list("pk", flat=True))


def _shown(page: Any) -> list[Any]:
    """Return the images, recordings and files that the page refers to and everybody may open."""
    referred = page.references() if hasattr(page, "references") else []
    return [
        instance
        for instance in referred
        if hasattr(instance, "collection") and not instance.collection.get_view_restrictions()
    ]
