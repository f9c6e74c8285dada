"""Table of rules that turn numbers, dates, signs and abbreviations into words to read aloud.

A rule is a pattern and a function that gives the words for a match. The rules are applied in order, each
to the result of the one before. ``spoken`` explains the choices.
"""

import re
from collections.abc import Callable, Iterable

from campaigns.kits.speech.abbreviations import ABBREVIATIONS, AGENCIES, KINDS, spelled
from campaigns.kits.speech.numerals import cardinal, digits, fraction, month, number, ordinal, roman

Match = re.Match[str]
Rule = tuple[re.Pattern[str], Callable[[Match], str]]

_DATE = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d{4})?(?![\d/]|[.,]\d)"
_DAYS_NAME = re.compile(r"mua bán người\s*\Z", re.IGNORECASE)
_ISSUED_BY = re.compile(r"[^.;\n]{0,60}?\bcủa\b")
# Before these words the numbers 111 to 115 are quantities, not hotlines.
_COUNTED = (
    "ban|bản|băng|bị|buổi|ca|cán|cháu|cơ|cuộc|doanh|đại|điểm|đồng|đơn|đối|đội|em|"
    "giờ|gia|giấy|gương|hộ|học|hội|huyện|khách|km|kg|làng|lần|lớp|lượt|m2|mét|mô|"
    "nam|nạn|năm|ngày|nghìn|ngôi|người|nhà|nữ|phần|phòng|phụ|phút|phường|phiếu|sinh|"
    "sở|tài|tấm|tập|thành|tháng|thôn|tin|tỉnh|tỷ|tổ|tờ|trang|tranh|trăm|trẻ|triệu|"
    "trường|tuần|vị|video|vụ|xã|ý"
)
# Right after "tổng đài … 111" only these still count something: "phòng", "tổ", "tin" open a clause there.
_SURELY_COUNTED = (
    "buổi|ca|cháu|cuộc|đơn|em|hộ|huyện|khách|km|kg|lần|lượt|nghìn|người|phiếu|phút|tháng|thôn|tỉnh|tỷ|"
    "tờ|trăm|trẻ|triệu|trường hợp|tuần|vụ|xã"
)
_NO_MORE = r"(?![\d/%-]|[.,]\d)"
_LINES = rf"11[1-5](?:\s?[/-]\s?11[1-5])*+{_NO_MORE}"
_LISTED_LINES = rf"11[1-5](?:(?:\s?[/-]\s?|, | và | hay | hoặc )11[1-5])*+{_NO_MORE}"
_NAME_WORD = r"(?:\s(?!(?:nhận|được|có|đã|hơn|gần|khoảng)\b)[^\W\d_]+)"
_LINE_OF = (
    rf"(?:(?:tổng đài|đường dây|hotline){_NAME_WORD}{{0,8}}"
    rf"|(?:(?<!kêu )gọi|(?<!trong )(?<!tổng )số(?! lượng)){_NAME_WORD}{{0,3}})"
)
_UNITS = {
    "km/h": "ki lô mét một giờ", "km2": "ki lô mét vuông", "m2": "mét vuông", "m3": "mét khối",
    "km": "ki lô mét", "cm": "xăng ti mét", "mm": "mi li mét", "m": "mét", "kg": "ki lô gam", "g": "gam",
    "ha": "héc ta", "h": "giờ", "đ": "đồng", "₫": "đồng", "$": "đô la", "%": "phần trăm",
    "‰": "phần nghìn", "°C": "độ xê", "°": "độ",
}  # fmt: skip
_SIGNS = {
    "&": " và ", "+": " cộng ", "=": " bằng ", "@": " a còng ", "%": " phần trăm ", "‰": " phần nghìn ",
    "°": " độ ", "×": " nhân ", "$": " đô la ", "€": " ơ rô ", "₫": " đồng ", "/": ", ",
    "(": ", ", ")": ", ", "•": ", ", "·": ", ",
}  # fmt: skip


