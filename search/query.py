"""Parses the text of a search into a Query: a pure function without a database.

The query is the OR of the typed words, their reading and the decoder's guess. Its groups define which
documents match, and which of them match whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cms.vietnamese import clean
from search.analysis import fold_form, joined_keys, tokens
from search.decoder import Decoder
from search.language import Language
from search.quotations import quoted_phrases
from search.reading import Reader, Reading
from search.words import (
    Group,
    Highlights,
    Synonyms,
    Term,
    Word,
    groups_of,
    highlights_of,
    phrase_term,
    weights_of,
)

MAX_TOKENS = 32
MAX_CHARACTERS = 400
NO_LANGUAGE = Language()
NO_HIGHLIGHTS = Highlights()


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed search. ``reading`` is the text that is searched, as it may be shown.

    ``corrected_from`` is the typed text when the reading differs from it; ``did_you_mean`` is the
    reading of a text that is searched as typed. ``weights`` maps a term to its weight. Documents
    match by enough of ``groups``, whatever their marks, and match whole by all of ``whole``, marks
    included; ``required`` are quoted phrases, which every document contains.
    """

    typed: str
    reading: str
    terms: tuple[str, ...]
    weights: Mapping[Term, float]
    groups: tuple[Group, ...]
    whole: tuple[Group, ...]
    required: tuple[Term, ...] = ()
    highlights: Highlights = NO_HIGHLIGHTS
    corrected_from: str | None = None
    did_you_mean: str | None = None


def with_first(query: Query, terms: Sequence[Term]) -> Query:
    """Return the query with terms of a fixed score, whose documents match without being whole matches."""
    more = tuple((term,) for term in terms)
    return replace(
        query,
        groups=tuple(group + more for group in query.groups),
        weights={**query.weights, **dict.fromkeys(terms, 1.0)},
    )


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


def parse(
    text: str,
    decoder: Decoder | None = None,
    synonyms: Synonyms | None = None,
    literal: bool = False,
    language: Language = NO_LANGUAGE,
) -> Query | None:
    """Return the query of a text, or None for a text without terms. Never fails, whatever the text.

    ``synonyms`` maps a folded phrase to folded phrases of the same meaning. ``literal`` searches the
    text as typed and makes its reading a suggestion; nothing is read into a text with quotations.
    """
    typed = " ".join(clean(text[: MAX_CHARACTERS * 4])[:MAX_CHARACTERS].split())
    exact = tokens(typed)[:MAX_TOKENS]
    if not exact:
        return None
    synonyms = synonyms or {}
    codes = _known_codes([fold_form(term) for term in exact], decoder)
    read, guess = Reading(tuple(exact)), exact
    quotations = quoted_phrases(typed)
    if decoder is not None and not quotations:
        kept = {phrase[0] for phrase in synonyms if len(phrase) == 1}
        read, guess = _read(exact, codes, Reader(decoder, language, kept))
    likely = " ".join(read.terms)
    differs = read.terms != tuple(exact)
    if literal:
        read, guess = Reading(tuple(exact)), exact
    words = [
        Word(term, read.terms[at], guess[at], at in read.open, at in read.mistyped)
        for at, term in enumerate(exact)
    ]
    weights = weights_of(words)
    groups = groups_of(words, codes, synonyms, weights)
    for _size, keys in codes.values():
        for key in keys:
            weights["code", key] = weights["cited", key] = 1.0
    shown = differs and not literal
    return Query(
        typed=typed,
        reading=likely if shown else typed,
        terms=read.terms,
        weights=weights,
        groups=groups.loose,
        whole=groups.whole,
        required=tuple(dict.fromkeys(map(phrase_term, quotations))),
        highlights=highlights_of(words, groups.synonyms),
        corrected_from=typed if shown else None,
        did_you_mean=likely if differs and literal else None,
    )


def _read(
    exact: Sequence[str], codes: Mapping[int, tuple[int, list[str]]], reader: Reader
) -> tuple[Reading, list[str]]:
    """Return reading and guess of all terms; a document number stays as typed and splits the sentence."""
    terms: list[str] = []
    guess: list[str] = []
    unsure: set[int] = set()
    mistyped: set[int] = set()
    start = 0
    for at in (*sorted(codes), len(exact)):
        sentence = exact[start:at]
        read = reader.read(sentence)
        unsure |= {start + place for place in read.open}
        mistyped |= {start + place for place in read.mistyped}
        terms += read.terms
        guess += reader.decoder.decode(sentence)
        start = at
        if at in codes:
            start = at + codes[at][0]
            terms += exact[at:start]
            guess += exact[at:start]
    if unsure:
        # Half a text restored would say that the rest was meant as it was typed.
        unsure |= {at for at, term in enumerate(terms) if term != exact[at]}
        return Reading(tuple(exact), frozenset(unsure), frozenset(mistyped)), guess
    return Reading(tuple(terms)), guess
