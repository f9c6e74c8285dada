"""Tags for content in lists and cards: entries, terms, approvals, corrections, sections."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import (
    ContentPage,
    DepartmentPage,
    Hotline,
    ReaderState,
    SectionPage,
    StandardPage,
)
from cms.visibility import is_live_now, live_now, readable
from cms.vocabulary.models import PageAudience, PageRegion

register = template.Library()

SHOWN_TERMS = 3


@dataclass(slots=True)
class Entry:
    """A page as a list item, with the names of its audiences and regions."""

    page: Any
    form: str
    state: ReaderState | None
    audiences: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)

    @property
    def whom(self) -> str:
        return _few(self.audiences, _("%(count)d nhóm khác"))

    @property
    def where(self) -> str:
        return _few(self.regions, _("%(count)d địa bàn khác")) or _("Toàn quốc")


def _few(names: list[str], others: str) -> str:
    """The first names, followed by ``others`` with the count of the rest."""
    more = len(names) - SHOWN_TERMS
    if more <= 0:
        return "; ".join(names)
    return f"{'; '.join(names[:SHOWN_TERMS])}; {others % {'count': more}}"


@register.filter
def state(page: Any) -> ReaderState | None:
    return getattr(page, "reader_state", None)


@register.simple_tag
def entries(pages: Iterable[ContentPage]) -> list[Entry]:
    """The pages as list items; two queries for the terms of all of them, however many."""
    pages = list(pages)
    keys = [page.pk for page in pages]
    audiences = _names(PageAudience, keys)
    regions = _names(PageRegion, keys)
    for model in {type(page) for page in pages if page.card_prefetch}:
        prefetch_related_objects([page for page in pages if type(page) is model], *model.card_prefetch)
    return [
        Entry(
            page,
            page.get_form_display() if hasattr(page, "get_form_display") else page.kind_label,
            page.reader_state,
            audiences[page.pk],
            regions[page.pk],
        )
        for page in pages
    ]


def _names(through: type[Model], keys: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = (
        through._default_manager.filter(content_object__in=keys)
        .order_by("tag__sort_order", "tag__name")
        .values_list("content_object", "tag__name")
    )
    for key, name in rows if keys else ():
        found[key].append(name)
    return found


@register.simple_tag
def terms(page: ContentPage) -> list[tuple[str, list[str]]]:
    """(label, names) of the vocabularies a page is tagged with; works for a draft in memory too."""
    groups = [
        (_("Dành cho"), page.audience_items),
        (_("Địa bàn"), page.region_items),
        (_("Chủ đề"), page.topic_items),
        (_("Kênh dùng được"), page.channel_items),
        (_("Phong trào"), page.movement_items),
    ]
    named = [(label, [item.tag.name for item in items.select_related("tag")]) for label, items in groups]
    named[1] = (named[1][0], named[1][1] or [_("Toàn quốc")])
    return [(label, names) for label, names in named if names]


@register.simple_tag
def approval_of(page: ContentPage) -> ApprovalRecord | None:
    """The approval of the text that is live, else the latest one."""
    if page.pk is None:
        return None
    records = page.approvals.all()
    return records.filter(code=page.code).first() if is_live_now(page) and page.code else records.first()


@register.simple_tag
def earlier_approvals(page: ContentPage, current: ApprovalRecord | None) -> list[ApprovalRecord]:
    """Approvals of older versions than the current one, newest first; pending ones are not disclosed."""
    if current is None:
        return []
    return list(page.approvals.filter(version__lt=current.version)[:20])


@register.filter
def code(value: str) -> str:
    """An approval code in the form for people: "ABCDE-FGHJK"."""
    return codes.shown(value)


@register.filter
def offers_kit(page: Any) -> bool:
    """Whether readers can open a kit of the page: it is live, approved and used word for word."""
    return bool(is_live_now(page) and page.code and page.has_kit)


@register.filter
def code_in(text: str) -> str:
    """The approval code among the words somebody searched for, "" for none; words alone make no code."""
    found = codes.clean(text)
    return codes.shown(found) if codes.is_code(found) and any(char.isdigit() for char in found) else ""


@register.filter
def live(pages: Any) -> list[Any]:
    """The pages of a manager or queryset that readers may open; works for a draft in memory too."""
    if getattr(pages, "instance", None) is not None and pages.instance.pk is None:
        # In the preview of an unsaved page, to which nothing can refer.
        return []
    found = list(pages.filter(live_now()))
    keys = readable([page.pk for page in found])
    return [page for page in found if page.pk in keys]


@register.filter
def if_open(page: Any) -> Page | None:
    """The page if readers may open it, else None, so that not even its title is disclosed.

    The value may also be None or "", which a chooser block gives for a deleted page.
    """
    return page if isinstance(page, Page) and is_live_now(page) and readable([page.pk]) else None


@register.simple_tag
def corrections_of(page: Any) -> list[Any]:
    """Corrections of a content page that readers may open, newest first; none for other pages."""
    return live(page.corrections.order_by("-date")) if isinstance(page, ContentPage) and page.pk else []


@register.simple_tag
def hotline(number: str) -> Hotline | None:
    """The published hotline with this number."""
    return Hotline.objects.shown().filter(number=number).first()


@register.simple_tag
def sections_of(page: DepartmentPage) -> list[tuple[SectionPage, list[Entry]]]:
    """Each section of a department with its newest items; sections without any are left out."""
    sections = list(SectionPage.objects.filter(live_now()).public().child_of(page).order_by("path"))
    newest = {section.pk: list(page.newest(section.content_model)[:4]) for section in sections}
    by_page = {
        entry.page.pk: entry for entry in entries([item for items in newest.values() for item in items])
    }
    return [
        (section, [by_page[item.pk] for item in newest[section.pk]])
        for section in sections
        if newest[section.pk]
    ]


@register.simple_tag
def children_of(page: Page) -> QuerySet[StandardPage]:
    """The ordinary pages right below a page."""
    return StandardPage.objects.filter(live_now()).public().child_of(page).order_by("path")
