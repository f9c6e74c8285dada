"""Parses the text of a search into a Query: a pure function without a database.

The query is the OR of the typed terms and, where they differ, the decoded ones. Its groups define when
a document contains "all terms", which decides what is counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cms.vietnamese import clean
from search.analysis import bigrams, fold_form, joined_keys, tokens
from search.decoder import Decoder

MAX_TOKENS = 32
MAX_CHARACTERS = 400
# The weight of all words of a synonym together, as a share of the weight of the typed words.
SYNONYM_SHARE = 0.8

# Question words: answers rarely contain them, so their rarity says nothing.
QUESTION_WORDS = frozenset(["gì", "nào", "sao", "ai", "đâu", "nhiêu", "mấy"])
QUESTION_WEIGHT = 0.3

# A term of one form: ("fold", "duong"), ("bigram", "duong_day"), ("code", "193qdttg").
Term = tuple[str, str]
# Alternatives of which one must match; each is a set of terms that must match together.
Group = tuple[tuple[Term, ...], ...]
Synonyms = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search. ``reading`` is the text that is searched, as it may be shown.

    ``corrected_from`` is the typed text when the reading differs from it; ``did_you_mean`` is a
    likelier reading that is only suggested. ``weights`` maps a term to its weight.
    """

    typed: str
    reading: str
    terms: tuple[str, ...]
    weights: Mapping[Term, float]
    groups: tuple[Group, ...]
    corrected_from: str | None = None
    did_you_mean: str | None = None

    @property
    def folds(self) -> frozenset[str]:
        """Folded terms to highlight: those of the typed words, their reading and their synonyms."""
        return self._singles | self._parts

    @property
    def paired(self) -> frozenset[str]:
        """Those of ``folds`` that are highlighted only side by side: syllables of a longer synonym."""
        return self._parts - self._singles

    @property
    def _singles(self) -> frozenset[str]:
        return frozenset(term for form, term in self.weights if form == "fold")

    @property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for form, term in self.weights if form == "bigram" for part in term.split("_"))


def _merge(*counts: Counter[str]) -> Counter[str]:
    merged: Counter[str] = Counter()
    for count in counts:
        merged |= count
    return merged


def _known_codes(folded: Sequence[str], decoder: Decoder | None) -> dict[int, tuple[int, list[str]]]:
    """Return {start: (length, keys)} of the longest runs of terms that are a known document number."""
    codes: dict[int, tuple[int, list[str]]] = {}
    at = 0
    while at < len(folded):
        step = 1
        if decoder and folded[at][0].isdigit():
            keys = [(1, folded[at])]
            keys += [(size, key) for size, key in enumerate(joined_keys(folded[at:]), start=2)]
            known = [(size, key) for size, key in keys if decoder.lexicon.has_code(key)]
            if known:
                step = known[-1][0]
                codes[at] = (step, [key for _size, key in known])
        at += step
    return codes


def _synonym_at(
    at: int, readings: Sequence[Sequence[str]], synonyms: Synonyms, longest: int
) -> tuple[int, Sequence[tuple[str, ...]]]:
    """Return (length, synonyms) of the longest phrase with synonyms that starts here, else (0, ())."""
    for size in range(min(longest, len(readings[0]) - at), 0, -1):
        for reading in readings:
            others = synonyms.get(tuple(reading[at : at + size]))
            if others:
                return size, others
    return 0, ()


def _phrase_terms(phrase: tuple[str, ...]) -> tuple[Term, ...]:
    """Return a phrase of folded terms as terms that match together: bigrams, or its only syllable."""
    if len(phrase) == 1:
        return (("fold", phrase[0]),)
    return tuple(("bigram", pair) for pair in bigrams(phrase))


def _same(left: Sequence[str], right: Sequence[str]) -> bool:
    return list(left) == list(right)


