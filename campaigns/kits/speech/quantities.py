"""Reads quantities: numbers with their units, money, parts, and from one to another."""

import re

from campaigns.kits.speech.counted import is_house, labelled, part_of_things
from campaigns.kits.speech.numerals import digits, fraction, number
from campaigns.kits.speech.phones import is_dialled
from campaigns.kits.speech.reader import Match, any_of, left, reads, right

_UNITS = {
    "km/h": "ki lô mét trên giờ", "m/s": "mét trên giây", "km2": "ki lô mét vuông",
    "cm2": "xăng ti mét vuông", "m2": "mét vuông", "m3": "mét khối", "km": "ki lô mét",
    "cm": "xăng ti mét", "mm": "mi li mét", "m": "mét", "kg": "ki lô gam", "mg": "mi li gam",
    "g": "gam", "ml": "mi li lít", "l": "lít", "ha": "héc ta", "h": "giờ", "s": "giây",
    "kWh": "ki lô oát giờ", "kW": "ki lô oát", "W": "oát", "GB": "ghi ga bai", "MB": "mê ga bai",
    "đ": "đồng", "₫": "đồng", "$": "đô la", "€": "ơ rô", "%": "phần trăm", "‰": "phần nghìn",
    "°C": "độ xê", "°": "độ", "'": "phút", "p": "phút", "tr": "triệu", "trđ": "triệu đồng",
    "tr.đ": "triệu đồng", "tr đ": "triệu đồng", "k": "nghìn", "K": "nghìn", "ng": "nghìn",
    "tỷ đ": "tỷ đồng",
}  # fmt: skip
_CURRENCIES = {"$": "đô la", "US$": "đô la Mỹ", "€": "ơ rô", "£": "bảng Anh", "¥": "tệ"}
# A number in Vietnamese notation: dots between thousands, a comma before the fraction.
_N = r"(?:\d{1,3}(?:\.\d{3})+(?![\d.]*\d)(?:,\d+)?|\d+,\d+(?!,?\d)|\d+)"
# In a line of capitals units are in capitals too.
_UNITS |= {unit.upper(): words for unit, words in _UNITS.items() if len(unit) > 1}
_UNITS |= {"Đ": "đồng", "H": "giờ"}
_UNIT = rf"(?:\s?(?:{any_of(_UNITS)})(?![^\W_]))"
_DECIMAL_DOT = re.compile(
    r"(?<![\w.,/])(\d+)\.(\d{1,2})(?=\s?(?:triệu|tỷ|tỉ|nghìn|tr|%|ha|km|kg|m|°|độ|điểm|lần|giờ)(?!\w))"
)
_SPACED = re.compile(
    r"(?<![\w.,/:+-])(?<!\d )(?<!\d\) )(?P<number>[1-9]\d{0,2}(?: \d{3})+)(?![\w/:]| \d|\.\d)"
)
_ENGLISH = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3}){2,}|(?<=[$€£¥])\d{1,3},\d{3})(?!,?\d)")
_PER = (
    "tháng|ngày|năm|giờ|tuần|quý|phút|giây|người|hộ|xã|thôn|bản|lần|buổi|lớp|em|cháu|suất|lượt|đợt|vụ|xe|phòng|"
    "đêm|cái|tờ|bộ|cuộc|kg|km2|km|m2|ha|h|nhóm|tổ|đơn vị|học sinh|đại biểu"
)
_PER_LEFT = re.compile(
    r"(?:\d[^\s/]*(?:\s[^\W\d_]+){0,3}|\b(?:lần|đồng|triệu|nghìn|tỷ|buổi|giờ|lượt|một [^\W\d_]+))"
    r"(?:/[^\W\d_]+)*\Z"
)


def with_dots(text: str) -> str:
    """The text with one notation of numbers: "100 000", "1,000,000" and "2.5 triệu" in the Vietnamese one."""
    text = _SPACED.sub(_joined_thousands, text)
    text = _ENGLISH.sub(lambda m: m[0].replace(",", "."), text)
    return _DECIMAL_DOT.sub(r"\1,\2", text)


