"""Reads telephone numbers and hotlines digit by digit; 111 people are a quantity."""

import re

from campaigns.kits.speech.counted import THINGS, labelled
from campaigns.kits.speech.numerals import digits
from campaigns.kits.speech.reader import Match, left, reads, right

# Before these words the numbers 111 to 115 are quantities, not hotlines.
_COUNTED = rf"{THINGS}|giờ|ngày|tháng|năm"
# Right after "tổng đài … 111" only these still count something: "phòng", "tổ", "tin" open a clause there.
_SURELY_COUNTED = (
    "buổi|ca|cháu|cuộc|đơn|em|hộ|huyện|khách|km|kg|lần|lượt|nghìn|người|phiếu|phút|tháng|thôn|tỉnh|tỷ|tỉ|"
    "tờ|trăm|trẻ|triệu|trường hợp|tuần|vụ|xã"
)
_NO_MORE = r"(?![\d/%-]|[.,]\d)"
_LINES = rf"11[1-5](?:\s?[/-]\s?11[1-5])*+{_NO_MORE}"
_LISTED_LINES = rf"11[1-5](?:(?:\s?[/-]\s?|, | và | hay | hoặc )11[1-5])*+{_NO_MORE}"
_NAME_WORD = r"(?:\s(?!(?:nhận|được|có|đã|hơn|gần|khoảng)\b)[^\W\d_]+)"
_LINE_OF = re.compile(
    rf"(?i)\b(?:(?:tổng đài|đường dây|hotline){_NAME_WORD}{{0,8}}"
    rf"|(?:(?<!kêu )gọi|(?<!trong )(?<!tổng )số(?! lượng)){_NAME_WORD}{{0,3}}):?\s\Z"
)
_DIALLED = re.compile(
    r"(?i)(?:\b(?:(?<!kêu )gọi(?: ngay| số| đến| tới| về)*|nhấn|bấm|gửi|nhắn tin(?: đến| tới)?|tổng đài"
    r"|đường dây nóng|hotline|đầu số|điện thoại|số máy|zalo|s?đt|sdt|fax|tel|liên hệ):?"
    r"|11[1-5] (?:hoặc|hay))\s\Z"
)
_SEP = r"[ .-]"
_GROUPS = re.compile(r"\d+")


def is_dialled(before: str) -> bool:
    """Whether a text ends with a word that a telephone number follows."""
    return bool(_DIALLED.search(before))


@reads(
    rf"(?<![\w.,+])\(?(?:(?P<plus>\+)\s?)?(?P<number>(?:84|0)\d*\)?(?:{_SEP}?\(?\d+\)?)*)(?![\w%]|[.,]\d)",
    at="0-",
)
def telephone(match: Match) -> str | None:
    """A number of ten or eleven digits with its area code: "(024) 3825 1111", "+84 912 345 678"."""
    count = sum(char.isdigit() for char in match["number"])
    first = match["number"][0]
    if first == "8" and not match["plus"] and not is_dialled(left(match)):
        return None
    if match["number"].count("(") + match[0].startswith("(") != match["number"].count(")"):
        return None
    if not 10 <= count <= 13:
        return None
    return ("cộng " if match["plus"] else "") + digits(match["number"])


@reads(rf"\(\d{{2,4}}\){_SEP}?\d{{3,4}}{_SEP}?\d{{3,4}}(?![\w%]|[.,]\d)", at="-")
def with_area(match: Match) -> str:
    """A number whose area code has lost its 0: "(206) 3852 123"."""
    return digits(match[0])


@reads(rf"(?<![\w.,/+])1[89]00{_SEP}?\d{{2,4}}(?:{_SEP}?\d{{2,4}})?(?![\d/])", at="0")
def toll_free(match: Match) -> str:
    """A number without an area code: "1800 1567", "1900969680"."""
    return digits(match[0])


@reads(r"\+\s?\d[\d .-]{5,}\d", at="-")
def abroad(match: Match) -> str:
    """A number with another country's code."""
    return f"cộng {digits(match[0])}"


@reads(rf"(?<![\w.,/-]){_LISTED_LINES}", at="0")
def lines_to_call(match: Match) -> str | None:
    """Hotlines after the word for them: "gọi 111 hoặc 113"."""
    counted = re.match(rf"(?i)\s(?:{_SURELY_COUNTED}|ngày(?! đêm))\b", right(match))
    if counted or not _LINE_OF.search(left(match)):
        return None
    return _each_line(match[0])


@reads(rf"(?<![\w.,/-]){_LINES}", at="0")
def lines(match: Match) -> str | None:
    """Hotlines without it, unless they count something or belong to a label."""
    if re.match(rf"(?i)\s(?:{_COUNTED})\b", right(match)) or labelled(match):
        return None
    return _each_line(match[0])


def _each_line(text: str) -> str:
    return _GROUPS.sub(lambda m: digits(m[0]), re.sub(r"\s?[/-]\s?", ", ", text))


@reads(rf"(?<![\w.,/])\d+(?:{_SEP}\d+)*(?![\d/%]|[.,]\d)", at="0")
def dialled(match: Match) -> str | None:
    """Any number after "gọi", "điện thoại" and the like."""
    counted = re.match(rf"(?i)\s(?:{_SURELY_COUNTED})\b", right(match))
    few = sum(char.isdigit() for char in match[0]) < 3
    return None if few or counted or not is_dialled(left(match)) else digits(match[0])


READERS = (telephone, with_area, toll_free, abroad, lines_to_call, lines, dialled)
