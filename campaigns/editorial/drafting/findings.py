"""Findings of the checks: a passage of the text, its problem and advice."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of findings, in the order in which one passage shows them."""

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
    """A doubtful passage of the text.

    ``start`` and ``end`` count code points of the NFC text, and ``excerpt`` is the text between them;
    ``message`` is advice in Vietnamese; ``suggestion`` replaces the excerpt, ``None`` when it is unknown.
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
    """The finding at a span of the text."""
    return Finding(kind, *span, text[slice(*span)], str(message), suggestion)
