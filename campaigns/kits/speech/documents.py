"""Reads numbers and codes of documents, and the committees that are named by a number."""

import re

from campaigns.kits.speech.abbreviations import AGENCIES, KINDS, spelled
from campaigns.kits.speech.numerals import digits, number
from campaigns.kits.speech.reader import Match, any_of, reads, right

_NAMED = any_of([*KINDS.values(), "Luật", "Pháp lệnh", "Hiến pháp", "Văn bản"])
_CODE = r"[A-ZĐƯ]{2}\w*(?:(?<=BCĐ)\s138)?(?:[-/]\s{0,3}[A-ZĐƯ]\w*(?:(?<=BCĐ)\s138)?)*"
_ISSUED_BY = re.compile(r"[^.;\n]{0,60}?\bcủa\b")
# "CT 48", "TT 26" are documents; without a number these letters have other readings.
_ALONE = any_of(kind for kind in KINDS if kind in ("NĐ", "NQ", "QĐ", "TTLT"))
_NUMBERED = any_of(kind for kind in KINDS if kind not in ("TB", "BC", "HD", "PA", "QC"))


def year_words(year: str | None) -> str:
    """The year after a date or number: " năm hai nghìn …"; "" for none."""
    return f" năm {number(year)}" if year else ""


def _agency(segment: str) -> str:
    name = segment.rstrip("0123456789")
    term = segment[len(name) :]
    known = AGENCIES.get(name, "")
    if not known or not term:
        return known
    return f"{known} {digits(term)}" if name == "BCĐ" else f"{known} khóa {number(term)}"


def _agencies(segments: list[str]) -> str:
    names = [name for name in map(_agency, segments) if name]
    # "BCĐ138/CP" names one agency in two segments; else the rest is the office that wrote it.
    return " ".join(names) if names and names[0].startswith("Ban Chỉ đạo") else "".join(names[:1])


@reads(
    rf"(?<![\w/.])(?P<kind>(?:(?i:{_NAMED})|{any_of(KINDS)})\s)?(?P<so>[Ss]ố:?\s)?(?P<number>\d{{1,5}})(?:/(?P<year>\d{{4}}))?"
    rf"\s?(?:/\s?|-\s{{0,3}}(?=[A-ZĐ]{{2}}\w*/))(?P<code>{_CODE})",
    at="0Aa",
)
def document(match: Match) -> str | None:
    """A number with its code: "193/QĐ-TTg"."""
    kind, value, code = match["kind"] or "", match["number"], match["code"]
    if re.search(r"(?i)(?:BCĐ|ban chỉ đạo)\s\Z", match.string[: match.start()]):
        return None
    kind = f"{KINDS[kind.strip()]} " if kind.strip() in KINDS else kind
    segments = re.split(r"[-/]\s*", re.sub(r"BCĐ\s138", "BCĐ138", code))
    named = KINDS.get(segments[0])
    agency = _agencies(segments[1:] if named else segments)
    counted = f"{number(value)}{year_words(match['year'])}"
    if not named and not agency:
        letters = " gạch ngang ".join(spelled(part) for part in segments)
        return f"{kind}{match['so'] or 'số '}{counted} gạch chéo {letters}" if letters.strip() else None
    so = match["so"] or "số "
    before = " ".join(match.string[max(0, match.start() - 60) : match.start()].casefold().split())
    if not kind and match["so"] and named and named.casefold() not in before:
        kind, so = f"{named} ", "số "
    if not kind and not match["so"] and not code.startswith(("QH", "UBTVQH")):
        kind = f"{named or 'Công văn'} "
    words = f"{kind}{so}{counted}"
    if not agency or _ISSUED_BY.match(match.string, match.end()):
        return words
    return f"{words} của {agency}"


@reads(rf"(?<![\w/.-])(?P<kind>{any_of(KINDS)})-(?P<code>{_CODE})(?!\w)", at="A")
def code(match: Match) -> str | None:
    """A code without its number: "NĐ-CP"."""
    agency = _agencies(re.split(r"[-/]", match["code"]))
    if not agency:
        return None
    return KINDS[match["kind"]] + ("" if re.match(r"\s+của\b", right(match)) else f" của {agency}")


@reads(
    rf"(?<![\w/.&-])(?:(?P<kind>{_NUMBERED})\s(?=(?:số\s)?\d+(?:/\d{{4}})?(?![\d/]))"
    rf"|(?P<alone>{_ALONE})(?![\w&/-]))",
    at="A",
)
def kind(match: Match) -> str:
    """The letters of a kind of document before its number, or alone."""
    name = KINDS[match["kind"] or match["alone"]]
    if match["alone"]:
        return name.lower()
    name = name if match.start() == 0 else name.lower()
    return f"{name} " if right(match).startswith("số") else f"{name} số "


@reads(r"(?<![\w/.])(\d{1,4})/(20\d\d|19[4-9]\d)(?![\d/])", at="0")
def numbered_of_year(match: Match) -> str | None:
    """The number and year of a law or decree: "Nghị định 49/2024"."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if not re.search(rf"(?i)(?:{_NAMED}|{any_of(KINDS)})\s(?:số:?\s)?\Z", before):
        return None
    so = "" if re.search(rf"(?i:số:?\s)\Z|(?:{any_of(KINDS)})\s\Z", before) else "số "
    return f"{so}{number(match[1])}{year_words(match[2])}"


@reads(r"(?i)(?P<name>BCĐ|Ban chỉ đạo)\s?(?P<number>\d{3,4})(?!\d)(?P<cp>/CP)?", at="Aa")
def committee(match: Match) -> str:
    """A committee named by a number: "BCĐ 138"."""
    name = "Ban Chỉ đạo" if match["name"].upper() == "BCĐ" or match["cp"] else match["name"]
    return f"{name} {digits(match['number'])}" + (" Chính phủ" if match["cp"] else "")


@reads(r"(?<!\w)(?P<part>[ĐđKk])\.\s?(?=\d)", at="Aa")
def article(match: Match) -> str:
    """The short forms of "Điều" and "khoản": "k.2 Đ.7"."""
    return {"Đ": "Điều ", "đ": "điều ", "K": "Khoản ", "k": "khoản "}[match["part"]]


READERS = (document, code, kind, numbered_of_year, committee, article)
