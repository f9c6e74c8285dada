"""Reads dates, months, quarters and times of day, and what lasts from one to another.

A date gets the word "ngày" unless it stands right before it; after the name of the day ("… phòng, chống mua
bán người 30/7") it follows a comma, because the "Ngày" in the name belongs to the name. The days 1 to 10 are
read without "mùng", which villagers understand as the lunar calendar.
"""

import re

from campaigns.kits.speech.counted import is_house, part_of_things
from campaigns.kits.speech.documents import year_words
from campaigns.kits.speech.numerals import cardinal, month, number, ordinal, roman
from campaigns.kits.speech.reader import Match, left, reads, right

_D, _M, _Y = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:\d{4}|\d{2})"
_END = r"(?![\d/]|[.,]\d)"
_START = r"(?<![\d/.,])"
_FULL = rf"{_D}(?:/{_M}/{_Y}|\.{_M}\.\d{{4}}|-{_M}-\d{{4}})"
_DATE = rf"(?:{_FULL}|{_D}/{_M}){_END}"
_MOON = r"(?:(?P<moon>m[ùồ]ng)\s+)?"
_TO = r"\s*-\s*(?:ngày\s+)?"
_NAMED_DAY = re.compile(r"mua bán người\s*\Z", re.IGNORECASE)
_SAYS_DAY = re.compile(r"\bngày\s+(?:m[ùồ]ng\s+)?\Z", re.IGNORECASE)
_CLOCK = r"(?:[01]?\d|2[0-4])(?:\s?(?:h|g|H|giờ)(?:\s?[0-5]\d)?|:[0-5]\d)(?![\d:])(?:\s?phút\b|p\b|')?"


def _full_year(text: str) -> str:
    if len(text) == 4:
        return text
    return f"{'20' if text < '70' else '19'}{text}"


def _day(text: str) -> str:
    """A date in words, without "ngày"."""
    day, moon, *year = re.split(r"[/.-]", text)
    return f"{number(day)} tháng {month(moon)}{year_words(_full_year(year[0]) if year else None)}"


def _opening(match: Match, word: str) -> str:
    """The word before a date, after a pause when the name of the day comes before it."""
    pause = ", " if _NAMED_DAY.search(left(match)) else ""
    moon = match["moon"] or ""
    word = word.capitalize() if moon[:1].isupper() else word
    return f"{pause}{word} {moon.lower()}".rstrip() + " "


@reads(
    rf"(?i){_MOON}{_START}(?P<first>{_DATE}|{_D}\.{_M}(?=\s*-\s*{_D}\.{_M}\.)){_TO}(?P<last>{_DATE})",
    at="0Aa",
)
def from_day_to_day(match: Match) -> str:
    """From one date to another: "01/7 - 30/9/2026"."""
    before, moon = left(match), match["moon"]
    if _SAYS_DAY.search(before) or (moon and re.search(r"(?i)\btừ\s\Z", before)):
        opening = f"{moon} " if moon else ""
    elif re.search(r"(?i)\btừ\s\Z", before):
        opening = "ngày "
    else:
        opening = _opening(match, "từ ngày")
    return f"{opening}{_day(match['first'])} đến ngày {_day(match['last'])}"


@reads(rf"(?i){_MOON}{_START}(?P<first>{_D})\s?-\s?(?P<last>{_D}[/.]{_M}(?:[/.]\d{{4}})?){_END}", at="0Aa")
def some_days(match: Match) -> str | None:
    """Days of one month: "24-25/7"."""
    if match["last"].count(".") == 1:
        return None
    opening = "" if _SAYS_DAY.search(left(match)) else _opening(match, "ngày")
    moon = f"{match['moon']} " if match["moon"] and not opening else ""
    return f"{opening}{moon}{number(match['first'])} đến ngày {_day(match['last'])}"


@reads(rf"(?i){_MOON}{_START}(?P<day>{_DATE})", at="0Aa")
def date(match: Match) -> str | None:
    """A date: "30/7", "30.07.2026"; "3/5 người" is none."""
    numbers = match["day"].split("/")
    if len(numbers) == 2 and (is_house(match) or part_of_things(match, *numbers)):
        return None
    opening = "" if _SAYS_DAY.search(left(match)) else _opening(match, "ngày")
    moon = f"{match['moon']} " if match["moon"] and not opening else ""
    return f"{opening}{moon}{_day(match['day'])}"


@reads(rf"{_START}(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>{_D})(?![\d-])", at="0")
def iso_date(match: Match) -> str:
    """A date as programs write it: "2026-07-30"."""
    opening = "" if _SAYS_DAY.search(left(match)) else "ngày "
    return opening + _day(f"{match['day']}/{match['month']}/{match['year']}")


