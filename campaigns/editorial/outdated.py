"""Where something old still stands: pages, files, recordings, pictures, open uses (rule 12).

18001567 was the hotline until 2017 and is still printed: the case this was made for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_save
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from campaigns.approvals import rules
from campaigns.approvals.models import ApprovalRecord
from campaigns.editorial.models import OutdatedPhrase
from campaigns.kits.models import KitOrder
from campaigns.models import (
    Alert,
    ContentPage,
    Hotline,
    Theme,
)
from campaigns.models.structure import StructurePage, content_models
from campaigns.reuse.models import Reuse
from cms.file_text.documents import document_texts
from cms.models import SiteSettings
from cms.vietnamese import match_key
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
class Place:
    """One place: what it is called, where it is mended, and what says so there."""

    title: str
    url: str
    detail: str = ""


@dataclass(slots=True)
class Occurrences:
    """Where one phrase stands, by the kind of place."""

    phrase: OutdatedPhrase
    pages: list[Place] = field(default_factory=list)
    files: list[Place] = field(default_factory=list)
    uses: list[Place] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.pages) + len(self.files) + len(self.uses)


def live_codes() -> dict[str, int]:
    """{code: page key} of every page that readers may open."""
    found: dict[str, int] = {}
    for model in content_models():
        found.update(model.objects.live().exclude(code="").values_list("code", "pk"))
    return found


def find_occurrences(phrases: Iterable[OutdatedPhrase], drafts: Q = EVERYWHERE) -> list[Occurrences]:
    """Look for all phrases in one pass over everything; of what is in preparation, over those ``drafts``."""
    rows = [Occurrences(phrase) for phrase in phrases]
    if not rows:
        return rows
    for row, place in _each(rows, _pages(drafts)):
        row.pages.append(place)
    for row, place in _each(rows, _files()):
        row.files.append(place)
    for row, place in _each(rows, _uses()):
        row.uses.append(place)
    return rows


def _each(
    rows: list[Occurrences], places: Iterator[tuple[str, Place]]
) -> Iterator[tuple[Occurrences, Place]]:
    patterns = [(row, row.phrase.pattern()) for row in rows]
    for text, place in places:
        folded = match_key(text)
        for row, pattern in patterns:
            if pattern.search(folded):
                yield row, place


def _pages(wanted: Q) -> Iterator[tuple[str, Place]]:
    """The words of live pages and of all that stands around them; of what is in preparation the draft's."""
    codes, beside = live_codes(), _beside()
    yield from _current(codes)
    records = ApprovalRecord.objects.filter(page__live=True).values_list("code", "title", "text")
    for code, title, text in records.iterator(chunk_size=500):
        if code in codes:
            url = reverse("wagtailadmin_pages:edit", args=[codes[code]])
            yield f"{title}\n{text}\n{beside.get(code, '')}", Place(title, url)
    yield from _around()
    drafts = Page.objects.filter(wanted, has_unpublished_changes=True).exclude(latest_revision=None)
    for page in drafts.select_related("latest_revision").iterator(chunk_size=200):
        try:
            draft = rules.draft_of(page.latest_revision)
        except rules.PublicationRefused:
            continue
        if isinstance(draft, ContentPage):
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield f"{draft.title}\n{draft.exact_text}", Place(draft.title, url, "bản nháp")


