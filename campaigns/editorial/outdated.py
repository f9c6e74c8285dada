"""Finds outdated phrases in pages, drafts, files, recordings, pictures, settings and open uses (rule 12).

For example 18001567, the hotline until 2017, which is still printed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, get_page_models

from campaigns.approvals import rules
from campaigns.approvals.models import ApprovalRecord
from campaigns.editorial.models import OutdatedPhrase
from campaigns.models import (
    Alert,
    ContentPage,
)
from campaigns.models.structure import StructurePage, content_models
from campaigns.reuse.models import Reuse
from cms.file_text.documents import document_texts
from cms.models import SiteSettings
from cms.vietnamese import match_key
from cms.visibility import open_to_all
from media.models import CustomDocument, CustomImage, CustomMedia

SETTINGS = (SiteSettings._meta.app_label, SiteSettings._meta.model_name)
SETTINGS_FIELDS = (
    "agency",
    "tagline",
    "governing_body",
    "responsible",
    "address",
    "phone",
    "email",
    "licence",
)

EVERYWHERE = Q()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A text in which a phrase occurs, with the URL to edit it and a note about the kind of text."""

    title: str
    url: str
    detail: str = ""
    item: Any = None


@dataclass(slots=True)
class Occurrences:
    """The occurrences of one phrase."""

    phrase: OutdatedPhrase
    pages: list[Occurrence] = field(default_factory=list)
    files: list[Occurrence] = field(default_factory=list)
    uses: list[Occurrence] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.pages) + len(self.files) + len(self.uses)


def live_codes() -> dict[str, int]:
    """{approval code: page key} of every live page."""
    found: dict[str, int] = {}
    for model in content_models():
        found.update(model.objects.live().exclude(code="").values_list("code", "pk"))
    return found


def find_occurrences(
    phrases: Iterable[OutdatedPhrase], drafts: Q = EVERYWHERE, may_know: Callable[[Any], bool] | None = None
) -> list[Occurrences]:
    """Search all phrases in one pass.

    Unpublished drafts are searched where the condition ``drafts`` holds, and files and alerts are named for
    which ``may_know`` is true (rule 136).
    """
    rows = [Occurrences(phrase) for phrase in phrases]
    if not rows:
        return rows
    knows = may_know or _knows_all
    for row, occurrence in _each(rows, _pages(drafts), knows):
        row.pages.append(occurrence)
    for row, occurrence in _each(rows, _files(), knows):
        row.files.append(occurrence)
    for row, occurrence in _each(rows, _uses(), knows):
        row.uses.append(occurrence)
    return rows


def _knows_all(item: Any) -> bool:
    return True


def _each(
    rows: list[Occurrences], occurrences: Iterator[tuple[str, Occurrence]], may_know: Callable[[Any], bool]
) -> Iterator[tuple[Occurrences, Occurrence]]:
    patterns = [(row, row.phrase.pattern()) for row in rows]
    for text, occurrence in occurrences:
        folded = match_key(text)
        for row, pattern in patterns:
            if pattern.search(folded) and (occurrence.item is None or may_know(occurrence.item)):
                yield row, occurrence


def _pages(drafts_condition: Q) -> Iterator[tuple[str, Occurrence]]:
    """(text, occurrence) of live pages, of public content without approval, and of drafts."""
    codes, unapproved = live_codes(), _unapproved_texts()
    # With a condition also what readers may open; a closed page is known in its department only (rule 136).
    known = Page.objects.filter(open_to_all() | drafts_condition) if drafts_condition else Page.objects.all()
    yield from _current(codes, known)
    records = ApprovalRecord.objects.filter(page__live=True, page__in=known.values("pk"))
    for code, title, text in records.values_list("code", "title", "text").iterator(chunk_size=500):
        if code in codes:
            url = reverse("wagtailadmin_pages:edit", args=[codes[code]])
            yield f"{title}\n{text}\n{unapproved.get(code, '')}", Occurrence(title, url)
    yield from _content_without_approval()
    drafts = Page.objects.filter(drafts_condition, has_unpublished_changes=True).exclude(latest_revision=None)
    for page in drafts.select_related("latest_revision").iterator(chunk_size=200):
        try:
            draft = rules.draft_of(page.latest_revision)
        except rules.PublicationRefused:
            continue
        if isinstance(draft, ContentPage):
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield f"{draft.title}\n{draft.exact_text}", Occurrence(draft.title, url, "bản nháp")


