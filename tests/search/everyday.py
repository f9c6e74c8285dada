"""The pages of the demo as a language model, and what people ask in everyday words."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from cms.vietnamese import fold
from search.analysis import bigrams, tokens
from search.decoder import Decoder, Lexicon
from search.editorial_settings import synonym_table
from search.language import general_language
from search.query import Query, parse

ROOT = Path(__file__).resolve().parents[2]
SYNONYMS = synonym_table(
    tomllib.loads((ROOT / "search/data/defaults.toml").read_text(encoding="utf-8"))["synonyms"]
)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def lexicon_of(texts: list[str]) -> Lexicon:
    """Return the language model of texts, one document each."""
    documents = [tokens(text) for text in texts]
    pairs = Counter(pair for document in documents for pair in set(bigrams(document)))
    counts = Counter(term for document in documents for term in set(document))
    return Lexicon(counts, len(documents), lambda pair: pairs[pair], lambda key: False)


@cache
def demo_decoder() -> Decoder:
    """Return a decoder that knows the texts of the demo, without a database."""
    found = []
    for path in sorted((ROOT / "campaigns/demo").glob("*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8")).values()
        items = [item for row in rows for item in (row if isinstance(row, list) else [row])]
        found += [text for item in items if len(text := " . ".join(_texts(item))) > 80]
    return Decoder(lexicon_of(found))


def ask(text: str, literal: bool = False) -> Query:
    """Return the query of a text on the pages of the demo."""
    query = parse(text, demo_decoder(), SYNONYMS, literal, general_language())
    assert query is not None
    return query


def everyday() -> tuple[list[str], list[tuple[str, str]]]:
    """Return (questions with marks, (without marks, with marks) of others)."""
    lines = (ROOT / "bench/everyday_questions.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [row[0] for row in rows if len(row) == 1], [(row[0], row[1]) for row in rows if len(row) == 2]


def comparable(text: str) -> str:
    return " ".join(tokens(text))


def says_another_word(typed: str, meant: str) -> bool:
    """Return whether the page would claim or highlight another word for what was typed."""
    query = ask(typed)
    said = {comparable(query.reading), comparable(query.did_you_mean or query.reading)}
    allowed = {comparable(typed), comparable(meant)}
    words = {*tokens(typed), *tokens(meant)}
    folds = {fold(word) for word in words}
    return not said <= allowed or not query.highlights.exact <= words or not query.highlights.folds <= folds
