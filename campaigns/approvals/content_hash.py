"""SHA-256 of the content of a page or revision: the value that ties an approval to one exact text."""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

# Fields that change without an edit of the text: keys, positions in the tree, times, locks.
VOLATILE = {
    "alias_of",
    "code",
    "comments",
    "content_type",
    "depth",
    "draft_title",
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "locale",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
    "owner",
    "path",
    "pk",
    "show_in_menus",
    "translation_key",
    "url_path",
    "wagtail_admin_comments",
}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
TERMS = {"audience_items", "region_items", "topic_items", "channel_items", "movement_items"}


def content_hash(data: dict[str, Any], streams: Collection[str] = ()) -> str:
    """SHA-256 (hex) of a page's ``serializable_data()`` without its volatile and its empty fields.

    ``streams`` names the fields that hold JSON as text; a database may return its keys in another order.

    Empty values are left out so that a field added by a later release does not change the hash of texts
    that were approved before.
    """
    content: dict[str, Any] = {}
    for name, value in data.items():
        if name in VOLATILE:
            continue
        if name in TERMS:
            content[name] = sorted(item["tag"] for item in value)
        elif name in streams:
            content[name] = json.loads(value)
        elif isinstance(value, list):
            content[name] = _children(value)
        else:
            content[name] = value
    text = json.dumps(_without_empty(content), sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def _children(items: list[Any]) -> list[Any]:
    """Child rows in their order without database keys; keys of many-to-many relations sorted."""
    if not all(isinstance(item, dict) for item in items):
        return sorted(items)
    return [{name: value for name, value in item.items() if name not in ("pk", "page")} for item in items]


def _without_empty(value: Any) -> Any:
    """The value without empty parts at any depth; list items keep their positions, 0 counts as filled."""
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if isinstance(value, dict):
        filled = {name: _without_empty(item) for name, item in value.items()}
        return {name: item for name, item in filled.items() if item is not False and item not in _EMPTY}
    return value


def _stream_fields(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if isinstance(field, StreamField)}


def page_hash(page: Page) -> str:
    """The content hash of the page as it stands in memory."""
    return content_hash(page.serializable_data(), _stream_fields(type(page)))


def revision_hash(revision: Revision) -> str:
    """The content hash of the page stored in the revision, read from its JSON without building the page."""
    model = revision.content_type.model_class()
    return content_hash(revision.content, _stream_fields(model) if model else ())
