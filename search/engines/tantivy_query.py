"""Queries of the embedded engine, made of terms; no text is ever parsed as a query language."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search import query as asked
from search.engines.base import Choice, bonus, loose_minimum
from search.schema import FIXED_WEIGHTS, TEXT_FIELDS, WEIGHTS

MAX_PREFIX_TERMS = 200


class Opened(Protocol):
    """What a query must know of an opened index; ``first_end`` is when its first document ends."""

    schema: Schema
    searcher: Searcher
    first_end: float | None


def term(reader: Opened, field: str, value: str) -> Query:
    """One term, asked with the index option its field has."""
    option = "freq" if field in TEXT_FIELDS else "basic"
    return Query.term_query(reader.schema, field, value, index_option=option)


def count(reader: Opened, query: Query) -> int:
    """How many documents a query finds."""
    found: Any = reader.searcher.search(query, limit=1, count=True)
    return int(found.count or 0)


def any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _anywhere(reader: Opened, wanted: asked.Term) -> Query:
    form, value = wanted
    return term(reader, form if form in FIXED_WEIGHTS else f"body_{form}", value)


def _group(reader: Opened, group: asked.Group) -> Query:
    return any_of([all_of([_anywhere(reader, wanted) for wanted in terms]) for terms in group])


def everything(reader: Opened, query: asked.Query | None) -> Query:
    """The documents that hold all groups of the query."""
    if query is None:
        return Query.all_query()
    return all_of([_group(reader, group) for group in query.groups])


def enough(reader: Opened, query: asked.Query) -> Query:
    """The documents that hold enough of the groups."""
    return Query.boolean_query(
        [(Occur.Should, _group(reader, group)) for group in query.groups],
        minimum_number_should_match=loose_minimum(len(query.groups)),
    )


def narrowed(reader: Opened, matched: Query, choices: Iterable[Choice], now: int) -> Query:
    """The matched documents that every choice lets through and whose time has not ended."""
    clauses = [(Occur.Must, matched)]
    for choice in choices:
        clauses.append((Occur.Must, any_of([term(reader, field, value) for field, value in choice])))
    if reader.first_end is not None and reader.first_end <= now:
        ended = Query.range_query(reader.schema, "until", FieldType.Integer, 1, now, use_inverted_index=True)
        clauses.append((Occur.MustNot, ended))
    return matched if len(clauses) == 1 else Query.boolean_query(clauses)


def ranked(reader: Opened, narrowed: Query, query: asked.Query, complete: bool) -> Query:
    """The set ordered by the OR of all weighted terms over all fields.

    A document number counts a fixed sum, and so does holding all groups: if the whole set does, the
    sum is the set's own and costs nothing.
    """
    clauses: list[tuple[Occur, Query]] = []
    for (form, value), weight in query.weights.items():
        if form in FIXED_WEIGHTS:
            fixed = Query.const_score_query(term(reader, form, value), FIXED_WEIGHTS[form] * weight)
            clauses.append((Occur.Should, fixed))
            continue
        for field, share in WEIGHTS.items():
            name = f"{field}_{form}"
            clauses.append((Occur.Should, Query.boost_query(term(reader, name, value), share * weight)))
    extra = bonus(len(query.groups))
    if extra and not complete:
        clauses.append((Occur.Should, Query.const_score_query(everything(reader, query), extra)))
    base = Query.const_score_query(narrowed, extra if complete else 0.0)
    return Query.boolean_query([(Occur.Must, base), (Occur.Should, Query.boolean_query(clauses))])


def starts_with(reader: Opened, field: str, prefix: str) -> Query:
    """Any term of the field that starts so; the most frequent ones when there are very many."""
    found = reader.searcher.terms_with_prefix(field, prefix, limit=MAX_PREFIX_TERMS * 10)
    best = sorted(found, key=lambda row: -row[1])[:MAX_PREFIX_TERMS]
    if not best:
        return Query.empty_query()
    return Query.term_set_query(reader.schema, field, [value for value, _count in best])


def suggestion(reader: Opened, words: Sequence[str], prefix: str, now: int) -> Query:
    """Titles with all words and one that starts with the prefix; better the rarer the words."""
    parts = [term(reader, "title_fold", word) for word in words]
    if prefix:
        parts.append(starts_with(reader, "title_fold", prefix))
    return narrowed(reader, all_of(parts), (), now)
