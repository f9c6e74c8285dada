"""Measures an engine on a test collection: every variant of every question."""

from collections.abc import Callable, Iterable, Sequence

from search.analysis import tokens
from search.decoder import Decoder
from search.engines.base import Engine, Request
from search.engines.embedded import Embedded
from search.evaluation.beir import Collection
from search.evaluation.measures import average, of_one
from search.evaluation.variants import short_form, variant
from search.language import general_language
from search.query import parse

BATCH = 2_000


def fill(engine: Engine, collection: Collection) -> None:
    """Index all documents of a collection with the schema of the site."""
    engine.ensure()
    with engine.lock():
        for start in range(0, len(collection.documents), BATCH):
            refused = engine.write(collection.documents[start : start + BATCH])
            if refused:
                raise ValueError(f"the engine refused {refused}")
    engine.refresh()


def questions(collection: Collection, short: bool) -> dict[str, str]:
    """Return the questions, or their four most specific syllables."""
    if not short:
        return dict(collection.questions)
    words = {item.key: set(tokens(f"{item.title} {item.body}")) for item in collection.documents}
    every = list(words.values())
    return {
        key: short_form(
            text,
            [words[f"beir:{name}"] for name in collection.relevant[key] if f"beir:{name}" in words],
            every,
        )
        for key, text in collection.questions.items()
    }


def ranked(engine: Engine, decoder: Decoder, text: str, limit: int = 10) -> list[str]:
    """Return document ids for a text, best first."""
    query = parse(text, decoder, language=general_language())
    if query is None:
        return []
    results = engine.search(Request(query, now=0, facets=(), limit=limit))
    return [hit.item.key.partition(":")[2] for hit in results.hits]


def measure(
    collection: Collection,
    engine: Engine,
    model: Embedded,
    variants: Sequence[str],
    short: bool = False,
    progress: Callable[[Iterable[str], int], Iterable[str]] = lambda keys, total: keys,
) -> dict[str, dict[str, float]]:
    """Return {variant: {measure: percent}}; ``model`` is the embedded index that the decoder reads."""
    decoder = Decoder(model.reader().lexicon())
    texts = questions(collection, short)
    found: dict[str, dict[str, float]] = {}
    for name in variants:
        keys = progress(texts, len(texts))
        found[name] = average(
            of_one(ranked(engine, decoder, variant(name, texts[key], key)), collection.relevant[key])
            for key in keys
        )
    return found
