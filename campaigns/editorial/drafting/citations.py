"""Checks cited documents: in force, with the right date and a known agency code."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from campaigns.editorial.drafting.findings import Finding, Kind, found
from campaigns.kits.speech.abbreviations import FIELDS
from cms.edit_distance import one_edit
from cms.vietnamese import as_clause, nfc

NUMBER = re.compile(
    r"(?<![\w/.])\d{1,5}(?:/\d{4})?(?:\s?/\s?|-\s{0,4}(?=[A-ZĐ]{2}\w*/))"
    r"[A-ZĐƯ]{2}\w*(?:(?<=BCĐ) 138)?(?:[-–/]\s{0,4}[A-ZĐƯ]\w*(?:(?<=BCĐ) 138)?)*"
)
_AFTER = re.compile(
    r"[\s,(]*(?:ký\s+)?ngày\s+(?P<day>\d{1,2})(?:[/.-]|\s+tháng\s+)(?P<month>\d{1,2})(?:[/.-]|\s+năm\s+)"
    r"(?P<year>\d{4})(?!\d)"
)
_DATE = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])")
_CODE = re.compile(r"(?<!\w)[A-ZĐ]{5,9}(?!\w)")

# Documents known to be out of force; the documents on the site are checked besides (rule 11).
REPLACED = {
    "193/QĐ-TTg": _("Chương trình đến hết năm 2025; nay là Quyết định 33/QĐ-TTg ngày 07/01/2026"),
    "52/2016/QĐ-TTg": _("đã được thay thế bởi Nghị định 49/2024/NĐ-CP"),
    "43/2011/NĐ-CP": _("đã được thay thế bởi Nghị định 42/2022/NĐ-CP"),
}
# Dates of documents from other sources. That of 1944/QĐ-TTg is in doubt, so a different date is only
# reported for checking and no correction is suggested (rule 42).
DATES = {
    "13-KL/TW": date(2021, 8, 16),
    "48-CT/TW": date(2010, 10, 22),
    "193/QĐ-TTg": date(2021, 2, 9),
    "793/QĐ-TTg": date(2016, 5, 10),
    "1137/QĐ-TTg": date(2025, 6, 13),
    "1944/QĐ-TTg": date(2021, 11, 18),
    "53/2024/QH15": date(2024, 11, 28),
    "162/2025/NĐ-CP": date(2025, 6, 29),
    "49/2024/NĐ-CP": date(2024, 5, 10),
    "42/2022/NĐ-CP": date(2022, 6, 24),
    "30/2020/NĐ-CP": date(2020, 3, 5),
}
# Codes so long that one letter more or less is a mistake and not another agency.
CODES = frozenset(
    code for short in FIELDS for code in (short, f"B{short}", f"S{short}", f"P{short}") if len(code) > 4
) | {"UBTVQH", "PBGDPL", "UBMTTQ", "CBCCVC", "VHTTTT", "PCMBN", "TTATXH"}


def document_key(number: str) -> str:
    """The number in the form for comparison: no white space, hyphens only, lower case, NFC."""
    return re.sub(r"\s+", "", nfc(number)).replace("–", "-").casefold()


_REPLACED = {document_key(number): reason for number, reason in REPLACED.items()}
_DATES = {document_key(number): day for number, day in DATES.items()}


def out_of_force_message(name: str, reason: str) -> str:
    """The advice to whoever cites a document out of force; ``reason`` is a clause or "" (rule 11)."""
    values = {"name": as_clause(name), "reason": as_clause(reason)}
    if not values["reason"]:
        return _("%(name)s không còn hiệu lực. Kiểm tra lại chỗ dẫn.") % values
    return _("%(name)s không còn hiệu lực: %(reason)s. Kiểm tra lại chỗ dẫn.") % values


def check(text: str, cited: Mapping[str, str] | None) -> Iterator[Finding]:
    """Findings about document numbers, dates and agency codes in an NFC text."""
    out_of_force = _REPLACED if cited is None else {document_key(key): why for key, why in cited.items()}
    numbers = list(NUMBER.finditer(text))
    for match in numbers:
        key = document_key(match[0])
        name = re.sub(r"\s+", "", match[0])
        if key in out_of_force:
            yield found(
                text, Kind.OUT_OF_FORCE, match.span(), out_of_force_message(name, str(out_of_force[key]))
            )
        yield from _doubtful_date(text, match, name, _DATES.get(key))
    yield from _impossible_dates(text)
    yield from _codes(text, [match.span() for match in numbers])


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _doubtful_date(text: str, number: re.Match[str], name: str, known: date | None) -> Iterator[Finding]:
    written = _AFTER.match(text, number.end())
    if known is None or written is None or _day(written) in (known, None):
        return
    message = _("Nơi khác ghi %(number)s ngày %(known)s. Đối chiếu với bản gốc.")
    span = (written.start("day"), written.end())
    yield found(text, Kind.DATE, span, message % {"number": name, "known": f"{known:%d/%m/%Y}"})


def _impossible_dates(text: str) -> Iterator[Finding]:
    for match in _DATE.finditer(text):
        if _day(match) is None:
            message = _("Không có ngày %(date)s trong lịch. Sửa lại ngày, tháng.")
            yield found(text, Kind.DATE, match.span(), message % {"date": match[0]})


def _codes(text: str, numbers: list[tuple[int, int]]) -> Iterator[Finding]:
    for match in _CODE.finditer(text):
        meant = [code for code in CODES if len(code) != len(match[0]) and one_edit(match[0], code)]
        if match[0] in CODES or len(meant) != 1:
            continue
        # Report the whole number when the code is part of one.
        start, end = next(
            ((a, b) for a, b in numbers if a <= match.start() and match.end() <= b), match.span()
        )
        suggestion = text[start : match.start()] + meant[0] + text[match.end() : end]
        message = _("Ký hiệu cơ quan “%(code)s” có lẽ là “%(meant)s”. Đối chiếu với bản gốc.")
        values = {"code": match[0], "meant": meant[0]}
        yield found(text, Kind.AGENCY, (start, end), message % values, suggestion)