def _joined_thousands(match: Match) -> str:
    groups = match["number"].split()
    are_lines = all(re.fullmatch("11[1-5]", group) for group in groups)
    separate = are_lines or labelled(match) or is_dialled(left(match))
    return match[0] if separate else ".".join(groups)


def words_of(text: str) -> str:
    """A number in Vietnamese notation in words: "1.234,5"."""
    whole, _comma, rest = text.replace(".", "").partition(",")
    return f"{number(whole)} phẩy {fraction(rest)}" if rest else number(whole)


def value_of(text: str) -> float:
    """The value of a number in Vietnamese notation."""
    return float(text.replace(".", "").replace(",", "."))


def _unit(text: str | None) -> str:
    return f" {_UNITS[text.strip()]}" if text else ""


def _is_unit(text: str | None, match: Match, value: str) -> bool:
    """Whether the letters are a unit: "khoản 2 đ" and "thông điệp 5K" have none."""
    if not text:
        return True
    if text in (" Đ", " H") or (text == "K" and len(value) == 1):
        return False
    return not (text[0] == " " and len(text) == 2 and labelled(match))


@reads(r"(?<![\w.,/-])\d{1,3}(?:-\d{1,3}){2,}(?![\w/-])", at="0")
def chain(match: Match) -> str:
    """Numbers in a row: "quy tắc 3-2-1"."""
    return " ".join(number(part) for part in match[0].split("-"))


@reads(
    rf"(?<![\w.,/])(?P<minus>-)?(?P<a>{_N})(?P<ua>{_UNIT}|\s(?:triệu|tỷ|tỉ|nghìn)(?:\sđồng)?)?"
    rf"\s?(?P<dash>-)\s?(?P<b>{_N})(?P<ub>{_UNIT})?(?!\d|/\d)",
    at="0-",
)
def from_to(match: Match) -> str | None:
    """A range: "10-15%", "20-30tr"; a dash with spaces before something smaller is a pause."""
    if re.search(r"(?i)\bt[ỷỉ] số\s\Z", left(match)):
        return f"{words_of(match['a'])} {words_of(match['b'])}"
    spaced = " - " in match[0]
    if match["minus"] and not _negative(match):
        return None
    if spaced and value_of(match["b"]) <= value_of(match["a"]):
        return None
    if spaced and re.search(r"(?i)\bnăm\s\Z", left(match)) and len(match["b"]) != 4:
        return None
    if not _is_unit(match["ua"], match, match["a"]) or not _is_unit(match["ub"], match, match["b"]):
        return None
    first = _unit(match["ua"]) if match["ua"] and match["ua"].strip() in _UNITS else match["ua"] or ""
    minus = "âm " if match["minus"] else ""
    return f"{minus}{words_of(match['a'])}{first} đến {words_of(match['b'])}{_unit(match['ub'])}"


@reads(rf"(?<![\w.,/])-(?P<number>{_N})(?P<unit>{_UNIT})?(?![\d/])", at="-")
def negative(match: Match) -> str | None:
    """A number below zero: "-5 độ"."""
    return f"âm {words_of(match['number'])}{_unit(match['unit'])}" if _negative(match) else None


def _negative(match: Match) -> bool:
    degrees = re.search(r"[°%]", match[0]) or re.match(r"\s?(?:độ|°|%|đến\b)", right(match))
    marked = re.search(r"(?i)\b(?:là|từ|xuống|đến|còn|dưới|mức|nhiệt độ|khoảng|lạnh|âm)\s\Z", left(match))
    return bool(degrees or marked)


@reads(r"(?<![\w.,/])(?P<whole>\d+)\s?(?P<unit>tr|m)(?P<rest>\d{1,3})(?!\w|[.,/]\d)", at="0")
def unit_between(match: Match) -> str | None:
    """A unit for the comma: "1tr2", "1m65"."""
    if match["unit"] == "tr":
        return f"{number(match['whole'])} triệu {number(match['rest'].ljust(3, '0'))} nghìn"
    # "5m2" is an area.
    if match["rest"] in ("2", "3") or len(match["rest"]) > 2:
        return None
    return f"{number(match['whole'])} mét {fraction(match['rest'])}"