@reads(rf"(?<=\s)(?P<day>{_D})[.-](?P<month>{_M})(?![\d/]|[.,-]\d)", at="0")
def day_after_its_word(match: Match) -> str | None:
    """A day and month after "ngày": "ngày 30.7"; "từ ngày 5-7 tháng 8" is none."""
    several = re.search(r"(?i)các ngày\s\Z", left(match)) or re.match(r"(?i)\s*tháng", right(match))
    if several or not _SAYS_DAY.search(left(match)):
        return None
    return _day(f"{match['day']}/{match['month']}")


@reads(
    rf"(?i)(?P<word>tháng)\s+(?P<first>{_M})(?:\s?-\s?(?:tháng\s+)?(?P<last>{_M}))?"
    rf"(?:[/.-](?P<year>(?:19|20)\d\d))?(?![\d/]|[.,-]\d)",
    at="Aa",
)
def month_of_year(match: Match) -> str:
    """A month after its word, or several: "tháng 7/2026", "tháng 7-9"."""
    last = f" đến tháng {month(match['last'])}" if match["last"] else ""
    return f"{match['word']} {month(match['first'])}{last}{year_words(match['year'])}"


@reads(rf"{_START}T?(?:(?P<first>{_M})\s?-\s?)?(?P<month>{_M})/(?P<year>(?:19|20)\d\d)(?![\d/])", at="0A")
def bare_month(match: Match) -> str:
    """A month of a year, or several: "7/2026", "T7/2026", "7-9/2026"."""
    first = f"tháng {month(match['first'])} đến " if match["first"] else ""
    return f"{first}tháng {month(match['month'])}{year_words(match['year'])}"


@reads(
    r"(?i)(?:(?P<word>quý)\s|Q(?=\d/))(?P<first>[IV]+|\d)(?:\s?-\s?(?P<last>[IV]+|\d))?(?:/(?P<year>\d{4}))?(?!\w)",
    at="Aa",
)
def quarter(match: Match) -> str | None:
    """A quarter, or several: "quý III/2026", "quý I-II"."""
    first, last = (
        roman(value) or int(value) if value and (roman(value) or value.isdigit()) else 0
        for value in match.group("first", "last")
    )
    if not 1 <= first <= 4:
        return None
    words = f"{match['word'] or 'quý'} {cardinal(first)}" + (f" đến quý {cardinal(last)}" if last else "")
    return words + year_words(match["year"])


@reads(
    r"(?i)(?P<word>thứ)\s(?P<first>\d{1,3})(?:\s?-\s?(?:thứ\s)?(?P<last>[2-7]))?(?![\w/%]|[.,]\d)", at="Aa"
)
def ordinal_number(match: Match) -> str:
    """An ordinal or a day of the week: "thứ 4", "thứ 2-6"."""
    last = f" đến thứ {ordinal(int(match['last']))}" if match["last"] else ""
    return f"{match['word']} {ordinal(int(match['first']))}{last}"


@reads(r"(?<![\w/])24\s?(?:h|giờ)?/(?P<what>24\s?(?:h\b|giờ)?|7)(?P<days>\s?ngày)?(?![\d/])", at="0")
def all_day(match: Match) -> str | None:
    """Round the clock: "24/7", "24/24 giờ"."""
    if match["what"] != "7":
        return "hai mươi bốn trên hai mươi bốn giờ" + (match["days"] or "")
    if re.search(r"(?i)\b(?:ngày|từ|đến|trước|sau|dịp|sáng|chiều|tối|hôm)\s\Z", left(match)):
        return None
    return "hai mươi bốn giờ trên bảy ngày" if match["days"] else "hai mươi bốn trên bảy"


def _time(text: str) -> str:
    hour, *minutes = re.findall(r"\d+", text)
    return f"{number(hour)} giờ" + (f" {number(minutes[0])} phút" if minutes and int(minutes[0]) else "")


@reads(rf"(?<![\w:,.])(?P<first>{_CLOCK})(?:\s?-\s?(?P<last>{_CLOCK}))?(?!\w)", at="0")
def time(match: Match) -> str | None:
    """A time of day, or from one to another: "8h30", "7h00-11h30"; "tỷ lệ 1:10" is none."""
    if re.search(r"(?i)\b(?:t[ỷỉ] (?:lệ|số)|bản đồ)\s\Z", left(match)):
        return None
    return " đến ".join(_time(part) for part in match.group("first", "last") if part)


READERS = (
    all_day, from_day_to_day, some_days, date, iso_date, day_after_its_word, month_of_year, bare_month,
    quarter, ordinal_number, time,
)  # fmt: skip
