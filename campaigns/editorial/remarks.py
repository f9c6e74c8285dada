"""Remarks on a draft: documents out of force, odd letters, doubtful wording, text too long (rule 42)."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from campaigns.approvals import addresses, codes, freeze
from campaigns.editorial import drafting, letters
from campaigns.editorial.drafting.citations import out_of_force_message
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, banners, poster
from campaigns.kits.text_version import Look, TextVersion
from campaigns.models import ContentPage, OfficialDocumentPage, letter_checks
from cms.letters import invisible, old_fonts
from media.posters import draw
from media.posters.formats import FORMATS
from media.posters.spec import MAX_TEXT_LENGTH, PosterError, UnsupportedCharacter
from media.posters.typesetting import missing_letters


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on ``excerpt``, with the text before and after it; "" for remarks on the whole page."""

    message: str
    before: str = ""
    excerpt: str = ""
    after: str = ""
    suggestion: str = ""


CONTEXT_LENGTH = 40


def out_of_force() -> dict[str, str]:
    """{number: reason} for every live document that was replaced or has expired."""
    status = OfficialDocumentPage.Status
    ended = OfficialDocumentPage.objects.live().filter(status__in=(status.REPLACED, status.EXPIRED))
    return {
        page.number: page.out_of_force_reason
        for page in ended.exclude(number="").select_related("replaced_by")
    }


def cited_documents(draft: ContentPage) -> QuerySet[OfficialDocumentPage]:
    """The documents that a draft refers to, without itself."""
    pages = {item.pk for item in draft.references() if isinstance(item, Page)} - {draft.pk}
    return OfficialDocumentPage.objects.filter(pk__in=pages).select_related("replaced_by")


def remarks(draft: ContentPage) -> list[Remark]:
    """All remarks on a draft in memory: on its references, then on its text in reading order."""
    text = draft.exact_text
    odd = [
        _remark(message, text, change.start, change.end, letters.shown(change), change.after)
        for message, text, change in letters.doubtful(draft)
    ]
    old_lines = old_fonts.find(text)
    own_number = {draft.number} if isinstance(draft, OfficialDocumentPage) else set()
    cited = {number: reason for number, reason in out_of_force().items() if number not in own_number}
    in_text = [
        _remark(finding.message, text, finding.start, finding.end, finding.excerpt, finding.suggestion)
        for finding in drafting.check(text, cited=cited)
        # Every word of an old font looks misspelt; the remark on the font says all.
        if not any(line.start < finding.end and finding.start < line.end for line in old_lines)
    ]
    messages = {remark.message for remark in in_text}
    chosen = [
        Remark(message)
        for page in cited_documents(draft)
        if page.is_out_of_force
        and (message := out_of_force_message(page.number or page.title, page.out_of_force_reason))
        not in messages
    ]
    # What stops the submission comes before what may be meant.
    return [*dict.fromkeys([*undrawable(draft), *odd, *chosen, *in_text]), *too_long(draft)]


def _remark(message: str, text: str, start: int, end: int, excerpt: str, suggestion: str | None) -> Remark:
    before = text[max(0, start - CONTEXT_LENGTH) : start]
    return Remark(message, before, excerpt, text[end : end + CONTEXT_LENGTH], suggestion or "")


def _is_for_posters(draft: ContentPage) -> bool:
    return bool(draft.has_kit and len(draft.exact_text) <= MAX_TEXT_LENGTH)


def undrawable(draft: ContentPage) -> list[Remark]:
    """A remark on the first character that the typeface of posters lacks, which names them all."""
    text = draft.exact_text
    missing = missing_letters(invisible.strip(text)) if _is_for_posters(draft) else []
    if not missing:
        return []
    start = max(text.find(missing[0]), 0)
    ((_field, message),) = letter_checks.poster_errors("", text)
    return [_remark(message, text, start, start + len(missing[0]), missing[0], None)]


def too_long(draft: ContentPage) -> list[Remark]:
    """A remark for each reason why the text of a kit does not fit some formats."""
    if not _is_for_posters(draft):
        return []
    look = Look(DESIGN)
    sample = TextVersion(
        text=draft.exact_text,
        title=draft.title,
        code=codes.ALPHABET[: codes.LENGTH],
        version=1,
        agency=freeze.agency_of(draft),
        approved_by="",
        approved_on=timezone.localdate(),
        check_url=addresses.check_url(codes.ALPHABET[: codes.LENGTH]),
        page_url="",
    )
    refused: dict[str, list[str]] = {}
    for fmt in (*FORMATS.values(), *banners(orders.banner_sizes())):
        try:
            draw.check(poster(sample, look), fmt)
        except UnsupportedCharacter:
            return []  # no format has the letter, which is a remark of its own
        except PosterError as error:
            refused.setdefault(str(error), []).append(fmt.label)
    return [Remark(_refusal(message, labels)) for message, labels in refused.items()]


def _refusal(message: str, labels: list[str]) -> str:
    """The reason first, then the formats, unless it names the only one."""
    if all(f"“{label}”" in message for label in labels):
        return message
    return f"{message} ({', '.join(labels)})"