@reads(rf"(?<!\w)(?P<sign>US\$|[$€£¥])\s?(?P<number>{_N})(?!\w)", at="A-")
def money(match: Match) -> str:
    """A sign of money before the number: "$100"."""
    return f"{words_of(match['number'])} {_CURRENCIES[match['sign']]}"


@reads(rf"(?<![\d.,/])(?P<a>\d+)(?P<sign>[/:])(?P<b>{_N})(?![\d/:])", at="0")
def part(match: Match) -> str:
    """A part or ratio: "2/3 số xã", "10/12 xã", "1:500"."""
    if match["sign"] == "/" and match["b"].isdigit() and not is_house(match):
        between = part_of_things(match, match["a"], match["b"])
        if between == "phần":
            whole = "tư" if match["b"] == "4" else number(match["b"])
            return f"{number(match['a'])} phần {whole}"
    between = "trên"
    if re.fullmatch(r"(?:19|20)\d\d", match["b"]):
        # "năm học 2025/2026", "TCVN 6909:2001".
        between = (
            "đến"
            if len(match["a"]) == 4 and match["sign"] == "/"
            else "năm"
            if match["sign"] == ":"
            else between
        )
    return f"{words_of(match['a'])} {between} {words_of(match['b'])}"


@reads(rf"(?<![\d,])(?P<number>{_N})(?P<unit>{_UNIT})(?![^\W_])", at="0")
def measured(match: Match) -> str | None:
    """A number with a unit in letters or signs: "100m2", "500k"."""
    if re.search(r"\d\.\Z", left(match)) or not _is_unit(match["unit"], match, match["number"]):
        return None
    return words_of(match["number"]) + _unit(match["unit"])


@reads(rf"(?<![\d,]){_N}", at="0")
def plain_number(match: Match) -> str:
    """Any other number; a single letter before a zero makes it a code ("C02")."""
    if re.search(r"(?<!\w)[A-ZĐ]-?\Z", left(match)) and match[0][0] == "0":
        return digits(match[0])
    return words_of(match[0])


@reads(r"\d+", at="0")
def digits_left(match: Match) -> str:
    """A row of digits that no notation explains: "1,2,3"."""
    return number(match[0])


@reads(rf"(?i)/(?P<unit>{_PER})(?!\w)", at="-")
def per(match: Match) -> str | None:
    """A stroke that means "a": "5 triệu đồng/tháng", "2 lần/tuần"."""
    if not _PER_LEFT.search(left(match)):
        return None
    return f" một {_UNITS.get(match['unit'].lower(), match['unit'])}"


@reads(r"(?<![\w/])(?:km/h|km2|m2|m3)(?!\w)", at="a")
def bare_unit(match: Match) -> str:
    """A unit without a number."""
    return _UNITS[match[0]]


@reads(r"(?:(?<=[\dm])|(?<=[\dm]\s))[x×]\s?(?=\d)", at="a-")
def times(match: Match) -> str:
    """A sign of multiplication: "3 x 4"."""
    return " nhân "


@reads(r"(?<=\bđộ )C(?!\w)", at="A")
def celsius(match: Match) -> str:
    """Degrees: "5 độ C"."""
    return "xê"


@reads(r"[đĐ](?!\w)", at="Aa")
def dong(match: Match) -> str | None:
    """The sign of money after a word: "5 triệu đ"."""
    return "đồng" if re.search(r"(?i)\b(?:nghìn|ngàn|triệu|t[ỷỉ])\s\Z", left(match)) else None


READERS = (
    chain, from_to, negative, unit_between, money, part, measured, plain_number, digits_left, per, bare_unit,
    times, celsius, dong,
)  # fmt: skip
