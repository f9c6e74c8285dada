"""The schema as an Elasticsearch mapping, and items as its documents."""

import dataclasses
from typing import Any

from elasticsearch_dsl import Float, Keyword, Long, Mapping, Object, Text

from search import schema
from search.engines.base import Change, Removal
from search.items import SearchItem

PREFIX_FIELD = "title_fold"


def _terms_field(index_options: str, **options: Any) -> Text:
    """A field of terms joined by spaces, analysed by nothing but white space."""
    return Text(analyzer="whitespace", index_options=index_options, **options)


def mapping() -> Mapping:
    """Compile ``search.schema`` to the strict mapping of one index.

    Analysed text is searched but not stored; ``_source`` keeps what results and comparisons read.
    """
    compiled = Mapping()
    for name in schema.TEXT_FIELDS:
        if name == PREFIX_FIELD:
            # Suggestions ask for beginnings of titles.
            options = {"index_prefixes": {"min_chars": 1, "max_chars": 12}}
        else:
            options = {"norms": True}
        compiled.field(name, _terms_field("freqs", **options))
    compiled.field(schema.PAIR_FIELD, _terms_field("docs", norms=False))
    for name in (*schema.CODE_WEIGHTS, *schema.FILTERS, "key"):
        compiled.field(name, Keyword())
    for name in schema.INTEGERS:
        compiled.field(name, Long())
    compiled.field("boost", Float())
    compiled.field("source", Object(enabled=False))
    compiled.meta("dynamic", "strict")
    compiled.meta("_source", includes=["key", "version", "mark", "source"])
    return compiled


# What the texts and lists of an item are made of, by its own example.
_EXAMPLE = SearchItem(key="", title="")
_KINDS = {
    kept.name: type(value)
    for kept in dataclasses.fields(SearchItem)
    if isinstance(value := getattr(_EXAMPLE, kept.name), str | tuple)
}


def item_of(source: Any) -> SearchItem:
    """The item of an answer. Raises ValueError, TypeError or KeyError when it is none."""
    item = SearchItem.from_source(source)
    for name, kind in _KINDS.items():
        value = getattr(item, name)
        if not isinstance(value, kind) or (kind is tuple and not all(isinstance(key, str) for key in value)):
            raise ValueError(f"{name} of an item is {value!r:.60}")
    return item


def action_of(alias: str, change: Change) -> dict[str, Any]:
    """One write; behind an alias that is gone, the server must not make an index of its own."""
    action: dict[str, Any] = {
        "_index": alias,
        "require_alias": True,
        "_id": change.key,
        "version": change.version,
        "version_type": "external_gte",
    }
    if isinstance(change, Removal):
        return action | {"_op_type": "delete"}
    return action | {"_op_type": "index", "_source": schema.document(change)}
