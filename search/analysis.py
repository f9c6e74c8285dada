"""The one analysis of text for search: what both engines index and what every query is made of.

Text becomes terms here, in Python, and reaches either engine as terms joined by spaces, split
there at white space and nowhere else. Three forms of each syllable are kept:

- exact: lower case, NFC, the tone mark on one fixed vowel ("hóa" and "hoá" are both "hoá");
- fold: exact without marks, đ as d ("hoa");
- bigram: two neighbouring folds joined by "_" ("duong_day"), which gives back the word that
  folding blurred.

Numbers of documents have keys of their own: "193/QĐ-TTg" is "193qdttg".
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from cms.vietnamese import canonical_tone, fold, nfc

# Longer runs are no words; Elasticsearch would cut them at 255, Tantivy drop them at 65,530 bytes.
MAX_TOKEN = 64
MAX_CODE_PARTS = 6

# Invisible characters and halves of surrogate pairs go; other control characters part words.
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SEGMENT = r"(?:[A-ZĐƯ]{2}[A-ZĐƯa-zđ0-9]*|\d{4}(?!\d))"
_NUMBER = re.compile(rf"(?<![\w/.,-])\d{{1,5}}(?:\s?[/–-]\s?{_SEGMENT})+")


class Forms(NamedTuple):
    """The three forms of one text, each a list of terms in reading order."""

    exact: list[str]
    fold: list[str]
    bigram: list[str]


def clean(text: str) -> str:
    """NFC without invisible characters, lone surrogates and control characters (these as spaces)."""
    return nfc(_CONTROL.sub(" ", _DROPPED.sub("", text)))


def tokens(text: str) -> list[str]:
    """The exact terms of a text: runs of letters, marks and digits, at most 64 characters each."""
    return [exact_form(token) for token in _TOKEN.findall(clean(text).lower())]


def spans(cleaned: str) -> Iterable[tuple[int, int, str]]:
    """(start, end, exact term) for each token of an already cleaned text, case as it stands."""
    for match in _TOKEN.finditer(cleaned):
        yield match.start(), match.end(), exact_form(match.group().lower())


@lru_cache(maxsize=131072)
def exact_form(token: str) -> str:
    """One placement of the tone mark, cut to 64 characters; the token is lower-case already."""
    return canonical_tone(token[:MAX_TOKEN])


@lru_cache(maxsize=131072)
def fold_form(token: str) -> str:
    """The term without marks: "đường" gives "duong". A term of marks alone stays itself."""
    return fold(token) or token


def bigrams(terms: Sequence[str]) -> list[str]:
    """Neighbouring terms joined: ["a", "b", "c"] gives ["a_b", "b_c"]."""
    return [f"{left}_{right}" for left, right in itertools.pairwise(terms)]


def analyse(text: str) -> Forms:
    """All three forms of a text."""
    exact = tokens(text)
    folded = [fold_form(token) for token in exact]
    return Forms(exact, folded, bigrams(folded))


def joined_keys(parts: Sequence[str]) -> list[str]:
    """The joined beginnings of a number's parts, two at least: "48 ct tw" gives 48ct, 48cttw."""
    shown = parts[:MAX_CODE_PARTS]
    return ["".join(shown[:size]) for size in range(2, len(shown) + 1)]


def code_keys(number: str) -> tuple[str, ...]:
    """The keys under which a document number is found, shortest first.

    "193/QĐ-TTg" gives ("193qd", "193qdttg"). A text that does not start with a digit, or has one
    part only, has no keys: "48" alone names no document.
    """
    parts = [fold_form(token) for token in tokens(number)]
    if not parts or not parts[0][0].isdigit():
        return ()
    return tuple(joined_keys(parts))


def numbers_in(text: str) -> list[str]:
    """Document numbers written in a text, line breaks joined: "193/QĐ-\\nTTg" gives "193/QĐ-TTg"."""
    found = (re.sub(r"\s", "", match.group()) for match in _NUMBER.finditer(clean(text)))
    return [number for number in found if any(char.isalpha() for char in number)]
