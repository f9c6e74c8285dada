"""The words of a search: what weighs how much, what makes a whole match, what is highlighted.

Pure functions, used by ``search.query``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis import bigrams, fold_form

# The weight of all words of a synonym together, as a share of the weight of the typed words.
SYNONYM_SHARE = 0.8
# The weight of the decoder's guess at a word that is correct as it was typed.
GUESS_SHARE = 0.5
# Question words: answers rarely contain them, so their rarity says nothing.
QUESTION_WORDS = frozenset(["gì", "nào", "sao", "ai", "đâu", "nhiêu", "mấy"])
QUESTION_WEIGHT = 0.3
# A whole text found in a row counts by its words, up to that many.
LONG_PHRASE = 10

# A term of one form: ("fold", "duong"), ("bigram", "duong_day"), ("code", "193qdttg"),
# ("phrase", "duong day nong").
Term = tuple[str, str]
# Alternatives of which one must match; each is a set of terms that must match together.
Group = tuple[tuple[Term, ...], ...]
Synonyms = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Word:
    """One typed term. ``meant`` is its reading, ``guess`` the decoder's.

    ``open`` says that its marks are open, ``mistyped`` that no word is written so: then the guess
    is as good as what was typed.
    """

    typed: str
    meant: str
    guess: str
    open: bool = False
    mistyped: bool = False

    @property
    def likely(self) -> str:
        """The guess if it is as good as what was typed, else the reading."""
        same = fold_form(self.guess) == fold_form(self.meant)
        return self.guess if self.mistyped or (self.open and same) else self.meant

    @property
    def folds(self) -> tuple[str, str, str]:
        """The folded terms that stand for it: as meant, as typed, as it is likely."""
        return fold_form(self.meant), fold_form(self.typed), fold_form(self.likely)

    @property
    def asks(self) -> bool:
        return not QUESTION_WORDS.isdisjoint((self.typed, self.meant, self.likely))


class Highlights(NamedTuple):
    """What to highlight: ``exact`` terms with just these marks, ``folds`` with any marks.

    ``phrases`` are folded terms that are highlighted in a row: synonyms of several words.
    """

    exact: frozenset[str] = frozenset()
    folds: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.exact or self.folds)


def phrase_term(terms: Sequence[str]) -> Term:
    """Return the term that matches these exact terms in a row; typed without marks, any marks do."""
    folded = [fold_form(term) for term in terms]
    return _in_a_row("fold", "phrase", folded) if folded == [*terms] else _exactly(terms)


def _exactly(terms: Sequence[str]) -> Term:
    return _in_a_row("exact", "exact_phrase", terms)


def _in_a_row(single: str, several: str, terms: Sequence[str]) -> Term:
    return (single, terms[0]) if len(terms) == 1 else (several, " ".join(terms))


def weights_of(words: Sequence[Word]) -> dict[Term, float]:
    """Return the weights of all terms of the words: exact, folded and folded pairs, and the whole text."""
    found: dict[Term, float] = {}
    meant, typed, likely = ([*terms] for terms in zip(*(word.folds for word in words), strict=True))
    guess = [fold_form(word.guess) for word in words]
    asking = {form for word in words if word.asks for form in (word.likely, *word.folds)}

    def add(form: str, terms: Iterable[str], share: float = 1.0) -> None:
        for term, count in Counter(terms).items():
            weight = share * count * (QUESTION_WEIGHT if asking.issuperset(term.split("_")) else 1.0)
            found[form, term] = max(found.get((form, term), 0.0), weight)

    add("exact", (word.meant for word in words if not word.open))
    if any(word.likely != word.typed for word in words):
        add("exact", (word.likely for word in words if word.open))
    add("exact", (word.guess for word in words if word.guess != word.likely), GUESS_SHARE)
    for terms, share in ((typed, 1.0), (meant, 1.0), (likely, 1.0), (guess, GUESS_SHARE)):
        add("fold", terms, share)
        add("bigram", bigrams(terms), share)
    if len(words) > 1:
        for terms in (meant, likely):
            length = float(min(len(terms), LONG_PHRASE))
            found["title_phrase", " ".join(terms)] = length
            # The longer, the less by chance.
            found["phrase", " ".join(terms)] = length**2
    return found


def _synonym_at(
    at: int, words: Sequence[Word], synonyms: Synonyms, longest: int
) -> tuple[int, Sequence[tuple[str, ...]]]:
    """Return (length, synonyms) of the longest phrase with synonyms that starts here, else (0, ())."""
    for size in range(min(longest, len(words) - at), 0, -1):
        part = words[at : at + size]
        for reading in zip(*(word.folds for word in part), strict=True):
            if others := synonyms.get(reading):
                return size, others
    return 0, ()


def _synonym_terms(phrase: tuple[str, ...]) -> tuple[Term, ...]:
    """Return a phrase of folded terms as terms that match together: bigrams, or its only syllable."""
    if len(phrase) == 1:
        return (("fold", phrase[0]),)
    return tuple(("bigram", pair) for pair in bigrams(phrase))


class Groups(NamedTuple):
    """``loose`` are the words with any marks, ``whole`` as they were meant; ``synonyms`` their phrases."""

    loose: tuple[Group, ...]
    whole: tuple[Group, ...]
    synonyms: tuple[tuple[str, ...], ...]


def groups_of(
    words: Sequence[Word],
    codes: Mapping[int, tuple[int, list[str]]],
    synonyms: Synonyms,
    weights: dict[Term, float],
) -> Groups:
    """Return one group for each word or phrase; the terms of synonyms are added to ``weights``."""
    loose: list[Group] = []
    whole: list[Group] = []
    found: list[tuple[str, ...]] = []
    longest = max(map(len, synonyms), default=0)
    at = 0
    # A text of nothing but question words is searched for them.
    asked = not all(word.asks for word in words)
    while at < len(words):
        size, others = _synonym_at(at, words, synonyms, longest)
        extra: list[tuple[Term, ...]] = []
        if at in codes and codes[at][0] >= size:
            size, keys = codes[at]
            extra += [(("code", keys[-1]),), (("cited", keys[-1]),)]
            others = ()
        size = size or 1
        for phrase in others:
            terms = _synonym_terms(phrase)
            extra.append(terms)
            for term in terms:
                weights[term] = max(weights.get(term, 0.0), SYNONYM_SHARE * size / len(terms))
            if len(phrase) > 1:
                in_title = ("title_phrase", " ".join(phrase))
                weights[in_title] = max(weights.get(in_title, 0.0), SYNONYM_SHARE * size)
        found += others
        part = words[at : at + size]
        at += size
        if not (all(word.asks for word in part) and asked):
            spans = dict.fromkeys(zip(*(word.folds for word in part), strict=True))
            folded = [tuple(("fold", term) for term in span) for span in spans]
            loose.append((*folded, *extra))
            # A word of several syllables stands in a row.
            meant = (_exactly([word.meant for word in part]),)
            whole.append((*(folded if any(word.open for word in part) else [meant]), *extra))
    return Groups(tuple(dict.fromkeys(loose)), tuple(dict.fromkeys(whole)), tuple(found))


def highlights_of(words: Sequence[Word], synonyms: Iterable[Sequence[str]]) -> Highlights:
    """Return what to highlight: a correct word with its own marks, an open one with any."""
    singles = {fold for word in words if word.open for fold in word.folds}
    found = {tuple(phrase) for phrase in synonyms}
    exact = {word.meant for word in words if not word.open}
    return Highlights(frozenset(exact), frozenset(singles), frozenset(found))
