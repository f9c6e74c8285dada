"""The schema data as an elasticsearch_dsl document: fields, mapping, and one write as an action."""

import dataclasses
from typing import Any

from elasticsearch_dsl import Document, field

from search import schema
from search.engines.base import Change, Removal
from search.items import SearchItem


def _terms_field(positions: str) -> field.Text:
    return field.Text(analyzer="whitespace", index_options=positions, norms=positions == "freqs")


def _fields() -> dict[str, Any]:
    fields: dict[str, Any] = {name: _terms_field("freqs") for name in schema.TEXT_FIELDS}
    # Suggestions ask for beginnings of titles.
    fields["title_fold"] = field.Text(
        analyzer="whitespace", index_options="freqs", index_prefixes={"min_chars": 1, "max_chars": 12}
    )
    fields[schema.PAIR_FIELD] = _terms_field("docs")
    fields |= {name: field.Keyword() for name in (*schema.CODE_WEIGHTS, *schema.FILTERS, "key")}
    fields |= {name: field.Long() for name in schema.INTEGERS}
    fields["boost"] = field.Float()
    fields["source"] = field.Object(enabled=False)
    return fields


class ItemDocument(Document):
    """The schema data as an Elasticsearch document; its fields are those of ``search.schema``."""

    class Meta:
        dynamic = "strict"

    class Index:
        name = "chungtay"


for _name, _field in _fields().items():
    ItemDocument._doc_type.mapping.field(_name, _field)


# What the texts and lists of an item are made of, by its own example.
_EXAMPLE = SearchItem(key="", title="")
_KINDS = {
    kept.name: type(value)
    for kept in dataclasses.fields(SearchItem)
    if isinstance(value := getattr(_EXAMPLE, kept.name), str | tuple)
}


def mapping() -> dict[str, Any]:
    """The mapping of one index; analysed text is searched but not kept, ``source`` is kept."""
    compiled: dict[str, Any] = ItemDocument._doc_type.mapping.to_dict()
    compiled["dynamic"] = "strict"
    compiled["_source"] = {"includes": ["key", "version", "mark", "source"]}
    return compiled


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
