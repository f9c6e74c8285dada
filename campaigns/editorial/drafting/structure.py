"""Checks layout: unpaired quotation marks, commas inside a word, section numbers, empty placeholders."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from campaigns.editorial.drafting.findings import Finding, Kind, found

ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_SECTION = re.compile(r"^[ \t*]*(?P<number>[IVX]{1,6})\.[ \t*]+(?=\w)", re.MULTILINE)
_STEP = re.compile(r"^[ \t*]*(?P<number>[1-9]\d?)\.[ \t*]+(?=[^\W\d_])", re.MULTILINE)
_BLANKS = re.compile(
    r"Số\s*:[\s.…_]*/\s?[A-ZĐ]{2}[\w-]*"
    r"|ngày(?:\s*[.…_]{2,}\s*|\s+)tháng\s+(?:\d{1,2}|[.…_]{2,})\s+năm\s+\d{4}"
    r"|ngày\s+\d{1,2}\s+tháng\s*[.…_]*\s*năm\s+\d{4}"
)
# Compounds with a wrong comma inside, as if they were items of a list.
_CUT = re.compile(r"\b(?:phòng,\s+ngừa|mua,\s+bán\s+người)\b", re.IGNORECASE)
_QUOTES = re.compile('[“”"]')


def check(text: str) -> Iterator[Finding]:
    """Findings about layout in an NFC text."""
    yield from _quotes(text)
    yield from _sections(text)
    yield from _steps(text)
    for match in _CUT.finditer(text):
        whole = match[0].replace(",", "", 1)
        message = _("Thừa dấu phẩy. Viết liền: “%(whole)s”.") % {"whole": " ".join(whole.split())}
        yield found(text, Kind.COMMA, match.span(), message, whole)
    for match in _BLANKS.finditer(text):
        blank = _("Chưa điền số hoặc ngày. Điền đủ trước khi công bố là văn bản đã ban hành.")
        yield found(text, Kind.PLACEHOLDER, match.span(), str(blank))


def _quotes(text: str) -> Iterator[Finding]:
    opened: list[int] = []
    straight: list[int] = []
    for match in _QUOTES.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "“":
            opened.append(at)
        elif mark == "”" or opened:
            # A straight mark also closes a curved one: word processors mix them.
            if opened:
                opened.pop()
            elif straight:
                straight.pop()
            else:
                message = _("Dấu đóng ngoặc kép không có dấu mở. Thêm dấu mở hoặc bỏ dấu này.")
                yield found(text, Kind.QUOTE, (at, at + 1), str(message))
        elif straight:
            straight.pop()
        elif at == 0 or not text[at - 1].isdigit():
            straight.append(at)
    for at in (*opened, *straight):
        yield _unclosed(text, at)


def _unclosed(text: str, at: int) -> Finding:
    message = str(_("Dấu mở ngoặc kép không có dấu đóng. Thêm dấu đóng ở cuối phần được dẫn."))
    other = re.compile(r"[^“”\"\n]{1,120}?(?=,?\s*(?:và\s*)?“)").match(text, at + 1)
    if other is None:
        return found(text, Kind.QUOTE, (at, at + 1), message)
    return found(text, Kind.QUOTE, (at, other.end()), message, f"{text[at : other.end()]}”")


def _value(number: str) -> int:
    tens = len(number) - len(number.lstrip("X"))
    rest = number[tens:]
    return 10 * tens + ONES.index(rest) if rest in ONES else 0


def _roman(value: int) -> str:
    return "X" * (value // 10) + ONES[value % 10]


def _sections(text: str) -> Iterator[Finding]:
    before = 0
    for match in _SECTION.finditer(text):
        value = _value(match["number"])
        # Numbering that starts again at 1 is another part or an annex.
        if before and value and value not in (before + 1, 1):
            expected = _roman(before + 1)
            message = (
                _("Mục %(number)s đã có ở trên. Mục này có lẽ là %(expected)s.")
                if value <= before
                else _("Sau mục %(before)s là mục %(number)s. Mục này có lẽ là %(expected)s.")
            ) % {"number": match["number"], "before": _roman(before), "expected": expected}
            yield found(text, Kind.SECTION, match.span("number"), message, expected)
            before = before + 1
        elif value:
            before = value


def _steps(text: str) -> Iterator[Finding]:
    marks = [(match.start(), match) for match in _STEP.finditer(text)]
    marks += [(match.start(), match) for match in _SECTION.finditer(text)]
    previous = ""
    for _start, match in sorted(marks, key=lambda mark: mark[0]):
        number = match["number"]
        # Sections and lists may start again at 1.
        if number == previous and number.isdigit() and number != "1":
            message = _("Số %(number)s đã dùng ngay ở trên. Kiểm tra lại cách đánh số.")
            yield found(text, Kind.SECTION, match.span("number"), message % {"number": number})
        previous = number
