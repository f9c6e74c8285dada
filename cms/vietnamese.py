"""Rules of written Vietnamese: pure functions from text to text, no Django.

Every function takes and returns ``str`` and normalises to NFC itself, so that NFC and NFD input
give the same answer.
"""

import re
import unicodedata
from functools import lru_cache

# Đ of other alphabets, which look the same.
STROKED = {"Ð": "Đ", "Ɖ": "Đ", "ᴆ": "Đ", "ð": "đ", "ɖ": "đ"}
TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# Dropped by ``clean``: invisible characters and halves of surrogate pairs; controls become spaces.
_DROPPED = "\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
_DROPPED_RE, _CONTROL_RE = re.compile(f"[{_DROPPED}]"), re.compile(f"[{_CONTROLS}]")
_UNCLEAN_RE = re.compile(f"[{_DROPPED}{_CONTROLS}]")
_STROKED = str.maketrans(STROKED)
_FOLD = str.maketrans({"đ": "d", "Đ": "D", "ı": "i"})
# Circumflex and breve come before the tone; the horn and the dot below have their place in any order.
_SHAPES = "\u0302\u0306\u031b"
_OVERLAYS = "\u0335\u0336\u0337\u0338"
_CLUSTER = re.compile("[^\\W\\d_][\u0300-\u036f]+")


def nfc(text: str) -> str:
    """The text in Unicode normal form C, the only form that is stored."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def order_marks(text: str) -> str:
    """The NFC text with the marks of each letter in order and once: a tone typed before the circumflex.

    A letter on which they still make no single character keeps its marks as they are.
    """
    return _CLUSTER.sub(lambda match: _ordered(match.group()), nfc(text))


def _ordered(cluster: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", cluster))
    if base in "dD" and set(marks) <= set(_OVERLAYS):
        return "đ" if base == "d" else "Đ"
    marks = list(dict.fromkeys(marks))
    one = nfc(base + "".join(sorted(marks, key=lambda mark: mark not in _SHAPES)))
    return one if len(one) == 1 else cluster


def as_clause(text: str) -> str:
    """The text without white space and full stops at its end, to stand inside another sentence."""
    return text.rstrip(" .\n")


def clean(text: str) -> str:
    """The text for comparison: NFC, marks in order, Đ for its look-alikes, nothing invisible.

    Lone surrogates are removed; control characters become spaces.
    """
    if _UNCLEAN_RE.search(text):
        text = _CONTROL_RE.sub(" ", _DROPPED_RE.sub("", text))
    return order_marks(text).translate(_STROKED)


def fold(text: str) -> str:
    """The text without diacritics, with its case: "Đường dây nóng" gives "Duong day nong"."""
    decomposed = unicodedata.normalize("NFD", text)
    base = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", base.translate(_STROKED).translate(_FOLD))


def match_key(text: str) -> str:
    """A key for comparison: without invisible characters, diacritics, case and repeated spaces."""
    return " ".join(fold(text.translate(_INVISIBLE)).casefold().split())


def slugify(text: str) -> str:
    """A URL part of lower-case ASCII: "Cảnh báo lừa đảo" gives "canh-bao-lua-dao"."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text).lower()))


_OPEN = ("oa", "oe", "uy")


@lru_cache(maxsize=65536)
def _place_tone(syllable: str) -> str:
    marks = [char for char in unicodedata.normalize("NFD", syllable) if char in TONES]
    if len(marks) != 1:
        return syllable
    bare = unicodedata.normalize(
        "NFC",
        "".join(char for char in unicodedata.normalize("NFD", syllable) if char not in TONES),
    )
    lower = bare.lower()
    for pair in _OPEN:
        at = lower.rfind(pair)
        if at >= 0:
            # With a further vowel or a coda there is one usage only: the second vowel, but ê in "uyê".
            end = at + 3 if lower[at : at + 3] == "uyê" else at + 2
            return unicodedata.normalize("NFC", bare[:end] + marks[0] + bare[end:])
    return syllable


def canonical_tone(text: str) -> str:
    """The text with the tone mark in one canonical place: "hóa" and "hòan" become "hoá" and "hoàn"."""
    return re.sub(r"\w+", lambda match: _place_tone(match.group()), nfc(text))


_ALPHABET = {letter: index for index, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONE_ORDER = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Dictionary order: letters first (a ă â … d đ …), then tones (ngang huyền hỏi ngã sắc nặng)."""
    letters: list[int] = []
    tones: list[int] = []
    for char in nfc(text).lower():
        decomposed = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in decomposed if mark in _TONE_ORDER), "")
        bare = unicodedata.normalize("NFC", "".join(m for m in decomposed if m not in TONES))
        letters.append(_ALPHABET[bare] + 1000 if bare in _ALPHABET else min(ord(bare[0]), 999))
        tones.append(_TONE_ORDER[tone])
    return tuple(letters), tuple(tones)
