"""A BEIR collection on both engines, and how often they agree on the judgement list."""

from pathlib import Path

from django.core.management import call_command

from bench.search.tables import table
from search import connection
from search.decoder import Decoder
from search.editorial_settings import current_settings
from search.engines.base import Engine, Request
from search.engines.embedded import Embedded
from search.evaluation import beir
from search.evaluation.judge import read
from search.evaluation.measures import NAMES
from search.evaluation.run import fill, measure
from search.evaluation.variants import VARIANTS
from search.index_changes import current_items
from search.keys import indexable_keys
from search.language import general_language
from search.management.commands.search_judge import SHIPPED
from search.query import Query, parse

# Written by someone who had not seen the engine, on the pages of the demo.
QUESTIONS = Path(__file__).resolve().parents[1] / "judgements.csv"


def collection(path: Path, engines: dict[str, Engine], model: Embedded) -> None:
    """Whole questions in every variant, short queries as typed and without marks."""
    documents = beir.read(path)
    fill(model, documents)
    for engine in engines.values():
        fill(engine, documents)
    for title, short, variants in (
        ("whole questions", False, list(VARIANTS)),
        ("four syllables", True, ["typed", "plain"]),
    ):
        rows = []
        for name, engine in engines.items():
            found = measure(documents, engine, model, variants, short)
            rows += [(name, kind, *(f"{row[key]:.2f}" for key in NAMES)) for kind, row in found.items()]
        table(f"{path.name}, {title}", ("engine", "variant", *NAMES), rows)


def agreement(engines: dict[str, Engine], model: Embedded) -> None:
    """Index the pages of this site in each engine; print how often their first results agree."""
    keys = dict.fromkeys(indexable_keys("public"), 1)
    pages = list(current_items("public", keys))
    if not pages:
        table("judgement list", ("", "value"), [("skipped", "this site has no pages")])
        return
    for engine in {id(engine): engine for engine in (model, *engines.values())}.values():
        engine.ensure()
        with engine.lock():
            engine.write(pages)
        engine.refresh()
    decoder = Decoder(model.reader().lexicon())
    texts = [row.text for row in read(SHIPPED)]
    editorial = current_settings()
    firsts = {}
    for name, engine in engines.items():
        firsts[name] = [
            first(engine, parse(text, decoder, editorial.synonyms, language=general_language()))
            for text in texts
        ]
    lists = list(firsts.values())
    same = sum(len(set(row)) == 1 for row in zip(*lists, strict=True))
    rows = [
        ("pages", len(pages)),
        ("queries", len(texts)),
        ("same first result", f"{100 * same / len(texts):.1f} %"),
    ]
    table(f"judgement list, {' and '.join(firsts)}", ("", "value"), rows)


def judged() -> None:
    """Print how many questions of ``bench/judgements.csv`` are right at three, by kind, and the misses."""
    if connection.embedded().usable() and connection.embedded().count():
        print("\njudgement list, right at three")
        call_command("search_judge", str(QUESTIONS))
    else:
        table("judgement list, right at three", ("", "value"), [("skipped", "this site has no index")])


def first(engine: Engine, query: Query | None) -> str:
    if query is None:
        return ""
    hits = engine.search(Request(query, now=1, facets=(), limit=1)).hits
    return hits[0].item.key if hits else ""
