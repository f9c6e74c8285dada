"""Reads abbreviations, and spells groups of letters that are no word."""

import re

from campaigns.kits.speech.abbreviations import ABBREVIATIONS, spelled
from campaigns.kits.speech.numerals import number
from campaigns.kits.speech.reader import Match, left, reads, right

_KNOWN = "|".join(
    re.escape(key) + (r"(?=\s?\w)" if key[-1] == "." else r"(?![\w&])")
    for key in sorted(ABBREVIATIONS, key=len, reverse=True)
)
# Typed in small letters these are no words either.
_SMALL = {
    key.lower(): words
    for key, words in ABBREVIATIONS.items()
    if len(key) > 2 and key.isalpha() and not re.search("[aăâeêioôơuưy]", key.lower())
}
# Abbreviations that are also syllables: in a line of capitals, "CA SĨ" is no police.
_POLICE = "tỉnh|xã|phường|huyện|thành phố|TP|TX|thị xã|thị trấn|đồn|quận|đặc khu|cơ sở|viên"
_PLACES = {"P": "phường", "Q": "quận", "H": "huyện", "X": "xã"}
_CAPITALS = re.compile(r"[A-ZÀ-ỸĐ]{2,}")


@reads(rf"(?<![\w&.])(?:{_KNOWN})", at="Aa")
def known(match: Match) -> str:
    """An abbreviation of the table: "UBND", "KT. GIÁM ĐỐC", "TP.HCM"."""
    touches = match[0][-1] == "." and not right(match).startswith(" ")
    return ABBREVIATIONS[match[0]] + (" " if touches else "")


@reads(rf"-(?={_KNOWN})", at="-")
def joined(match: Match) -> str | None:
    """A hyphen between two abbreviations: "HĐND-UBND"."""
    return ", " if re.search(r"[A-ZĐ]{2,}\Z", left(match)) else None


@reads(r"(?<![\w.])[^\W\d_]{3,}(?!\w)", at="Aa")
def known_small(match: Match) -> str | None:
    """An abbreviation of the table that was typed in small letters: "sđt"."""
    return _SMALL.get(match[0].lower())


@reads(r"(?<![\w&.])CA(?![\w&])", at="A")
def police(match: Match) -> str | None:
    """The police: "CA", which is a syllable too."""
    if re.match(rf"(?i)\s(?:{_POLICE})\b", right(match)):
        return "Công an"
    after, before = right(match).split(), left(match).split()
    shouted = any(_CAPITALS.fullmatch(word.strip(",.;:!?")) for word in (*before[-1:], *after[:1]))
    return None if shouted else "Công an"


@reads(r"(?<![\w.])(?P<place>[PQHX])\.\s?(?=(?:\d|[A-ZÀ-ỸĐ][a-zà-ỹđ]))", at="A")
def place(match: Match) -> str | None:
    """A ward, district or commune: "P.3", ", P. Hợp Giang"."""
    in_address = re.search(r"(?:^|,\s?|(?i:\btại|\bở|\bthuộc|\bvề)\s)\Z", left(match))
    if not in_address and not right(match)[:1].isdigit():
        return None
    return f"{_PLACES[match['place']]} "


@reads(r"(?<!\w)(?P<road>QL|TL)\.?\s?(?P<number>\d+)(?P<letter>[A-Z]?)(?!\w)", at="A")
def route(match: Match) -> str:
    """A road: "QL4A"."""
    road = {"QL": "Quốc lộ", "TL": "Tỉnh lộ"}[match["road"]]
    return f"{road} {number(match['number'])} {match['letter']}".rstrip()


@reads(r"(?<!\w)ĐT(?=\.?:?\s?\(?[+\d])", at="A")
def telephone(match: Match) -> str:
    """The word for a telephone before its number: "ĐT"."""
    return "điện thoại"


@reads(r"(?<!\w)[B-DF-HJ-NP-TV-XZĐ]{2,}(?!\w)", at="A")
def unknown(match: Match) -> str | None:
    """Capitals without a vowel are spelled."""
    return None if set(match[0]) <= set("VX") else spelled(match[0])


READERS = (route, telephone, known, joined, police, place, known_small, unknown)
