"""Queries of the Elasticsearch engine: the same matches and weights as the embedded engine."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from elasticsearch_dsl import Search
from elasticsearch_dsl.function import FieldValueFactor
from elasticsearch_dsl.query import (
    Bool,
    ConstantScore,
    FunctionScore,
    Match,
    MatchAll,
    MatchPhrase,
    Prefix,
    Query,
    Range,
    Term,
)

from search import query as parsed
from search.engines.base import (
    Choice,
    Request,
    all_words_bonus,
    count_passes,
    merge_counts,
    minimum_groups,
)
from search.schema import FIXED_WEIGHTS, PHRASE_FIELDS, WEIGHTS

EVERYTHING = MatchAll()
# The name of the aggregation that counts whole matches.
WHOLE = "whole"
# Lucene leaves the factor k1 + 1 out of BM25, Tantivy does not: fixed scores are scaled to fit.
LUCENE_SCALE = 1 / 2.2


def any_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(should=list(queries), minimum_should_match=1)


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(filter=list(queries))


def _anywhere(searched: parsed.Term) -> Query:
    form, value = searched
    if form in PHRASE_FIELDS:
        return MatchPhrase(**{PHRASE_FIELDS[form]: value})
    return Term(**{form if form in FIXED_WEIGHTS else f"body_{form}": value})


def _group(group: parsed.Group) -> Query:
    return any_of([all_of([_anywhere(searched) for searched in terms]) for terms in group])


def matching(query: parsed.Query | None) -> Query:
    """Match documents that contain enough of the groups, and every quoted phrase."""
    if query is None:
        return EVERYTHING
    if query.required:
        return all_of([_anywhere(phrase) for phrase in query.required])
    groups = [_group(group) for group in query.groups]
    return Bool(should=groups, minimum_should_match=minimum_groups(len(groups)))


def whole(query: parsed.Query) -> Query:
    """Match documents that contain all words as they were meant, and every quoted phrase."""
    return all_of([*map(_group, query.whole), *map(_anywhere, query.required)])


def chosen(choices: Iterable[Choice]) -> Query:
    """Match documents that satisfy every choice."""
    clauses = [any_of([Term(**{field: value}) for field, value in choice]) for choice in choices]
    return Bool(filter=clauses) if clauses else EVERYTHING


def narrowed(matched: Query, choices: Iterable[Choice], now: int) -> Query:
    """Narrow a match to documents that satisfy every choice and have not expired."""
    return Bool(filter=[matched, chosen(choices)], must_not=[Range(until={"gte": 1, "lte": now})])


def ranked(narrowed_set: Query, query: parsed.Query) -> Query:
    """Score the documents by the OR of all weighted terms in all fields, times an item's boost.

    A document number adds a fixed score, and so do the text in a row and a whole match.
    """
    by_weight: dict[tuple[str, float], list[str]] = defaultdict(list)
    clauses: list[Query] = []
    for (form, value), weight in query.weights.items():
        if form in FIXED_WEIGHTS:
            fixed = FIXED_WEIGHTS[form] * weight * LUCENE_SCALE
            clauses.append(ConstantScore(filter=_anywhere((form, value)), boost=fixed))
        else:
            by_weight[form, weight].append(value)
    for (form, weight), values in by_weight.items():
        for field, share in WEIGHTS.items():
            text = {"query": " ".join(values), "boost": share * weight}
            clauses.append(Match(**{f"{field}_{form}": text}))
    extra = all_words_bonus(len(query.groups)) * LUCENE_SCALE
    if extra:
        clauses.append(ConstantScore(filter=whole(query), boost=extra))
    scored = Bool(filter=[narrowed_set], should=clauses)
    boost = FieldValueFactor(field="boost", missing=1.0)
    return FunctionScore(query=scored, functions=[boost], boost_mode="multiply")


def suggestion(words: Sequence[str], prefix: str, now: int) -> Query:
    """Match titles with all words and a word that starts with the prefix; rare words score higher."""
    parts: list[Query] = [Term(title_fold=word) for word in words]
    if prefix:
        parts.append(Prefix(title_fold=prefix))
    return Bool(must=parts, filter=[narrowed(EVERYTHING, (), now)])


def build_search(search: Search, request: Request) -> Search:
    """Build one search for hits, their number, the number of whole matches, and all facets."""
    # Facets look at the documents before any choice, so the choices become a post filter.
    query, every = request.query, tuple(request.filters.values())
    alive = narrowed(matching(query), (), request.now)
    search = search.source(["source"])
    if query is None:
        search = search.query(alive).sort({"day": "desc"}, {"key": "asc"})
    elif request.sort == "date":
        first = ConstantScore(filter=whole(query))
        search = search.query(Bool(filter=[alive], should=[first]))
        search = search.sort("_score", {"day": "desc"}, {"key": "asc"})
    else:
        # Ties in one order, on one copy of each shard: pages of results do not overlap.
        search = search.query(ranked(alive, query)).sort("_score", {"key": "asc"})
        search = search.params(preference=sha256(query.typed.encode()).hexdigest()[:16])
    if every:
        search = search.post_filter(chosen(every))
    if query is not None:
        search.aggs.bucket(WHOLE, "filter", Bool(filter=[whole(query), chosen(every)]))
    for number, (choices, counted) in enumerate(count_passes(request).items()):
        inside = search.aggs
        if choices:
            inside = inside.bucket(str(number), "filter", chosen(choices))
        for at, count in enumerate(counted):
            among = {} if count.among is None else {"include": list(count.among)}
            inside.bucket(f"{number}.{at}", "terms", field=count.field, size=count.size, **among)
    return search.extra(from_=request.offset, size=request.limit, track_total_hits=True)


def whole_matches(answer: dict[str, Any], request: Request) -> int:
    """Return how many documents match whole; without a query all do."""
    if request.query is None:
        return int(answer["hits"]["total"]["value"])
    return int(answer["aggregations"][WHOLE]["doc_count"])


def facets(answer: dict[str, Any], request: Request) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the facets in the answer to ``build_search``."""
    rows = []
    found = answer.get("aggregations", {})
    for number, (choices, counted) in enumerate(count_passes(request).items()):
        inside = found[str(number)] if choices else found
        for at, count in enumerate(counted):
            buckets = inside[f"{number}.{at}"]["buckets"]
            rows.append((count, [(str(row["key"]), int(row["doc_count"])) for row in buckets]))
    return merge_counts(request, rows)