def _address(match: Match) -> str:
    words = re.sub(r"(?i)\A(?:https?://)?(?:www\.)?", "", match[0]).rstrip("/.,")
    # A part without a vowel cannot be read as a word.
    words = re.sub(
        r"[A-Za-z]+", lambda m: m[0] if re.search("[aeiou]", m[0], re.I) else f" {spelled(m[0])} ", words
    )
    words = re.sub(r"\d+", lambda m: f" {digits(m[0])} ", words)
    for sign, name in {
        "@": "a còng",
        ".": "chấm",
        "/": "gạch chéo",
        "-": "gạch ngang",
        "_": "gạch dưới",
    }.items():
        words = words.replace(sign, f" {name} ")
    ending = match[0][-1] if match[0][-1] in ".,;!?" else ""
    return " ".join(re.sub(r"[^\w\s]", " ", words).split()) + ending


def _document(match: Match) -> str:
    kind, value, year, code = match["kind"] or "", match["number"], match["year"], match["code"]
    segments = re.split(r"[-/]\s*", re.sub(r"BCĐ 138", "BCĐ138", code))
    named = KINDS.get(segments[0])
    agencies = [name for name in map(_agency, segments[1:] if named else segments) if name]
    if not named and not agencies:
        letters = " gạch ngang ".join(spelled(part) for part in segments)
        return f"{kind}{match['so'] or 'số '}{number(value)}{_year(year)} gạch chéo {letters}"
    if not kind and not match["so"] and not code.startswith(("QH", "UBTVQH")):
        kind = f"{named or 'Công văn'} "
    words = f"{kind}{match['so'] or 'số '}{number(value)}{_year(year)}"
    if not agencies or _ISSUED_BY.match(match.string, match.end()):
        return words
    # "BCĐ138/CP" names one agency in two segments; else the rest is the office that wrote it.
    joined = " ".join(agencies) if agencies[0].startswith("Ban Chỉ đạo") else agencies[0]
    return f"{words} của {joined}"


def _agency(segment: str) -> str:
    name = segment.rstrip("0123456789")
    term = segment[len(name) :]
    known = AGENCIES.get(name, "")
    if not known or not term:
        return known
    return f"{known} {digits(term)}" if name == "BCĐ" else f"{known} khóa {number(term)}"


def _year(year: str | None) -> str:
    return f" năm {number(year)}" if year else ""


def _day(text: str) -> str:
    day, moon, *year = text.split("/")
    return f"{number(day)} tháng {month(moon)}{_year(year[0] if year else None)}"


def _date(match: Match) -> str:
    if match["prefix"]:
        return f"{match['prefix']} {_moon(match)}{_day(match['date'])}"
    before = match.string[max(0, match.start() - 20) : match.start()]
    pause = "," if match["dash"] or _DAYS_NAME.search(before) else ""
    gap = " " if match["dash"] else match["gap"] or ""
    day = "Ngày" if match["moon"] and match["moon"][0].isupper() else "ngày"
    return f"{pause}{gap}{day} {_moon(match)}{_day(match['date'])}"


def _moon(match: Match) -> str:
    return f"{match['moon'].lower()} " if match["moon"] else ""


def _dates(match: Match) -> str:
    opening = match["prefix"] or "từ ngày"
    if opening.casefold() == "từ":
        opening += " ngày"
    return f"{opening} {_day(match['first'])} đến ngày {_day(match['last'])}"


def _time(match: Match) -> str:
    minutes = f" {number(match[2])} phút" if int(match[2]) else ""
    return f"{number(match[1])} giờ{minutes}"


def _lines(match: Match) -> str:
    return re.sub(r"\d+", lambda m: digits(m[0]), re.sub(r"\s?[/-]\s?", ", ", match["lines"]))


def _roman(match: Match) -> str:
    value = roman(match["roman"])
    if not value:
        return match[0]
    before = match["before"] or ""
    return before + (ordinal(value) if before.casefold().endswith("thứ ") else cardinal(value))


def _grouped(match: Match) -> str:
    whole = number(match[1].replace(".", ""))
    return f"{whole} phẩy {fraction(match[2])}" if match[2] else whole


def _letters(match: Match) -> str:
    return match[0] if set(match[0]) <= set("VX") else spelled(match[0])


def _short(match: Match) -> str:
    return ABBREVIATIONS[match[0]] + (" " if match["dotted"] and match.string[match.end()] != " " else "")


def _unit(match: Match) -> str:
    return f" {_UNITS[match[1] or match[2]]}"


def _quarter(match: Match) -> str:
    return f"{match[1]} {cardinal(roman(match[2]) or int(match[2]))}{_year(match[3])}"


