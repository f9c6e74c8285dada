"""Queries of the Elasticsearch engine: the same sets and weights as the embedded one, as JSON."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

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

from search import query as asked
from search.engines.base import ENOUGH, Choice, bonus, loose_minimum
from search.schema import FIXED_WEIGHTS, WEIGHTS

EVERYTHING = MatchAll()
# Lucene leaves the factor k1 + 1 out of BM25, Tantivy keeps it: a fixed sum is scaled to fit.
LUCENE_SCALE = 1 / 2.2


def any_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(should=list(queries), minimum_should_match=1)


def all_of(queries: Sequence[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Bool(filter=list(queries))


def _anywhere(wanted: asked.Term) -> Query:
    form, value = wanted
    return Term(**{form if form in FIXED_WEIGHTS else f"body_{form}": value})


def _group(group: asked.Group) -> Query:
    return any_of([all_of([_anywhere(wanted) for wanted in terms]) for terms in group])


def matching(query: asked.Query | None, count: Callable[[Query], int]) -> tuple[Query, bool]:
    """The documents that hold all groups, or, if those are too few, enough of them; and which."""
    if query is None:
        return EVERYTHING, True
    groups = [_group(group) for group in query.groups]
    every = all_of(groups)
    if len(groups) == 1 or count(Bool(filter=[every])) >= ENOUGH:
        return every, True
    return Bool(should=groups, minimum_should_match=loose_minimum(len(groups))), False


def chosen(choices: Iterable[Choice]) -> Query:
    """What every choice lets through."""
    clauses = [any_of([Term(**{field: value}) for field, value in choice]) for choice in choices]
    return Bool(filter=clauses) if clauses else EVERYTHING


def narrowed(matched: Query, choices: Iterable[Choice], now: int) -> Query:
    """The matched documents that every choice lets through and whose time has not ended."""
    return Bool(filter=[matched, chosen(choices)], must_not=[Range(until={"gte": 1, "lte": now})])


def ranked(narrowed_set: Query, query: asked.Query) -> Query:
    """The set ordered by the OR of all weighted terms over all fields, times an item's boost."""
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
    extra = bonus(len(query.groups)) * LUCENE_SCALE
    if extra:
        every = all_of([_group(group) for group in query.groups])
        clauses.append(ConstantScore(filter=every, boost=extra))
    scored = Bool(filter=[narrowed_set], should=clauses)
    boost = FieldValueFactor(field="boost", missing=1.0)
    return FunctionScore(query=scored, functions=[boost], boost_mode="multiply")


def suggestion(words: Sequence[str], prefix: str, now: int) -> Query:
    """Titles with all words and one that starts with the prefix; better the rarer the words."""
    parts: list[Query] = [Term(title_fold=word) for word in words]
    if prefix:
        parts.append(Prefix(title_fold=prefix))
    return Bool(must=parts, filter=[narrowed(EVERYTHING, (), now)])
