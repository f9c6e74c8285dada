"""Reads typed text as words: what may be said to the reader about it, and what may not (rule 117).

A correct word is never read as another one. Missing marks, raw Telex or VNI and typing mistakes are
restored by the index and the general language together; a reading is ``sure`` only if each restored
term stands beside its neighbour in a word of the language or on pages, and leaves hardly any other
choice. The decoder's own best guess serves ranking alone.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.analysis import fold_form
from search.decoder import Decoder
from search.keyboards import from_telex, from_vni
from search.language import Language

# The least probability of each restored term among all readings of the text: inside a word of the
# language, or beside a neighbour on pages.
SURE, SURE_ON_PAGES = 0.9, 0.96
# How far the pages are followed where they know the left term, and how many documents that takes.
INDEX_SHARE, INDEX_DOUBT = 0.6, 3.0
# The share of the pages in how often a term occurs.
INDEX_TERMS = 0.15
FLOOR = 1e-9
CHOICES = 16
VOWELS = frozenset("aeiouy")
# A foreign word, which no neighbour confirms, has to be so long to be corrected.
LONG_WORD = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """``terms`` are shown and highlighted if they differ from what was typed, which needs ``sure``.

    ``open`` are the places whose marks or letters are open: what was typed there is no word, or was
    typed without marks in a text that is not surely read. ``mistyped`` are those of them that are no
    words, with any marks.
    """

    terms: tuple[str, ...]
    open: frozenset[int] = frozenset()
    mistyped: frozenset[int] = frozenset()

    @property
    def sure(self) -> bool:
        return not self.open


class Reader:
    """Reads typed terms with one state of the index; ``own_words`` are more words, folded."""

    def __init__(self, decoder: Decoder, language: Language, own_words: Collection[str] = ()) -> None:
        self.decoder = decoder
        self.language = language
        self.own_words = own_words
        self._counts = decoder.lexicon.counts

    def read(self, typed: Sequence[str]) -> Reading:
        """Return the reading of exact terms, one term for each."""
        unknown = {at for at, term in enumerate(typed) if not self._is_word(term)}
        marked = any(fold_form(term) != term for term in typed)
        # Who has an input method that works does not type its keys.
        by_keys = {at: self._by_keyboard(typed[at]) for at in unknown if not marked}
        keyed = {at: found for at, found in by_keys.items() if found}
        marked = marked or bool(keyed)
        choices = [
            keyed[at] if at in keyed else self._choices(term, marked, at in unknown)
            for at, term in enumerate(typed)
        ]
        best = self._best(choices)
        terms = tuple(term for term, _share in best)
        chosen = [at for at, choice in enumerate(choices) if len(choice) > 1 or choice[0] != typed[at]]
        sure = (
            (at in keyed and len(keyed) > 1)
            or best[at][1] >= self._needed(terms, at, typed[at], at in unknown and at not in keyed)
            for at in chosen
        )
        # Pages without marks say nothing about what was meant.
        if all(sure) and (not chosen or terms != tuple(typed)):
            return Reading(terms)
        mistyped = (at for at in unknown if at in keyed or not self._forms(fold_form(typed[at])))
        return Reading(tuple(typed), frozenset([*chosen, *keyed]), frozenset(mistyped))

    def _is_word(self, term: str) -> bool:
        """Return whether a term stands in a list, has no letters or no vowel ("111", "cccd")."""
        return (
            self.language.knows(term)
            or (term in self._counts and (fold_form(term) != term or not self._has_marked_form(term)))
            or fold_form(term) in self.own_words
            or VOWELS.isdisjoint(fold_form(term))
            or (any(char.isdigit() for char in term) and not self._by_keyboard(term))
        )

    def _has_marked_form(self, folded: str) -> bool:
        return any(term != folded for term in self.language.by_fold.get(folded, ()))

    def _forms(self, folded: str) -> list[str]:
        """Return the words of the pages and of the language that are written so without marks."""
        found = {*self.decoder.forms(folded), *self.language.by_fold.get(folded, ())}
        words = [term for term in found if term != folded or self.language.knows(term)] or [*found]
        return sorted(words, key=lambda term: (-self._share(term), term))[:CHOICES]

    def _by_keyboard(self, term: str) -> tuple[str, ...]:
        read = (from_telex(term), from_vni(term))
        return tuple(word for word in read if word and (word in self._counts or self.language.knows(word)))[
            :1
        ]

    def _choices(self, term: str, marked: bool, unknown: bool) -> tuple[str, ...]:
        folded = fold_form(term)
        if folded in self.own_words or VOWELS.isdisjoint(folded) or (marked and not unknown):
            return (term,)
        if folded == term and (forms := self._forms(folded)):
            return tuple(forms)
        if not unknown:
            return (term,)
        return tuple(other for other, _cost in self.decoder.candidates(term, marked)) or (term,)

    def _share(self, term: str) -> float:
        pages = self._counts.get(term, 0) / self.decoder.occurrences
        return INDEX_TERMS * pages + (1 - INDEX_TERMS) * self.language.starts.get(term, 0.0) + FLOOR

    def _step(self, left: str, right: str) -> float:
        """Return how probable ``right`` is after ``left``, by the language and the pages."""
        general = self.language.steps.get(f"{left}_{right}", 0.0)
        general += self.language.ends.get(left, 1.0) * self._share(right)
        count = self._counts.get(left, 0)
        if not count:
            return general
        pages = self.decoder.pair_count(left, right) / (count + INDEX_DOUBT)
        trust = INDEX_SHARE * count / (count + INDEX_DOUBT)
        return trust * pages + (1 - trust) * general

    def _needed(self, terms: Sequence[str], at: int, typed: str, unknown: bool) -> float:
        """Return the probability from which a term is sure; above 1 if nothing stands by it.

        Pages alone do not tell a mistyped word from a name that they do not have.
        """
        pairs = list(pairwise(terms))[max(0, at - 1) : at + 1]
        if not pairs:
            alone = terms[at] == typed or (terms[at] in self._counts and len(typed) >= LONG_WORD)
            return SURE_ON_PAGES if alone else math.inf
        if any(f"{left}_{right}" in self.language.steps for left, right in pairs):
            return SURE
        if unknown and fold_form(terms[at]) != typed:
            return math.inf
        # One page proves little: "nhận tin" of one is not what "nhan tin" means in general.
        return SURE_ON_PAGES if any(self.decoder.pair_count(*pair) > 1 for pair in pairs) else math.inf

    def _best(self, choices: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
        """Return the most probable term of each place with its probability (forward-backward)."""
        if not choices:
            return []
        steps = [
            {(left, right): self._step(left, right) for left in lefts for right in rights}
            for lefts, rights in pairwise(choices)
        ]
        ahead = [_normal({term: self._share(term) for term in choices[0]})]
        for step, terms in zip(steps, choices[1:], strict=True):
            ahead.append(
                _normal(
                    {right: sum(p * step[left, right] for left, p in ahead[-1].items()) for right in terms}
                )
            )
        behind = [dict.fromkeys(choices[-1], 1.0)]
        for step, terms in zip(reversed(steps), reversed(choices[:-1]), strict=True):
            behind.append(
                _normal(
                    {left: sum(step[left, right] * p for right, p in behind[-1].items()) for left in terms}
                )
            )
        found = []
        for before, after in zip(ahead, reversed(behind), strict=True):
            shares = _normal({term: before[term] * after[term] for term in before})
            found.append(max(shares.items(), key=lambda row: row[1]))
        return found


def _normal(shares: dict[str, float]) -> dict[str, float]:
    total = math.fsum(shares.values()) or 1.0
    return {term: share / total for term, share in shares.items()}
