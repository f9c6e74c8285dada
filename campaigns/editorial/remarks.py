"""What a draft should be read again for, before anyone approves it (rule 42)."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from campaigns.approvals import addresses, codes, freeze
from campaigns.editorial import drafting
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, banners, poster
from campaigns.kits.text_version import Look, TextVersion
from campaigns.models import ContentPage, OfficialDocumentPage
from media.posters import draw
from media.posters.formats import FORMATS
from media.posters.spec import MAX_TEXT_LENGTH, PosterError


@dataclass(frozen=True, slots=True)
class Remark:
    """``excerpt`` with a few words around it, "" for what concerns the whole page."""

    message: str
    before: str = ""
    excerpt: str = ""
    after: str = ""
    suggestion: str = ""


AROUND = 40


def out_of_force() -> dict[str, str]:
    """{number: what to say} for every document in the library that is not in force any more."""
    status = OfficialDocumentPage.Status
    gone = OfficialDocumentPage.objects.live().filter(status__in=(status.REPLACED, status.EXPIRED))
    return {
        page.number: page.citation_warning() for page in gone.exclude(number="").select_related("replaced_by")
    }


def cited_documents(draft: ContentPage) -> QuerySet[OfficialDocumentPage]:
    """The documents that a draft points to, in whatever way, itself left out."""
    pages = {item.pk for item in draft.references() if isinstance(item, Page)} - {draft.pk}
    return OfficialDocumentPage.objects.filter(pk__in=pages).select_related("replaced_by")


def remarks(draft: ContentPage) -> list[Remark]:
    """All remarks on a draft in memory: what it points to, then its words in their order."""
    found = [Remark(said) for page in cited_documents(draft) if (said := page.citation_warning())]
    text = draft.exact_text
    own = {draft.number} if isinstance(draft, OfficialDocumentPage) else set()
    known = {number: said for number, said in out_of_force().items() if number not in own}
    for finding in drafting.check(text, cited=known):
        found.append(
            Remark(
                finding.message,
                text[max(0, finding.start - AROUND) : finding.start],
                finding.excerpt,
                text[finding.end : finding.end + AROUND],
                finding.suggestion or "",
            )
        )
    return [*dict.fromkeys(found), *too_long(draft)]


def too_long(draft: ContentPage) -> list[Remark]:
    """The formats that the words of a kit will not fit, said before anyone approves them."""
    if not orders.has_kit(draft) or len(draft.exact_text) > MAX_TEXT_LENGTH:
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
        except PosterError as error:
            refused.setdefault(str(error), []).append(fmt.label)
    return [Remark(f"{', '.join(labels)}: {message}") for message, labels in refused.items()]
