"""Decodes typed text: missing marks, wrong tones, raw Telex and VNI, typos, phonetic spelling.

The index is the language model. Each candidate for a syllable has a cost by the kind of mistake;
the reading is the cheapest path through the candidates, by those costs and by how often the index
has two syllables side by side (Viterbi). Costs are negative natural logarithms, tuned by hand and
measured by ``search_eval``.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cms.edit_distance import one_edit
from search.analysis import fold_form
from search.keyboards import from_telex, from_vni

UNMARKED, KEYBOARD, SPELLING, OTHER_MARKS, SOUND, EDIT, UNKNOWN = 0.3, 1.5, 2.0, 9.2, 9.5, 7.0, 9.0
EDIT_OF_SYLLABLE = 10.5
CANDIDATES = 8
LONGEST = 12
PAIR_SHARE = 0.95

_SOUNDS = (
    (re.compile("^(gi(?=[aeouy])|gi$|r)"), "d"),
    (re.compile("^tr"), "ch"),
    (re.compile("^s"), "x"),
    (re.compile("^l"), "n"),
    (re.compile("^ph"), "f"),
    (re.compile("^k(?!h)"), "c"),
    (re.compile("y"), "i"),
    (re.compile("c$"), "t"),
    (re.compile("ng$"), "n"),
)

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ch|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]|a[iouy]|e[ou]|i[aeu]|ieu|o[aeio]|oai|oay|oeo|u[aeiouy]|ua[iy]|uo[iu]|uy[aeu]|ye|yeu)"
    r"(?:ng|nh|ch|[cmnpt])?"
)


# (cost, terms)
_Reading = tuple[float, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An index as a language model: exact terms with document counts, and two look-ups.

    ``pair_count`` counts documents with "a_b", two exact terms side by side; ``has_code`` tells
    whether the key of a document number ("193qdttg") is indexed.
    """

    counts: Mapping[str, int]
    total: int
    pair_count: Callable[[str], int]
    has_code: Callable[[str], bool]


def sound(folded: str) -> str:
    """Return a phonetic key, equal for folded syllables that are confused in speech: "trong" and "chon"."""
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def _without_one(text: str) -> set[str]:
    return {text[:at] + text[at + 1 :] for at in range(len(text))}


class Decoder:
    """Decodes typed terms against one state of the index."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._total = max(lexicon.total, 1)
        self._by_fold: dict[str, list[str]] = defaultdict(list)
        self._by_gap: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for term in lexicon.counts:
            self._by_fold[fold_form(term)].append(term)
        for folded in self._by_fold:
            if 1 < len(folded) <= LONGEST and folded.isalpha():
                self._by_sound[sound(folded)].append(folded)
                for gap in _without_one(folded):
                    self._by_gap[gap].append(folded)
        self._pair = lru_cache(maxsize=65536)(lexicon.pair_count)
        self._candidates = lru_cache(maxsize=8192)(self._find_candidates)

        self.occurrences = max(sum(lexicon.counts.values()), 1)

    def forms(self, folded: str) -> Sequence[str]:
        """Return the terms of the index that are written so without marks."""
        return self._by_fold.get(folded, ())

    def pair_count(self, left: str, right: str) -> int:
        """Return the number of documents with the two exact terms side by side."""
        counts = self.lexicon.counts
        return self._pair(f"{left}_{right}") if counts.get(left) and counts.get(right) else 0

    def candidates(self, term: str, marked: bool) -> tuple[tuple[str, float], ...]:
        """Return at most eight (term, cost) pairs of what a typed term may stand for."""
        return self._candidates(term, marked)

    def decode(self, typed: Sequence[str]) -> tuple[str, ...]:
        """Return the likeliest reading of exact terms, one term for each."""
        marked = any(fold_form(term) != term for term in typed)
        best: dict[str, _Reading] = {"": (0.0, ())}
        for term in typed:
            before = sorted((cost, path, last) for last, (cost, path) in best.items())
            best = {
                candidate: self._cheapest(before, candidate, cost_of_term)
                for candidate, cost_of_term in self._candidates(term, marked)
            }
        return min(best.values())[1]

    def _cheapest(
        self, before: Sequence[tuple[float, tuple[str, ...], str]], term: str, cost_of_term: float
    ) -> _Reading:
        """Return the cheapest of the readings so far (sorted by cost), continued by the term.

        Counting a pair in the index is slow, so a reading is skipped when it could not win even if the
        two terms were side by side as often as their counts allow.
        """
        counts = self.lexicon.counts
        count = counts.get(term, 0)
        alone = (1 - PAIR_SHARE) * max(count, 0.5) / self._total
        cheapest: float = math.inf
        way: tuple[str, ...] = ()
        for cost, path, last in before:
            if cost + cost_of_term > cheapest:
                break
            last_count = counts.get(last, 0)
            most = min(last_count, count)
            together = 0.0
            if most:
                if cost + cost_of_term - math.log(PAIR_SHARE * most / last_count + alone) > cheapest:
                    continue
                together = min(self._pair(f"{last}_{term}"), most) / last_count
            total = cost + cost_of_term - math.log(PAIR_SHARE * together + alone)
            cheapest, way = min((cheapest, way), (total, path))
        return cheapest, (*way, term)

    def _find_candidates(self, term: str, marked: bool) -> tuple[tuple[str, float], ...]:
        counts = self.lexicon.counts
        costs: dict[str, float] = {term: 0.0 if term in counts else UNKNOWN}

        def offer(candidate: str, cost_of_term: float) -> None:
            if cost_of_term < costs.get(candidate, math.inf):
                costs[candidate] = cost_of_term

        if not any(char.isalpha() for char in term) or len(term) > 2 * LONGEST:
            return tuple(costs.items())
        folded = fold_form(term)
        for other in self._by_fold.get(folded, ()):
            offer(other, OTHER_MARKS if marked else UNMARKED)
        for read in (from_telex(term), from_vni(term)):
            if read is None:
                continue
            if read in counts:
                offer(read, KEYBOARD)
            for other in self._by_fold.get(fold_form(read), ()):
                offer(other, KEYBOARD + OTHER_MARKS)
        if folded.isalpha() and 1 < len(folded) <= LONGEST:
            self._offer_misspelt(term, folded, marked, offer)
        ranked = sorted(
            costs.items(), key=lambda pair: (pair[1] - math.log(counts.get(pair[0], 0) + 1), pair[0])
        )
        return tuple(ranked[:CANDIDATES])

    def _offer_misspelt(
        self, term: str, folded: str, marked: bool, offer: Callable[[str, float], None]
    ) -> None:
        for alike in self._by_sound.get(sound(folded), ()):
            swapped = folded.replace("y", "i") == alike.replace("y", "i")
            for other in self._by_fold[alike]:
                same_marks = not marked or _marks(other) == _marks(term)
                offer(other, SPELLING if swapped and same_marks else SOUND + (not same_marks))
        near: set[str] = set(self._by_gap.get(folded, ()))
        for gap in _without_one(folded):
            if gap in self._by_fold and len(gap) > 1:
                near.add(gap)
            near.update(self._by_gap.get(gap, ()))
        # A possible syllable is a typo only if its neighbours suggest so: costlier than an unknown term.
        cost_of_term = EDIT_OF_SYLLABLE if _SYLLABLE.fullmatch(folded) else EDIT
        for found in near:
            if not one_edit(folded, found):
                continue
            for other in self._by_fold[found]:
                offer(other, cost_of_term if not marked or one_edit(term, other) else cost_of_term + 2.0)


def _marks(term: str) -> tuple[str, ...]:
    return tuple(sorted(char for char in term if fold_form(char) != char))
