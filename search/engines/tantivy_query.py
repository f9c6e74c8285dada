"""Queries of the embedded engine, built from terms; no text is parsed as a query language."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from tantivy import FieldType, Occur, Query, Schema, Searcher

from search import query as parsed
from search.engines.base import Choice, all_words_bonus, minimum_groups
from search.schema import FIXED_WEIGHTS, PHRASE_FIELDS, TEXT_FIELDS, WEIGHTS

MAX_PREFIX_TERMS = 200


class OpenIndex(Protocol):
    """An opened index, as far as queries need it; ``earliest_expiry`` is when its first document expires."""

    schema: Schema
    searcher: Searcher
    earliest_expiry: float | None


def term(reader: OpenIndex, field: str, value: str) -> Query:
    """Match one term, with its frequency if the field has frequencies."""
    option = "freq" if field in TEXT_FIELDS else "basic"
    return Query.term_query(reader.schema, field, value, index_option=option)


def _phrase(reader: OpenIndex, field: str, value: str) -> Query:
    """Match terms in a row, joined by spaces."""
    words: list[Any] = value.split(" ")
    if len(words) == 1:
        return term(reader, field, value)
    return Query.phrase_query(reader.schema, field, words)


def count(reader: OpenIndex, query: Query) -> int:
    """Return how many documents a query finds."""
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


def _anywhere(reader: OpenIndex, searched: parsed.Term) -> Query:
    form, value = searched
    if form in PHRASE_FIELDS:
        return _phrase(reader, PHRASE_FIELDS[form], value)
    return term(reader, form if form in FIXED_WEIGHTS else f"body_{form}", value)


def _group(reader: OpenIndex, group: parsed.Group) -> Query:
    return any_of([all_of([_anywhere(reader, searched) for searched in terms]) for terms in group])


def _required(reader: OpenIndex, query: parsed.Query) -> list[Query]:
    return [_anywhere(reader, phrase) for phrase in query.required]


def matching(reader: OpenIndex, query: parsed.Query | None) -> Query:
    """Match documents that contain enough of the groups, and every quoted phrase."""
    if query is None:
        return Query.all_query()
    if query.required:
        return all_of(_required(reader, query))
    return Query.boolean_query(
        [(Occur.Should, _group(reader, group)) for group in query.groups],
        minimum_number_should_match=minimum_groups(len(query.groups)),
    )


def whole(reader: OpenIndex, query: parsed.Query) -> Query:
    """Match documents that contain all words as they were meant, and every quoted phrase."""
    return all_of([*(_group(reader, group) for group in query.whole), *_required(reader, query)])


def narrowed(reader: OpenIndex, matched: Query, choices: Iterable[Choice], now: int) -> Query:
    """Narrow a match to documents that satisfy every choice and have not expired."""
    clauses = [(Occur.Must, matched)]
    for choice in choices:
        clauses.append((Occur.Must, any_of([term(reader, field, value) for field, value in choice])))
    if reader.earliest_expiry is not None and reader.earliest_expiry <= now:
        ended = Query.range_query(reader.schema, "until", FieldType.Integer, 1, now, use_inverted_index=True)
        clauses.append((Occur.MustNot, ended))
    return matched if len(clauses) == 1 else Query.boolean_query(clauses)


def without(query: Query, excluded: Query) -> Query:
    """Match what the one query finds and the other does not."""
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, excluded)])


def ranked(reader: OpenIndex, narrowed: Query, query: parsed.Query) -> Query:
    """Score the documents by the OR of all weighted terms in all fields.

    A document number adds a fixed score, and so do the text in a row and a whole match.
    """
    clauses: list[tuple[Occur, Query]] = []
    for (form, value), weight in query.weights.items():
        if form in FIXED_WEIGHTS:
            fixed = Query.const_score_query(_anywhere(reader, (form, value)), FIXED_WEIGHTS[form] * weight)
            clauses.append((Occur.Should, fixed))
            continue
        for field, share in WEIGHTS.items():
            name = f"{field}_{form}"
            clauses.append((Occur.Should, Query.boost_query(term(reader, name, value), share * weight)))
    extra = all_words_bonus(len(query.groups))
    if extra:
        clauses.append((Occur.Should, Query.const_score_query(whole(reader, query), extra)))
    base = Query.const_score_query(narrowed, 0.0)
    return Query.boolean_query([(Occur.Must, base), (Occur.Should, Query.boolean_query(clauses))])


def starts_with(reader: OpenIndex, field: str, prefix: str) -> Query:
    """Match terms of the field with that prefix; only the most frequent if there are very many."""
    found = reader.searcher.terms_with_prefix(field, prefix, limit=MAX_PREFIX_TERMS * 10)
    best = sorted(found, key=lambda row: -row[1])[:MAX_PREFIX_TERMS]
    if not best:
        return Query.empty_query()
    return Query.term_set_query(reader.schema, field, [value for value, _count in best])


def suggestion(reader: OpenIndex, words: Sequence[str], prefix: str, now: int) -> Query:
    """Match titles with all words and a word that starts with the prefix; rare words score higher."""
    parts = [term(reader, "title_fold", word) for word in words]
    if prefix:
        parts.append(starts_with(reader, "title_fold", prefix))
    return narrowed(reader, all_of(parts), (), now)