def _rule(pattern: str, words: Callable[[Match], str] | str, flags: int = 0) -> Rule:
    # A plain string is the whole replacement.
    return re.compile(pattern, flags), words if callable(words) else lambda _match: words


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_KIND_NAMES = _any([*KINDS.values(), "Luật", "Pháp lệnh", "Hiến pháp", "Văn bản"])
_DIAL_WORDS = (
    "(?<!kêu )gọi(?: ngay| số| đến| tới| về)?|nhấn|bấm|tổng đài|đường dây nóng|hotline|đầu số|điện thoại"
)
_HEADS = (
    "Đại hội|thứ|khóa|khoá|nhiệm kỳ|chương|mục|phần|quý|kỳ|thế kỷ|cấp|hạng|loại|bậc|nhóm|phụ lục|tập|vùng"
)
_CODE = r"[A-ZĐƯ]{2}\w*(?:(?<=BCĐ) 138)?(?:[-/]\s{0,3}[A-ZĐƯ]\w*(?:(?<=BCĐ) 138)?)*"

RULES: tuple[Rule, ...] = (
    _rule(r"\./\.", "."),
    _rule(r"(?m)^[^\S\n]*[-+*•]+[^\S\n]+", ""),
    _rule(r"(?i)\bhttps?://\S+|\bwww\.\S+", _address),
    _rule(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", _address),
    _rule(
        r"(?i)(?<![\w.@-])(?:[a-z\d-]+\.)+(?:vn|com|org|net|edu|gov|info)\b(?:/[\w./-]*)?", _address, re.ASCII
    ),
    _rule(
        r"(?i)(?<!ngày )(?<!từ )(?<!đến )(?<!trước )(?<!sau )(?<![\w/])24/7(?![\d/])", "hai mươi bốn trên bảy"
    ),
    _rule(r"(?<![\w/])24/24(?:\s?(?:h|giờ)\b)?", "hai mươi bốn trên hai mươi bốn giờ"),
    _rule(
        rf"(?<!BCĐ )(?<!đạo )(?<![\w/.])(?P<kind>(?:{_KIND_NAMES})\s)?(?P<so>[Ss]ố:?\s)?(?P<number>\d{{1,5}})"
        rf"(?:/(?P<year>\d{{4}}))?(?:/|-\s{{0,3}}(?=[A-ZĐ]{{2}}\w*/))(?P<code>{_CODE})",
        _document,
    ),
    _rule(
        r"(?:BCĐ|Ban [Cc]hỉ đạo)\s?138(?!\d)(/CP)?",
        lambda m: "Ban Chỉ đạo một ba tám" + (" Chính phủ" if m[1] else ""),
    ),
    _rule(
        rf"(?<![\w&.])(?:(?P<dotted>{_any(key for key in ABBREVIATIONS if key[-1] == '.')})(?=\s?\w)"
        rf"|(?:{_any(key for key in ABBREVIATIONS if key[-1] != '.')})(?![\w&]))",
        _short,
    ),
    _rule(r"(?<!\w)[B-DF-HJ-NP-TV-XZĐ]{2,}(?!\w)", _letters),
    _rule(
        r"(?<![\d/])([1-9])/([2-9]|10)(?=\s(?:số|tổng|dân|diện|thời gian|lượng|ý kiến|đại biểu))",
        lambda m: f"{number(m[1])} phần {month(m[2])}",
    ),
    _rule(
        rf"(?:\b(?P<prefix>(?:(?:từ )?ngày|từ)(?: m[ùồ]ng)?)\s+)?"
        rf"(?<![\d/])(?P<first>{_DATE})\s*-\s*(?:ngày )?(?P<last>{_DATE})",
        _dates,
        re.IGNORECASE,
    ),
    _rule(
        r"(?:(\b[Nn]gày(?: m[ùồ]ng)?) )?(?<![\d/])(\d{1,2})\s?-\s?(?=\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/]))",
        lambda m: f"{m[1] or 'ngày'} {number(m[2])} đến ",
    ),
    _rule(
        rf"(?:(?P<prefix>\bngày)\s+|(?P<dash>\s+-\s+)|(?P<gap>\s))?"
        rf"(?:\b(?P<moon>m[ùồ]ng)\s+)?(?<![\d/,.])(?P<date>{_DATE})",
        _date,
        re.IGNORECASE,
    ),
    _rule(
        r"(?i)(?<=ngày )(0?[1-9]|[12]\d|3[01])[.-](0?[1-9]|1[0-2])(?:[.-](\d{4}))?(?![\d/])",
        lambda m: _day("/".join(part for part in m.groups() if part)),
    ),
    _rule(r"(?i:(\bquý) )([IVX]+|\d)/(\d{4})(?!\d)", _quarter),
    _rule(
        r"(?:(\btháng) )?(?<![\d/])(0?[1-9]|1[0-2])/((?:19|20)\d\d)(?![\d/])",
        lambda m: f"tháng {month(m[2])}{_year(m[3])}",
    ),
    _rule(r"(?i)\b(tháng) (0?[1-9]|1[0-2])(?![\d/.,])", lambda m: f"{m[1]} {month(m[2])}"),
    _rule(
        r"(?<=\d)((?:h|g|:|\s?giờ)(?:\s?[0-5]\d)?)\s?-\s?(?=\d{1,2}\s?(?:h|g|:|giờ))",
        lambda m: f"{m[1]} đến ",
    ),
    _rule(r"(?<![\d:])([01]?\d|2[0-4])\s?(?:[hg:]|giờ)\s?([0-5]\d)(?![\d:])(?:\s?phút|p\b|')?", _time),
    _rule(r"\+\s?\d[\d .-]{5,}\d", lambda m: f"cộng {digits(m[0])}"),
    _rule(
        r"(?<![\d.,/])(?:1[89]00[ .-]?\d{2,4}(?:[ .-]?\d{2,4})?|0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4})(?![\d/])",
        lambda m: digits(m[0]),
    ),
    _rule(
        rf"(?i)\b(?P<of>{_LINE_OF}:?\s)(?P<lines>{_LISTED_LINES})"
        # "Kế hoạch số 112 ngày…" is a paper.
        rf"(?!\s(?:{_SURELY_COUNTED}|ngày(?! đêm))\b)",
        lambda m: m["of"] + _lines(m),
    ),
    _rule(rf"(?i)(?<![\d.,/-])(?P<lines>{_LINES})(?!\s(?:{_COUNTED})\b)", _lines),
    _rule(rf"(?i)\b({_DIAL_WORDS}) (\d{{3,}})(?![\d/%]|[.,]\d)", lambda m: f"{m[1]} {digits(m[2])}"),
    _rule(r"(?i)(?<=\bthứ )[14](?!\d)", lambda m: ordinal(int(m[0]))),
    _rule(rf"(?i:(?P<before>\b(?:{_HEADS})\s))(?P<roman>[IVX]+)(?!\w)", _roman),
    _rule(r"(?m)(?P<before>^[^\S\n]*)(?P<roman>[IVX]+)(?=\.\s)", _roman),
    _rule(r"(?<!\w)(?P<before>)(?P<roman>[IVX]{2,})(?!\w)", _roman),
    _rule(r"(?:(?<=\d)|(?<=\dh)|(?<=\d%))\s*-\s*(?=\d)", " đến "),
    _rule(
        r"\b(đồng|triệu|nghìn|tỷ|buổi|lần|giờ|lượt)/(?=(?:tháng|ngày|năm|giờ|tuần|người|lần|kg)\b)",
        lambda m: f"{m[1]} một ",
    ),
    _rule(r"(?<![\d/])(\d+)[/:](\d+)(?![\d/:])", lambda m: f"{number(m[1])} trên {number(m[2])}"),
    _rule(rf"(?<=\d)(?:\s?({_any(unit for unit in _UNITS if unit not in 'mgđh')})|([mgđh]))(?!\w)", _unit),
    _rule(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)(?![\d.]*\d)(?:,(\d+))?", _grouped),
    _rule(r"(?<![\d.,])(\d+),(\d+)(?!,?\d)", _grouped),
    _rule(r"(?<=\w)\.(?=\d)", " chấm "),
    _rule(r"(?<=[^\W\d_])-?(?=\d)|(?<=\d)-?(?=[^\W\d_])", " "),
    _rule(r"\d+", lambda m: number(m[0])),
    _rule(r"[^\S\n]-+[^\S\n]", ", "),
    _rule(r"(?<!\w)['-]+|['-]+(?!\w)", " "),
    _rule(r"[^\w\s.,;:!?…'-]|_", lambda m: _SIGNS.get(m[0], " ")),
)