def _current(codes: dict[str, int], known: QuerySet[Page]) -> Iterator[tuple[str, Occurrence]]:
    """(text, occurrence) of pages that show today's hotlines and themes instead of those of their approval.

    Their codes are removed from ``codes``.
    """
    for model in content_models():
        for page in model.objects.live().filter(pk__in=known.values("pk")) if model.search_follows else ():
            codes.pop(page.code, None)
            yield page.exact_text, Occurrence(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _content_without_approval() -> Iterator[tuple[str, Occurrence]]:
    """(text, occurrence) of sections, departments, home pages, current alerts and site settings."""
    for model in get_page_models():
        if issubclass(model, StructurePage):
            for pk, title, intro in model.objects.live().values_list("pk", "title", "intro"):
                yield f"{title}\n{intro}", Occurrence(title, reverse("wagtailadmin_pages:edit", args=[pk]))
    for alert in Alert.objects.filter(ends_at__gte=timezone.now()):
        url = reverse("wagtailsnippets_campaigns_alert:edit", args=[alert.pk])
        yield alert.text, Occurrence(alert.text, url, "thông báo khẩn", alert)
    for settings in SiteSettings.objects.all():
        text = "\n".join(str(getattr(settings, name)) for name in SETTINGS_FIELDS)
        yield (
            text,
            Occurrence(
                settings.tagline,
                reverse("wagtailsettings:edit", args=[*SETTINGS, settings.site_id]),
                "thiết lập trang",
            ),
        )


def _unapproved_texts() -> dict[str, str]:
    """{code: words that a live page shows besides its approved text}."""
    return {
        page.code: text
        for model in content_models()
        for page in model.objects.live()
        if (text := page.unapproved_text())
    }


def _files() -> Iterator[tuple[str, Occurrence]]:
    """(text, occurrence) of documents, transcripts, captions and descriptions of pictures."""
    documents = CustomDocument.objects.in_bulk()
    for pk, text in document_texts():
        if pk in documents:
            title, url = documents[pk].title, reverse("wagtaildocs:edit", args=[pk])
            yield f"{title}\n{text}", Occurrence(title, url, "chữ trong tệp", documents[pk])
    for item in CustomMedia.objects.iterator(chunk_size=200):
        url = reverse("wagtailmedia:edit", args=[item.pk])
        occurrence = Occurrence(item.title, url, "lời thoại, phụ đề", item)
        yield f"{item.title}\n{item.transcript}\n{_captions(item)}", occurrence
    for item in CustomImage.objects.iterator(chunk_size=200):
        url = reverse("wagtailimages:edit", args=[item.pk])
        yield f"{item.title}\n{item.description}", Occurrence(item.title, url, "mô tả ảnh", item)


def _captions(item: CustomMedia) -> str:
    """The text of the captions; "" without captions or when the file is missing."""
    if not item.captions:
        return ""
    try:
        with item.captions.open("rb") as opened:
            return str(opened.read().decode("utf-8", "replace"))
    except OSError:
        return ""


def _uses() -> Iterator[tuple[str, Occurrence]]:
    """(text, occurrence) of open uses, with the values printed beside the text."""
    rows = Reuse.objects.open().select_related("approval", "organisation")
    for row in rows.iterator(chunk_size=500):
        values = dict(row.printed)
        # A poster has the note under the number; a database may keep the keys in another order.
        line = [values.pop("hotline", ""), values.pop("hotline_note", "")]
        printed = " ".join(str(value) for value in [*line, *values.values()])
        detail = f"{row.organisation}: {row.get_how_display()} {row.where}".strip()
        yield (
            f"{row.approval.text}\n{printed}",
            Occurrence(row.approval.title, reverse("reuse_register"), detail),
        )
