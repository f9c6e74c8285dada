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
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from cms.vietnamese import canonical_tone, clean, fold

# Longer runs are no words; Elasticsearch would cut them at 255, Tantivy drop them at 65,530 bytes.
MAX_TOKEN = 64
MAX_CODE_PARTS = 6
# Vietnamese has some 8,000 syllables; a text of junk may not fill the memory.
REMEMBERED = 32_768

# Invisible characters and halves of surrogate pairs go; other control characters part words.
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f"
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_UNCLEAN = re.compile(f"[{_INVISIBLE}{_CONTROLS}]")
_TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_SEGMENT = r"(?:[A-ZĐƯ]{2}[A-ZĐƯa-zđ0-9]*|\d{4}(?!\d))"
_NUMBER = re.compile(rf"(?<![\w/.,-])\d{{1,5}}(?:\s?[/–-]\s?{_SEGMENT})+")
_NUMBER_MARKS = "/–-"
Value = TypeVar("Value")


class Forms(NamedTuple):
    """The forms of one text, as an index takes them: terms in reading order, joined by spaces.

    ``pair`` is of exact terms what ``bigram`` is of folded ones.
    """

    exact: str
    fold: str
    bigram: str
    pair: str


class _Memo(dict[str, Value], Generic[Value]):
    """Answers of a function of short strings, looked up without a call; emptied when it is full."""

    def __init__(self, answer: Callable[[str], Value]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, text: str) -> Value:
        found = self._answer(text)
        if len(text) <= MAX_TOKEN:
            if len(self) >= REMEMBERED:
                self.clear()
            self[text] = found
        return found


def _exact_form(token: str) -> str:
    """One placement of the tone mark, cut to 64 characters; the token is lower-case already."""
    return canonical_tone(token[:MAX_TOKEN])


# The terms of what stands between two spaces: "(đường," is one term, "48-ct/tw" three.
_terms_of: _Memo[tuple[str, ...]] = _Memo(lambda text: tuple(map(_exact_form, _TOKEN.findall(text))))
_folds: _Memo[str] = _Memo(lambda term: fold(term) or term)


def tokens(text: str) -> list[str]:
    """The exact terms of a text: runs of letters, marks and digits, at most 64 characters each."""
    words = clean(text).lower().split()
    return list(itertools.chain.from_iterable(map(_terms_of.__getitem__, words)))


def spans(cleaned: str) -> Iterable[tuple[int, int, str]]:
    """(start, end, exact term) for each token of an already cleaned text, case as it stands."""
    for match in _TOKEN.finditer(cleaned):
        for term in _terms_of[match.group().lower()][:1]:
            yield match.start(), match.end(), term


def fold_form(term: str) -> str:
    """The term without marks: "đường" gives "duong". A term of marks alone stays itself."""
    return _folds[term]


def bigrams(terms: Sequence[str]) -> list[str]:
    """Neighbouring terms joined: ["a", "b", "c"] gives ["a_b", "b_c"]."""
    return [f"{left}_{right}" for left, right in itertools.pairwise(terms)]


def _joined_bigrams(terms: Sequence[str]) -> str:
    """The bigrams joined by spaces, without making each: "a_b b_c" is a, "b b", c joined by "_"."""
    if len(terms) < 2:
        return ""
    return "_".join([terms[0], *[f"{term} {term}" for term in terms[1:-1]], terms[-1]])


def analyse(text: str) -> Forms:
    """All forms of a text."""
    exact = tokens(text)
    folded = list(map(_folds.__getitem__, exact))
    return Forms(" ".join(exact), " ".join(folded), _joined_bigrams(folded), _joined_bigrams(exact))


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
    if not any(mark in text for mark in _NUMBER_MARKS):
        return []
    found = (re.sub(r"\s", "", match.group()) for match in _NUMBER.finditer(clean(text)))
    return [number for number in found if any(char.isalpha() for char in number)]