def parse(
    text: str,
    decoder: Decoder | None = None,
    synonyms: Synonyms | None = None,
    literal: bool = False,
) -> Query | None:
    """Return the query of a text, or None for a text without terms. Never fails, whatever the text.

    ``synonyms`` maps a folded phrase to folded phrases of the same meaning. ``literal`` searches the
    text as typed and makes the decoder's reading a suggestion. So does a text that was typed with
    marks and consists of known words only: its marks are meant.
    """
    typed = " ".join(clean(text[: MAX_CHARACTERS * 4])[:MAX_CHARACTERS].split())
    exact = tokens(typed)[:MAX_TOKENS]
    if not exact:
        return None
    folded = [fold_form(term) for term in exact]
    codes = _known_codes(folded, decoder)
    decoded = _decode(exact, codes, decoder)
    likely = " ".join(decoded)
    differs = not _same(decoded, exact)
    used = exact if literal else decoded
    meant_as_typed = differs and not literal and _all_known_and_marked(exact, folded, decoder)
    weights = _weights(exact, folded, used)
    readings = [[fold_form(term) for term in used], folded]
    groups = _groups(readings, codes, synonyms or {}, weights)
    question_terms = {(("fold", fold_form(term)),) for term in QUESTION_WORDS.intersection([*used, *exact])}
    groups = tuple(group for group in groups if question_terms.isdisjoint(group)) or groups
    for _size, keys in codes.values():
        for key in keys:
            weights["code", key] = weights["cited", key] = 1.0
    shown = differs and not literal and not meant_as_typed
    return Query(
        typed=typed,
        reading=likely if shown else typed,
        terms=tuple(used),
        weights=weights,
        groups=groups,
        corrected_from=typed if shown else None,
        did_you_mean=likely if differs and (literal or meant_as_typed) else None,
    )


def _decode(
    exact: Sequence[str], codes: Mapping[int, tuple[int, list[str]]], decoder: Decoder | None
) -> list[str]:
    """Return the reading of all terms; a document number stays as typed and splits the sentence."""
    if decoder is None:
        return list(exact)
    reading: list[str] = []
    sentence: list[str] = []
    at = 0
    while at < len(exact):
        if at in codes:
            reading += decoder.decode(sentence)
            sentence = []
            size = codes[at][0]
            reading += exact[at : at + size]
            at += size
        else:
            sentence.append(exact[at])
            at += 1
    return reading + list(decoder.decode(sentence))


def _all_known_and_marked(exact: Sequence[str], folded: Sequence[str], decoder: Decoder | None) -> bool:
    """Return whether the text was typed with marks and consists of known syllables only."""
    return decoder is not None and not _same(exact, folded) and all(map(decoder.knows, exact))


def _weights(exact: Sequence[str], folded: Sequence[str], used: Sequence[str]) -> dict[Term, float]:
    read = [fold_form(term) for term in used]
    marked = not _same(exact, folded)
    by_form = {
        "exact": _merge(
            Counter(exact) if marked or _same(used, exact) else Counter(),
            Counter(used) if not _same(used, read) or _same(used, exact) else Counter(),
        ),
        "fold": _merge(Counter(folded), Counter(read)),
        "bigram": _merge(Counter(bigrams(folded)), Counter(bigrams(read))),
    }
    question_words = {*QUESTION_WORDS.intersection([*used, *exact])}
    question_words |= {fold_form(term) for term in question_words}
    return {
        (form, term): count * (QUESTION_WEIGHT if question_words.issuperset(term.split("_")) else 1.0)
        for form, counts in by_form.items()
        for term, count in counts.items()
    }


def _groups(
    readings: Sequence[Sequence[str]],
    codes: Mapping[int, tuple[int, list[str]]],
    synonyms: Synonyms,
    weights: dict[Term, float],
) -> tuple[Group, ...]:
    """Return one group for each word or phrase; the terms of synonyms are added to ``weights``."""
    groups: list[Group] = []
    longest = max(map(len, synonyms), default=0)
    at = 0
    while at < len(readings[0]):
        size, others = _synonym_at(at, readings, synonyms, longest)
        here: list[tuple[Term, ...]] = []
        if at in codes and codes[at][0] >= size:
            size, keys = codes[at]
            here += [(("code", keys[-1]),), (("cited", keys[-1]),)]
            others = ()
        size = size or 1
        spans = dict.fromkeys(tuple(reading[at : at + size]) for reading in readings)
        here += [tuple(("fold", term) for term in span) for span in spans]
        for phrase in others:
            terms = _phrase_terms(phrase)
            here.append(terms)
            for term in terms:
                share = SYNONYM_SHARE * size / len(terms)
                weights[term] = max(weights.get(term, 0.0), share)
        groups.append(tuple(here))
        at += size
    return tuple(dict.fromkeys(groups))
