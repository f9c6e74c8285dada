"""Lines of a text that were typed in the fonts of before Unicode, TCVN3 and VNI."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cms.legacy_fonts import DECODERS
from cms.syllables import is_syllable

# Either encoding shows in letters of Latin-1 only.
_HINT = re.compile("[\u00a1-\u00ff]")
_LINE = re.compile(r"<[^<>]*>|\n|[^<\n]+|<")
_WORD = re.compile(r"[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e“”‘’–…]+")


@dataclass(frozen=True, slots=True)
class OldLine:
    """A line, or the text between two tags, from ``start`` to ``end``, and what it says when decoded."""

    start: int
    end: int
    encoding: str
    decoded: str


def find(text: str) -> list[OldLine]:
    """The lines of a text, or the parts between two tags, that look typed in an old font.

    Shorter texts are judged than ``legacy_fonts.looks_legacy`` does, since a person is asked.
    """
    return list(_lines(text)) if _HINT.search(text) else []


def _lines(text: str) -> Iterator[OldLine]:
    for line in _LINE.finditer(text):
        if line.group().startswith("<") or not _HINT.search(line.group()):
            continue
        for encoding, decode in DECODERS.items():
            if _reads_better(line.group(), encoding):
                yield OldLine(*line.span(), encoding.upper(), decode(line.group()))
                break


def _reads_better(line: str, encoding: str) -> bool:
    """Whether two words at least, or one with two odd letters, and most of the words, need decoding."""
    mended = other = odd = 0
    for word in _WORD.findall(line):
        if word.isascii():
            continue
        if not is_syllable(word.lower()) and is_syllable(DECODERS[encoding](word).lower()):
            mended += 1
            odd += len(_HINT.findall(word))
        else:
            other += 1
    return mended > other and odd > 1
