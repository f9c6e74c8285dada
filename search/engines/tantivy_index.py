"""One opened state of a Tantivy index: its schema, its documents, its answers."""

import json
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from search import schema
from search.decoder import Lexicon
from search.engines import tantivy_query
from search.engines.base import FACET_SIZE, EngineError, Hit, Request, Results
from search.items import SearchItem


def compile_schema() -> tantivy.Schema:
    """The schema data as Tantivy fields: terms with frequencies, no positions (bigrams do that)."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in schema.TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in (schema.PAIR_FIELD, *schema.CODE_WEIGHTS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in schema.FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in schema.INTEGERS:
        builder.add_integer_field(name, indexed=True, fast=True, stored=name == "version")
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def tantivy_document(item: SearchItem) -> tantivy.Document:
    """One item as Tantivy takes it. ``weight`` is what makes Tantivy multiply a score by boost."""
    values = schema.document(item)
    document = tantivy.Document()
    document.add_text("key", values["key"])
    for name in (*schema.TEXT_FIELDS, schema.PAIR_FIELD):
        document.add_text(name, values[name])
    for name in (*schema.CODE_WEIGHTS, *schema.FILTERS):
        for value in values[name]:
            document.add_text(name, value)
    for name in schema.INTEGERS:
        document.add_integer(name, values[name])
    document.add_float("weight", 2.0 ** values["boost"] - 2.0)
    document.add_bytes("source", json.dumps(values["source"], ensure_ascii=False).encode())
    return document


class Reader:
    """One opened state of one generation; thrown away when the files on disk say otherwise."""

    def __init__(self, path: Path) -> None:
        self.schema = compile_schema()
        try:
            self.index = tantivy.Index(self.schema, str(path), reuse=True)
            self.index.config_reader("manual")
            self.index.reload()
            self.searcher = self.index.searcher()
        except (ValueError, OSError) as error:
            raise EngineError(f"the index in {path.name} cannot be opened: {error}") from error
        self.first_end, self.boosted = self._extremes()

    def _extremes(self) -> tuple[float | None, bool]:
        """(when the first document ends, if any does; whether any score is multiplied)."""
        found: Any = self.searcher.aggregate(
            Query.all_query(),
            {
                "ends": {
                    "range": {"field": "until", "ranges": [{"from": 1}]},
                    "aggs": {"first": {"min": {"field": "until"}}},
                },
                "most": {"max": {"field": "weight"}},
                "least": {"min": {"field": "weight"}},
            },
        )
        ends: dict[str, Any] = next((row for row in found["ends"]["buckets"] if row.get("from") == 1), {})
        boosted = any(found[name]["value"] not in (None, 0.0) for name in ("most", "least"))
        return (ends.get("first") or {}).get("value"), boosted

    def lexicon(self) -> Lexicon:
        """The terms of documents that are there now; a removed document's words are left out."""
        return Lexicon(
            counts=dict(self.searcher.terms_with_prefix("body_exact", "", Query.all_query())),
            total=self.searcher.num_docs,
            pair_count=lambda pair: self.searcher.doc_freq(schema.PAIR_FIELD, pair),
            has_code=lambda key: any(self.searcher.doc_freq(name, key) for name in schema.CODE_WEIGHTS),
        )


def item_at(reader: Reader, address: tantivy.DocAddress) -> SearchItem:
    return SearchItem.from_source(json.loads(bytes(reader.searcher.doc(address)["source"][0])))


def search(reader: Reader, request: Request) -> Results:
    """Hits, count and facets from one state of the index."""
    searcher = reader.searcher
    matched, complete = tantivy_query.matching(reader, request.query)
    narrowed = tantivy_query.narrowed(reader, matched, request.filters.values(), request.now)
    ranked = narrowed
    if request.query is not None and request.sort == "relevance":
        scores = tantivy_query.scoring(reader, request.query)
        ranked = Query.boolean_query(
            [(Occur.Must, Query.const_score_query(narrowed, 0.0)), (Occur.Should, scores)]
        )
    by_date = request.sort == "date" or request.query is None
    limit = max(request.limit, 1)
    order: dict[str, Any] = {}
    if by_date:
        order["order_by_field"] = "day"
    elif reader.boosted:
        order["weight_by_field"] = "weight"
    found: Any = searcher.search(
        ranked,
        limit=limit,
        offset=request.offset,
        count=True,
        **order,
    )
    hits = tuple(Hit(item_at(reader, at), float(score or 0)) for score, at in found.hits[: request.limit])
    return Results(int(found.count or 0), hits, _facets(reader, request, matched, narrowed), complete)


def _facets(
    reader: Reader, request: Request, matched: Query, narrowed: Query
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Each facet over the documents found without its own choice; those without one share a pass."""
    free = [name for name in request.facets if name not in request.filters]
    passes = [(free, narrowed)] if free else []
    for name in request.facets:
        if name in request.filters:
            others = [choice for other, choice in request.filters.items() if other != name]
            passes.append(([name], tantivy_query.narrowed(reader, matched, others, request.now)))
    counted: dict[str, tuple[tuple[str, int], ...]] = {}
    for names, query in passes:
        wanted = {name: {"terms": {"field": name, "size": FACET_SIZE}} for name in names}
        for name, answer in reader.searcher.aggregate(query, wanted).items():
            rows = [(row["key"], int(row["doc_count"])) for row in answer["buckets"]]
            counted[name] = tuple(sorted(rows, key=lambda row: (-row[1], row[0])))
    return {name: counted.get(name, ()) for name in request.facets}
