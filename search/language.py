"""The general language: words that people may type although no page has them. Pure functions.

Data: ``search/data/language``, made by ``bin/build_language.py``. Terms are exact terms of
``search.analysis``.
"""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import cast

from search.analysis import fold_form, tokens

FOLDER = Path(__file__).parent / "data" / "language"
# How much the frequency list says about a term that begins a word; the counted words say the rest.
LISTED_SHARE = 0.3
# The count of a step inside the name of a region, when no word has it.
NAME_COUNT = 2
# The least share of a term that does not end its word.
LEAST_END = 0.05
# The probability of a step inside a word of editors.
EDITORS_STEP = 0.3


@dataclass(frozen=True, slots=True)
class Language:
    """``starts`` maps a term to its share among the beginnings of words, 0 for one only seen inside.

    ``steps`` maps "a_b" to the probability that a word goes on with b after a; ``ends`` maps a to
    the probability that its word ends with it (1 if it is left out). ``by_fold`` maps a
    folded term to the terms that are written so without marks.
    """

    starts: Mapping[str, float] = field(default_factory=dict)
    steps: Mapping[str, float] = field(default_factory=dict)
    ends: Mapping[str, float] = field(default_factory=dict)
    by_fold: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def knows(self, term: str) -> bool:
        return term in self.starts


def make_language(
    words: Mapping[str, int], shares: Mapping[str, float] | None = None, names: Iterable[str] = ()
) -> Language:
    """Return the language of counted words ("mất tích"), shares of terms in running text, and names."""
    terms: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in words.items():
        parts = word.split(" ")
        starts[parts[0]] += count
        terms.update(dict.fromkeys(parts, count))
        for left, right in pairwise(parts):
            after[left][right] += count
    for name in names:
        parts = name.split(" ")
        terms.update(part for part in parts if part not in terms)
        for left, right in pairwise(parts):
            after[left][right] = max(after[left][right], NAME_COUNT)
    total = max(starts.total(), 1)
    known = shares or {}
    counted = 1 - LISTED_SHARE if known else 1.0
    beginnings = dict.fromkeys(terms, 0.0) | {
        term: counted * starts[term] / total + (1 - counted) * known.get(term, 0.0)
        for term in {*starts, *known}
    }
    steps: dict[str, float] = {}
    ends: dict[str, float] = {}
    for left, rights in after.items():
        whole = max(terms[left], rights.total()) + 1
        ends[left] = max(LEAST_END, 1 - rights.total() / whole)
        steps |= {f"{left}_{right}": count / whole for right, count in rights.items()}
    by_fold: dict[str, list[str]] = defaultdict(list)
    for term in beginnings:
        by_fold[fold_form(term)].append(term)
    return Language(beginnings, steps, ends, by_fold)


def _over(more: dict[str, float], shared: Mapping[str, float]) -> Mapping[str, float]:
    # ``ChainMap`` writes to its first map only, so the shared one may be read-only to the type checker.
    return ChainMap(more, cast(dict[str, float], shared))


def with_words(language: Language, words: Iterable[str]) -> Language:
    """Return the language with more words, such as the synonyms that editors keep; it shares its data."""
    starts: dict[str, float] = {}
    steps: dict[str, float] = {}
    for word in words:
        terms = tokens(word)
        starts |= dict.fromkeys((term for term in terms if not language.knows(term)), 0.0)
        steps |= {f"{left}_{right}": EDITORS_STEP for left, right in pairwise(terms)}
    return replace(language, starts=_over(starts, language.starts), steps=_over(steps, language.steps))


def _lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").split("\n")[:-1]


@cache
def general_language() -> Language:
    """Return the general language of the data files; read once by each process."""
    words = {word: int(count) for word, _space, count in (row.rpartition(" ") for row in _lines("words.txt"))}
    rows = (row.split(" ") for row in _lines("frequencies.txt"))
    shares = {term: 10 ** (-int(centibels) / 100) for term, centibels in rows}
    return make_language(words, shares, _lines("regions.txt"))
