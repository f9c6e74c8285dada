"""The schema as an Elasticsearch mapping, and items as its documents."""

import dataclasses
from typing import Any

from elasticsearch_dsl import Float, Keyword, Long, Mapping, Object, Text

from search import schema
from search.engines.base import Change, Removal
from search.items import SearchItem

PREFIX_FIELD, PREFIXES = "title_fold", {"min_chars": 1, "max_chars": 12}


def _terms_field(index_options: str, **options: Any) -> Text:
    """A field of terms joined by spaces, analysed by nothing but white space."""
    return Text(analyzer="whitespace", index_options=index_options, **options)


def mapping() -> Mapping:
    """Compile ``search.schema`` to the strict mapping of one index.

    Analysed text is searched but not stored; ``_source`` keeps what results and comparisons read.
    """
    compiled = Mapping()
    for name in schema.TEXT_FIELDS:
        # Suggestions ask for beginnings of titles.
        options: dict[str, Any] = {"index_prefixes": PREFIXES} if name == PREFIX_FIELD else {"norms": True}
        index_options = "positions" if name in schema.PHRASE_FIELDS.values() else "freqs"
        compiled.field(name, _terms_field(index_options, **options))
    compiled.field(schema.PAIR_FIELD, _terms_field("docs", norms=False))
    for name in (*schema.CODE_WEIGHTS, *schema.FILTERS, "key"):
        compiled.field(name, Keyword())
    for name in schema.INTEGERS:
        compiled.field(name, Long())
    compiled.field("boost", Float())
    compiled.field("source", Object(enabled=False))
    compiled.meta("dynamic", "strict")
    compiled.meta("_source", includes=["key", "version", "checksum", "source"])
    return compiled


# The types of an item's texts and lists.
_EXAMPLE = SearchItem(key="", title="")
_TYPES = {
    field.name: type(value)
    for field in dataclasses.fields(SearchItem)
    if isinstance(value := getattr(_EXAMPLE, field.name), str | tuple)
}


def item_from_source(source: Any) -> SearchItem:
    """Return the item of a stored source. Raises ValueError, TypeError or KeyError for anything else."""
    item = SearchItem.from_source(source)
    for name, expected in _TYPES.items():
        value = getattr(item, name)
        if not isinstance(value, expected) or (
            expected is tuple and not all(isinstance(key, str) for key in value)
        ):
            raise ValueError(f"{name} of an item is {value!r:.60}")
    return item


def action_of(alias: str, change: Change) -> dict[str, Any]:
    """Return one write as a bulk action; the server must not create an index for a missing alias."""
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
