"""One opened state of a Tantivy index: its schema, its documents, its results."""

import json
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from search import schema
from search.decoder import Lexicon
from search.engines import tantivy_query
from search.engines.base import (
    Count,
    EngineError,
    Hit,
    Request,
    Results,
    count_passes,
    merge_counts,
)
from search.items import SearchItem

# The name of the count among the aggregations; no facet is called so.
TOTAL = "_total"


def index_option(field: str) -> str:
    """Return Tantivy's index option of a field of terms."""
    if field in schema.PHRASE_FIELDS.values():
        return "position"
    return "freq" if field in schema.TEXT_FIELDS else "basic"


def compile_schema() -> tantivy.Schema:
    """The schema data as Tantivy fields: terms with frequencies, positions where phrases are searched."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for name in schema.TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=index_option(name))
    for name in (schema.PAIR_FIELD, *schema.CODE_WEIGHTS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in schema.FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in schema.INTEGERS:
        builder.add_integer_field(name, indexed=True, fast=True, stored=name in ("version", "checksum"))
    builder.add_float_field("weight", fast=True)
    builder.add_bytes_field("source", stored=True)
    return builder.build()


def tantivy_document(item: SearchItem) -> tantivy.Document:
    """Convert an item. The field ``weight`` makes Tantivy multiply a score by the item's boost."""
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
    """One opened state of one generation; discarded when the files on disk have changed."""

    def __init__(self, path: Path) -> None:
        self.schema = compile_schema()
        try:
            self.index = tantivy.Index(self.schema, str(path), reuse=True)
            self.index.config_reader("manual")
            self.index.reload()
            self.searcher = self.index.searcher()
        except (ValueError, OSError) as error:
            raise EngineError(f"the index in {path.name} cannot be opened: {error}") from error
        self.earliest_expiry, self.boosted = self._extremes()

    def _extremes(self) -> tuple[float | None, bool]:
        """Return (when the first document expires, if any does; whether any score is multiplied)."""
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
        """Return the terms of documents in the index now; words of removed documents are left out."""
        return Lexicon(
            counts=dict(self.searcher.terms_with_prefix("body_exact", "", Query.all_query())),
            total=self.searcher.num_docs,
            pair_count=lambda pair: self.searcher.doc_freq(schema.PAIR_FIELD, pair),
            has_code=lambda key: any(self.searcher.doc_freq(name, key) for name in schema.CODE_WEIGHTS),
        )


def item_at(reader: Reader, address: tantivy.DocAddress) -> SearchItem:
    return SearchItem.from_source(json.loads(bytes(reader.searcher.doc(address)["source"][0])))


def search(reader: Reader, request: Request) -> Results:
    """Return hits, total and facets from one state of the index."""
    query = request.query
    matched = tantivy_query.matching(reader, query)
    total, facets = _counted(reader, request, matched)
    choices = request.filters.values()
    narrowed = tantivy_query.narrowed(reader, matched, choices, request.now)
    if query is None:
        rows = _newest(reader, narrowed, request.offset, request.limit)
        return Results(total, total, _hits(reader, rows), facets)
    part = tantivy_query.narrowed(reader, tantivy_query.whole(reader, query), choices, request.now)
    whole = tantivy_query.count(reader, part)
    if request.sort == "date":
        rows = _newest(reader, part, request.offset, request.limit)
        if len(rows) < request.limit:
            rest = tantivy_query.without(narrowed, part)
            offset = max(0, request.offset - whole)
            rows += _newest(reader, rest, offset, request.limit - len(rows))
    else:
        order: dict[str, Any] = {"weight_by_field": "weight"} if reader.boosted else {}
        ranked = tantivy_query.ranked(reader, narrowed, query)
        limit = max(request.limit, 1)
        rows = reader.searcher.search(ranked, limit=limit, offset=request.offset, count=False, **order).hits
    return Results(total, whole, _hits(reader, rows[: request.limit]), facets)


# What a search returns: (score, address) pairs.
_Rows = list[Any]


def _newest(reader: Reader, query: Query, offset: int, limit: int) -> _Rows:
    """Return the newest documents of a query."""
    if limit < 1:
        return []
    found = reader.searcher.search(query, limit=limit, offset=offset, count=False, order_by_field="day")
    return list(found.hits)


def _hits(reader: Reader, rows: _Rows) -> tuple[Hit, ...]:
    return tuple(Hit(item_at(reader, at), float(score or 0)) for score, at in rows)


def _counted(
    reader: Reader, request: Request, matched: Query
) -> tuple[int, dict[str, tuple[tuple[str, int], ...]]]:
    """Count matches and facets; counts over the same documents share one aggregation."""
    rows: list[tuple[Count, list[tuple[str, int]]]] = []
    totals = []
    for choices, counted in count_passes(request).items():
        aggregations: dict[str, Any] = {
            str(at): {"terms": {"field": count.field, "size": count.size}} for at, count in enumerate(counted)
        }
        aggregations[TOTAL] = {"value_count": {"field": "pk"}}
        query = tantivy_query.narrowed(reader, matched, choices, request.now)
        found: Any = reader.searcher.aggregate(query, aggregations)
        totals.append(int(found[TOTAL]["value"] or 0))
        for at, count in enumerate(counted):
            rows.append((count, [(row["key"], int(row["doc_count"])) for row in found[str(at)]["buckets"]]))
    return totals[0], merge_counts(request, rows)
