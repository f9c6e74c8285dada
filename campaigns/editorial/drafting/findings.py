"""What a check reports: a place in the text, what is wrong there and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of findings, in the order in which one place shows them."""

    HOTLINE = "so-dien-thoai-cu"
    MAIL = "thu-dien-tu"
    AGENCY = "ky-hieu-co-quan"
    OUT_OF_FORCE = "van-ban-het-hieu-luc"
    DATE = "ngay-thang"
    PLACEHOLDER = "chua-dien"
    SUBJECT = "lac-chu-de"
    SECTION = "so-thu-tu"
    QUOTE = "dau-ngoac-kep"
    COMMA = "thua-dau-phay"
    DOUBLED = "lap-tu"
    MISSING = "thieu-chu"
    SPELLING = "chinh-ta"


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful place.

    ``start`` and ``end`` count code points of the NFC text, and ``excerpt`` is the text between them;
    ``message`` tells the editor in Vietnamese what to do; ``suggestion`` replaces the excerpt, ``None``
    if only a person can know.
    """

    kind: Kind
    start: int
    end: int
    excerpt: str
    message: str
    suggestion: str | None = None


def found(
    text: str, kind: Kind, span: tuple[int, int], message: str, suggestion: str | None = None
) -> Finding:
    return Finding(kind, *span, text[slice(*span)], str(message), suggestion)
