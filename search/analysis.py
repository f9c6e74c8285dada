"""Text analysis for search: the same terms for both engines and for every query.

Text is analysed here, in Python, and passed to the engines as terms joined by spaces, which they split
at white space. Each syllable is indexed in three forms:

- exact: lower case, NFC, the tone mark on one fixed vowel ("hóa" and "hoá" are both "hoá");
- fold: exact without marks, đ as d ("hoa");
- bigram: two neighbouring folds joined by "_" ("duong_day"), which tells words apart that folding
  made equal.

Document numbers have keys: "193/QĐ-TTg" is "193qdttg".
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from cms.vietnamese import canonical_tone, clean, fold

# Longer runs are not words; Elasticsearch cuts them at 255 characters, Tantivy drops them at 65,530 bytes.
MAX_TOKEN = 64
MAX_CODE_PARTS = 6
# Vietnamese has some 8,000 syllables; the limit keeps junk from filling the memory.
MEMO_SIZE = 32_768

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
    """The forms of one text as they are indexed: terms in reading order, joined by spaces.

    ``pair`` are the bigrams of the exact terms.
    """

    exact: str
    fold: str
    bigram: str
    pair: str


class _Memo(dict[str, Value], Generic[Value]):
    """Caches a function of short strings as a dictionary; emptied when full."""

    def __init__(self, answer: Callable[[str], Value]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, text: str) -> Value:
        found = self._answer(text)
        if len(text) <= MAX_TOKEN:
            if len(self) >= MEMO_SIZE:
                self.clear()
            self[text] = found
        return found


def _exact_form(token: str) -> str:
    """Return a lower-case token with one placement of the tone mark, cut to 64 characters."""
    return canonical_tone(token[:MAX_TOKEN])


# The terms between two spaces: "(đường," is one term, "48-ct/tw" three.
_terms_of: _Memo[tuple[str, ...]] = _Memo(lambda text: tuple(map(_exact_form, _TOKEN.findall(text))))
_folds: _Memo[str] = _Memo(lambda term: fold(term) or term)


def tokens(text: str) -> list[str]:
    """Return the exact terms of a text: runs of letters, marks and digits, at most 64 characters each."""
    words = clean(text).lower().split()
    return list(itertools.chain.from_iterable(map(_terms_of.__getitem__, words)))


def spans(cleaned: str) -> Iterable[tuple[int, int, str]]:
    """Yield (start, end, exact term) for each token of a cleaned text."""
    for match in _TOKEN.finditer(cleaned):
        for term in _terms_of[match.group().lower()][:1]:
            yield match.start(), match.end(), term


def fold_form(term: str) -> str:
    """Return the term without marks: "đường" gives "duong". A term of marks only is returned as it is."""
    return _folds[term]


def bigrams(terms: Sequence[str]) -> list[str]:
    """Join neighbouring terms: ["a", "b", "c"] gives ["a_b", "b_c"]."""
    return [f"{left}_{right}" for left, right in itertools.pairwise(terms)]


def _joined_bigrams(terms: Sequence[str]) -> str:
    """Return the bigrams joined by spaces; fast, since "a_b b_c" is a, "b b", c joined by "_"."""
    if len(terms) < 2:
        return ""
    return "_".join([terms[0], *[f"{term} {term}" for term in terms[1:-1]], terms[-1]])


def analyse(text: str) -> Forms:
    """Return all forms of a text."""
    exact = tokens(text)
    folded = list(map(_folds.__getitem__, exact))
    return Forms(" ".join(exact), " ".join(folded), _joined_bigrams(folded), _joined_bigrams(exact))


def joined_keys(parts: Sequence[str]) -> list[str]:
    """Join the first two and more parts of a number: "48 ct tw" gives 48ct, 48cttw."""
    first = parts[:MAX_CODE_PARTS]
    return ["".join(first[:size]) for size in range(2, len(first) + 1)]


def code_keys(number: str) -> tuple[str, ...]:
    """Return the keys under which a document number is found, shortest first.

    "193/QĐ-TTg" gives ("193qd", "193qdttg"). A text that does not start with a digit, or has one
    part only, has no keys: "48" alone names no document.
    """
    parts = [fold_form(token) for token in tokens(number)]
    if not parts or not parts[0][0].isdigit():
        return ()
    return tuple(joined_keys(parts))


def numbers_in(text: str) -> list[str]:
    """Return document numbers in a text, line breaks removed: "193/QĐ-\\nTTg" gives "193/QĐ-TTg"."""
    if not any(mark in text for mark in _NUMBER_MARKS):
        return []
    found = (re.sub(r"\s", "", match.group()) for match in _NUMBER.finditer(clean(text)))
    return [number for number in found if any(char.isalpha() for char in number)]
