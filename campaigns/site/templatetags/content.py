"""Tags for content in lists and cards: entries, terms, approvals, corrections, sections."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.db.models import Model, QuerySet, Value, prefetch_related_objects
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import (
    ContentPage,
    DepartmentPage,
    Hotline,
    NewsPage,
    ReaderState,
    SectionPage,
    StandardPage,
)
from cms.surroundings import remembered
from cms.visibility import is_live_now, is_open, open_to_all
from cms.vocabulary.models import PageAudience, PageChannel, PageMovement, PageRegion, PageTopic

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
    """The pages as list items; one query for the terms of all of them, however many."""
    pages = list(pages)
    audiences, regions = _names([page.pk for page in pages], PageAudience, PageRegion)
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


@register.simple_tag
def entry_lists(*lists: Iterable[ContentPage]) -> list[list[Entry]]:
    """Each list of pages as list items; the terms of all lists are read together."""
    pages = [list(found) for found in lists]
    by_page = {entry.page.pk: entry for entry in entries(page for found in pages for page in found)}
    return [[by_page[page.pk] for page in found] for found in pages]


def _names(keys: list[int], *through: type[Model]) -> list[dict[int, list[str]]]:
    """For each vocabulary the names of the terms of each page, in their order; one query."""
    rows = [
        model._default_manager.filter(content_object__in=keys)
        .order_by()
        .annotate(model=Value(number))
        .values_list("tag__sort_order", "tag__name", "model", "content_object")
        for number, model in enumerate(through)
    ]
    found: list[dict[int, list[str]]] = [defaultdict(list) for _model in through]
    for _order, name, number, key in sorted(rows[0].union(*rows[1:], all=True)) if keys else ():
        found[number][key].append(name)
    return found


VOCABULARIES: dict[str, type[Model]] = {
    "audience_items": PageAudience,
    "region_items": PageRegion,
    "topic_items": PageTopic,
    "channel_items": PageChannel,
    "movement_items": PageMovement,
}


@register.simple_tag
def terms(page: ContentPage) -> list[tuple[str, list[str]]]:
    """(label, names) of the vocabularies a page is tagged with; works for a draft in memory too."""
    if page.pk is None or getattr(page, "_cluster_related_objects", None):
        items = [getattr(page, name).select_related("tag") for name in VOCABULARIES]
        names = [[item.tag.name for item in found] for found in items]
    else:
        names = [found[page.pk] for found in _names([page.pk], *VOCABULARIES.values())]
    audiences, regions, topics, channels, movements = names
    groups = [
        (_("Dành cho"), audiences),
        (_("Địa bàn"), regions or [_("Toàn quốc")]),
        (_("Chủ đề"), topics),
        (_("Kênh dùng được"), channels),
        (_("Phong trào"), movements),
    ]
    return [(label, found) for label, found in groups if found]


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
    return list(pages.filter(open_to_all()))


@register.filter
def if_open(page: Any) -> Page | None:
    """The page if readers may open it, else None, so that not even its title is disclosed.

    The value may also be None or "", which a chooser block gives for a deleted page.
    """
    return page if isinstance(page, Page) and is_open(page) else None


@remembered
def _corrected() -> frozenset[int]:
    """The keys of the few pages that have corrections."""
    rows = NewsPage.objects.filter(corrects__isnull=False).order_by()
    return frozenset(rows.values_list("corrects", flat=True))


@register.simple_tag
def corrections_of(page: Any) -> list[Any]:
    """Corrections of a content page that readers may open, newest first; none for other pages."""
    if not isinstance(page, ContentPage) or page.pk not in _corrected():
        return []
    return live(page.corrections.order_by("-date"))


@register.simple_tag
def hotline(number: str) -> Hotline | None:
    """The published hotline with this number."""
    return Hotline.objects.shown().filter(number=number).first()


@register.simple_tag
def sections_of(page: DepartmentPage) -> list[tuple[SectionPage, list[Entry]]]:
    """Each section of a department with its newest items; sections without any are left out."""
    sections = list(SectionPage.objects.filter(open_to_all()).child_of(page).order_by("path"))
    items = entry_lists(*(page.newest_few(section.content_model, 4) for section in sections))
    return [(section, found) for section, found in zip(sections, items, strict=True) if found]


@register.simple_tag
def children_of(page: Page) -> QuerySet[StandardPage]:
    """The ordinary pages right below a page."""
    return StandardPage.objects.filter(open_to_all()).child_of(page).order_by("path")
