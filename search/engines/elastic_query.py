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
from search.schema import FIXED_WEIGHTS, WEIGHTS

EVERYTHING = MatchAll()
# The name of the aggregation that counts without any choice.
TOTAL = "total"
# Lucene leaves the factor k1 + 1 out of BM25, Tantivy does not: fixed scores are scaled to fit.
LUCENE_SCALE = 1 / 2.2


def any_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(should=list(queries), minimum_should_match=1)


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(filter=list(queries))


def _anywhere(searched: parsed.Term) -> Query:
    form, value = searched
    return Term(**{form if form in FIXED_WEIGHTS else f"body_{form}": value})


def _group(group: parsed.Group) -> Query:
    return any_of([all_of([_anywhere(searched) for searched in terms]) for terms in group])


def everything(query: parsed.Query | None) -> Query:
    """Match documents that contain all groups of the query."""
    return EVERYTHING if query is None else all_of([_group(group) for group in query.groups])


def enough(query: parsed.Query) -> Query:
    """Match documents that contain enough of the groups."""
    groups = [_group(group) for group in query.groups]
    return Bool(should=groups, minimum_should_match=minimum_groups(len(groups)))


def chosen(choices: Iterable[Choice]) -> Query:
    """Match documents that satisfy every choice."""
    clauses = [any_of([Term(**{field: value}) for field, value in choice]) for choice in choices]
    return Bool(filter=clauses) if clauses else EVERYTHING


def narrowed(matched: Query, choices: Iterable[Choice], now: int) -> Query:
    """Narrow a match to documents that satisfy every choice and have not expired."""
    return Bool(filter=[matched, chosen(choices)], must_not=[Range(until={"gte": 1, "lte": now})])


def ranked(narrowed_set: Query, query: parsed.Query, complete: bool) -> Query:
    """Score the documents by the OR of all weighted terms in all fields, times an item's boost.

    The bonus for all groups is added to every document if all documents contain them.
    """
    by_weight: dict[tuple[str, float], list[str]] = defaultdict(list)
    clauses: list[Query] = []
    for (form, value), weight in query.weights.items():
        if form in FIXED_WEIGHTS:
            fixed = FIXED_WEIGHTS[form] * weight * LUCENE_SCALE
            clauses.append(ConstantScore(filter=Term(**{form: value}), boost=fixed))
        else:
            by_weight[form, weight].append(value)
    for (form, weight), values in by_weight.items():
        for field, share in WEIGHTS.items():
            text = {"query": " ".join(values), "boost": share * weight}
            clauses.append(Match(**{f"{field}_{form}": text}))
    extra = all_words_bonus(len(query.groups)) * LUCENE_SCALE
    if extra and complete:
        scored = Bool(must=[ConstantScore(filter=narrowed_set, boost=extra)], should=clauses)
    else:
        if extra:
            clauses.append(ConstantScore(filter=everything(query), boost=extra))
        scored = Bool(filter=[narrowed_set], should=clauses)
    boost = FieldValueFactor(field="boost", missing=1.0)
    return FunctionScore(query=scored, functions=[boost], boost_mode="multiply")


def suggestion(words: Sequence[str], prefix: str, now: int) -> Query:
    """Match titles with all words and a word that starts with the prefix; rare words score higher."""
    parts: list[Query] = [Term(title_fold=word) for word in words]
    if prefix:
        parts.append(Prefix(title_fold=prefix))
    return Bool(must=parts, filter=[narrowed(EVERYTHING, (), now)])


def build_search(search: Search, request: Request, matched: Query, complete: bool) -> Search:
    """Build one search for hits, their number and all facets; ``matched`` is the query before any choice."""
    # Facets look at the documents before any choice, so the choices become a post filter.
    alive = narrowed(matched, (), request.now)
    search = search.source(["source"])
    if request.query is not None and request.sort != "date":
        # Ties in one order, on one copy of each shard: pages of results do not overlap.
        search = search.query(ranked(alive, request.query, complete)).sort("_score", {"key": "asc"})
        search = search.params(preference=sha256(request.query.typed.encode()).hexdigest()[:16])
    else:
        search = search.query(alive).sort({"day": "desc"}, {"key": "asc"})
    if request.filters:
        search = search.post_filter(chosen(request.filters.values()))
        search.aggs.bucket(TOTAL, "filter", EVERYTHING)
    for number, (choices, counted) in enumerate(count_passes(request).items()):
        inside = search.aggs
        if choices:
            inside = inside.bucket(str(number), "filter", chosen(choices))
        for at, count in enumerate(counted):
            among = {} if count.among is None else {"include": list(count.among)}
            inside.bucket(f"{number}.{at}", "terms", field=count.field, size=count.size, **among)
    return search.extra(from_=request.offset, size=request.limit, track_total_hits=True)


def matched_total(answer: dict[str, Any], request: Request) -> int:
    """Return how many documents were found before any choice."""
    found = (
        answer["aggregations"][TOTAL]["doc_count"] if request.filters else answer["hits"]["total"]["value"]
    )
    return int(found)


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