def _current(codes: dict[str, int]) -> Iterator[tuple[str, Place]]:
    """Pages that show numbers and themes as they are today, not as on the day of their approval.

    Their codes are taken out of the others'.
    """
    for model in content_models():
        for page in model.objects.live() if model.search_follows else ():
            codes.pop(page.code, None)
            yield page.exact_text, Place(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _around() -> Iterator[tuple[str, Place]]:
    """What is public without an approval: sections, departments, home pages, alerts, the site's settings."""
    for model in get_page_models():
        if issubclass(model, StructurePage):
            for pk, title, intro in model.objects.live().values_list("pk", "title", "intro"):
                yield f"{title}\n{intro}", Place(title, reverse("wagtailadmin_pages:edit", args=[pk]))
    for alert in Alert.objects.filter(ends_at__gte=timezone.now()):
        url = reverse("wagtailsnippets_campaigns_alert:edit", args=[alert.pk])
        yield alert.text, Place(alert.text, url, "thông báo khẩn")
    for settings in SiteSettings.objects.all():
        text = "\n".join(str(getattr(settings, name)) for name in SETTINGS_FIELDS)
        yield (
            text,
            Place(
                settings.tagline,
                reverse("wagtailsettings:edit", args=[*SETTINGS, settings.site_id]),
                "thiết lập trang",
            ),
        )


def _beside() -> dict[str, str]:
    """{code: what a live page says beside the words that are carried on}: those alone are in its record."""
    return {
        page.code: text
        for model in content_models()
        for page in model.objects.live()
        if (text := page.unapproved_text())
    }


def _files() -> Iterator[tuple[str, Place]]:
    """Words inside PDF and DOCX, transcripts, descriptions of pictures."""
    titles = dict(CustomDocument.objects.values_list("pk", "title"))
    for pk, text in document_texts():
        if pk in titles:
            place = Place(titles[pk], reverse("wagtaildocs:edit", args=[pk]), "chữ trong tệp")
            yield f"{titles[pk]}\n{text}", place
    for item in CustomMedia.objects.iterator(chunk_size=200):
        place = Place(item.title, reverse("wagtailmedia:edit", args=[item.pk]), "lời thoại, phụ đề")
        yield f"{item.title}\n{item.transcript}\n{_captions(item)}", place
    for pk, title, text in CustomImage.objects.values_list("pk", "title", "description"):
        yield f"{title}\n{text}", Place(title, reverse("wagtailimages:edit", args=[pk]), "mô tả ảnh")


def _captions(item: CustomMedia) -> str:
    """The words of the captions; "" without any, or when the file is lost."""
    if not item.captions:
        return ""
    try:
        with item.captions.open("rb") as opened:
            return str(opened.read().decode("utf-8", "replace"))
    except OSError:
        return ""


def _uses() -> Iterator[tuple[str, Place]]:
    """Uses not yet taken down: the words themselves, and what was printed beside them."""
    rows = Reuse.objects.open().select_related("approval", "organisation")
    for row in rows.iterator(chunk_size=500):
        printed = " ".join(str(value) for value in row.printed.values())
        detail = f"{row.organisation}: {row.get_how_display()} {row.where}".strip()
        yield f"{row.approval.text}\n{printed}", Place(row.approval.title, reverse("reuse_register"), detail)


def note_change(
    sender: type[Any], instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """A hotline's number or a theme's words are about to change: what stood there is old from now on."""
    name = "number" if isinstance(instance, Hotline) else "text"
    # A draft of a hotline is kept by a save that leaves the number itself as it is.
    if raw or not instance.pk or (update_fields is not None and name not in update_fields):
        return
    before = type(instance)._default_manager.filter(pk=instance.pk).values_list(name, flat=True).first()
    after = getattr(instance, name)
    if not before or before == after:
        return
    row, made = OutdatedPhrase.objects.get_or_create(phrase=before, defaults={"replacement": after})
    if not made:
        row.replacement, row.is_settled = after, False
        row.save()
    OutdatedPhrase.objects.filter(phrase=after).delete()
    # Those made or begun until the change is there for all hold the old one.
    transaction.on_commit(_drop_bundles)


def _drop_bundles() -> None:
    """Bundles are made anew when asked for; one under way is not finished."""
    KitOrder.objects.exclude(state=KitOrder.State.FAILED).update(
        state=KitOrder.State.FAILED,
        problem=_("Số đường dây nóng hoặc chủ đề năm vừa đổi. Bấm thử lại để nhận tệp mới."),
    )


def connect() -> None:
    for model in (Hotline, Theme):
        pre_save.connect(
            note_change, sender=model, dispatch_uid=f"campaigns.editorial.outdated.{model.__name__}"
        )
