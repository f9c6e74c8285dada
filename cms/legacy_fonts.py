"""Text typed in the fonts of before Unicode, TCVN3 (.VnTime) and VNI, as it looks in a Unicode font."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from cms.syllables import is_syllable

# Either encoding shows in letters of Latin-1 only.
_HINT = re.compile("[\u00a1-\u00ff]")
_PIECE = re.compile(r"<[^<>]*>|\n|[^<\n]+|<")
_WORD = re.compile(r"[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e“”‘’–…]+")


@dataclass(frozen=True, slots=True)
class LegacyText:
    """A line of the text, from ``start`` to ``end``, that reads as Vietnamese only once it is decoded."""

    start: int
    end: int
    encoding: str
    decoded: str


@cache
def _charmaps() -> dict[str, Any]:
    # Loaded when first needed: the library imports all its readers of files.
    encodings = import_module("viparse.normalize.encodings")
    return {"TCVN3": encodings.get_charmap("tcvn3"), "VNI": encodings.get_charmap("vni")}


def convert(text: str, encoding: str) -> str:
    """The text decoded from "TCVN3" or "VNI", NFC; other characters stay."""
    if encoding == "VNI":
        # Not in the library's table, whose documents never used this letter.
        text = text.replace("aú", "ẳ").replace("AÚ", "Ẳ")
    decoded: str = import_module("viparse.normalize.tables").convert(text, _charmaps()[encoding])
    return decoded


def find(text: str) -> list[LegacyText]:
    """The lines of a text, or the parts between two tags, that are in an old font."""
    if not _HINT.search(text):
        return []
    return list(_lines(text))


def decode(text: str) -> str | None:
    """The text with its lines in old fonts decoded, ``None`` when there is none."""
    lines = find(text)
    for line in reversed(lines):
        text = text[: line.start] + line.decoded + text[line.end :]
    return text if lines else None


def _lines(text: str) -> Iterator[LegacyText]:
    for piece in _PIECE.finditer(text):
        if piece.group().startswith("<") or not _HINT.search(piece.group()):
            continue
        for encoding in ("TCVN3", "VNI"):
            if _reads_better(piece.group(), encoding):
                yield LegacyText(*piece.span(), encoding, convert(piece.group(), encoding))
                break


def _reads_better(line: str, encoding: str) -> bool:
    """Whether two words at least, or one with two odd letters, and most of the words, need decoding."""
    mended = other = odd = 0
    for word in _WORD.findall(line):
        if word.isascii():
            continue
        if not is_syllable(word.lower()) and is_syllable(convert(word, encoding).lower()):
            mended += 1
            odd += len(_HINT.findall(word))
        else:
            other += 1
    return mended > other and odd > 1
