"""Reads signs: some are words, some are pauses, the rest is silent."""

import re

from campaigns.kits.speech.reader import Match, left, reads, right

_SIGNS = {
    "&": " và ", "+": " cộng ", "=": " bằng ", "@": " a còng ", "%": " phần trăm ", "‰": " phần nghìn ",
    "°": " độ ", "×": " nhân ", "$": " đô la ", "€": " ơ rô ", "₫": " đồng ", "/": ", ",
    "(": ", ", ")": ", ", "•": ", ", "·": ", ", "~": " khoảng ", "±": " cộng trừ ",
    "≥": " lớn hơn hoặc bằng ", "≤": " nhỏ hơn hoặc bằng ", ">": " trên ", "<": " dưới ",
    "→": ", ", "|": ", ",
}  # fmt: skip
_NUMBERED = r"(?P<word>ngày|tháng|thứ|quý|năm|lớp|điều|khoản|tuần|tập|bài|tuổi)\s\d[\d/.]*\s*"


@reads(r"-\s*(?=[^\W\d_]+\s\d)", at="-")
def from_to(match: Match) -> str | None:
    """A dash between the same word with a number: "tháng 7 - tháng 9"."""
    first = re.search(rf"(?i)\b{_NUMBERED}\Z", left(match))
    last = re.match(rf"(?i){_NUMBERED}", right(match))
    same = first and last and first["word"].lower() == last["word"].lower()
    return " đến " if same else None


@reads(r"(?<=[^\S\n])-+[^\S\n]", at="-")
def dash(match: Match) -> str:
    """A dash between spaces is a pause."""
    return ", "


@reads(r"(?<!\w)['-]+|['-]+(?!\w)|(?<=\d)-|-(?=\d)", at="-")
def hyphen(match: Match) -> str:
    """A hyphen that joins no two words is silent."""
    return " "


@reads(r"(?<=\w)\.(?=\d)", at="-")
def point(match: Match) -> str:
    """A point in a number of parts: "2.1"; after a word a sentence ended without a space."""
    return ". " if re.search(r"[^\W\d_A-ZĐ]\Z", left(match)) else " chấm "


@reads(r"/(?=hoặc\b|hay\b|và\b)", at="-")
def either(match: Match) -> str:
    """A stroke before a conjunction: "và/hoặc"."""
    return " "


@reads(r"[^\w\s.,;:!?…'-]|_", at="-")
def sign(match: Match) -> str:
    """Any other sign."""
    return _SIGNS.get(match[0], " ")


READERS = (from_to, dash, hyphen, point, either, sign)
