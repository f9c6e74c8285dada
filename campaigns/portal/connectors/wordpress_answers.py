"""Reading the answers of WordPress's REST API."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from campaigns.portal.http.client import Answer
from campaigns.portal.http.errors import RefusedError


def row_of(answer: Answer) -> dict[str, Any]:
    """Return the object of an answer; raises ``RefusedError`` when it has no number."""
    body = answer.json()
    if not isinstance(body, dict) or not isinstance(body.get("id"), int):
        raise RefusedError(_("Cổng trả về dữ liệu không phải của WordPress."), answer.status)
    return body


def rows_of(body: Any) -> list[dict[str, Any]]:
    """Return the objects of a list that have a number; raises ``RefusedError`` when it is no list."""
    if not isinstance(body, list):
        raise RefusedError(_("Cổng trả về dữ liệu không phải của WordPress."))
    return [row for row in body if isinstance(row, dict) and isinstance(row.get("id"), int)]


def is_deleted(answer: Answer) -> bool:
    """Return whether WordPress itself reports a missing post; a 404 of a moved site does not count."""
    if answer.status == 410:
        return True
    try:
        body = answer.json() if answer.status == 404 else None
    except RefusedError:
        return False
    return isinstance(body, dict) and body.get("code") == "rest_post_invalid_id"


def marker_of(post: Mapping[str, Any]) -> str:
    """Return a hash of the content of a post, which changes when the post is edited on the portal."""
    values = [raw(post.get(name)) for name in ("title", "content", "excerpt", "status", "featured_media")]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def raw(value: Any) -> Any:
    """Return a field as it was sent, without the rendering that WordPress adds."""
    return value.get("raw", value.get("rendered")) if isinstance(value, dict) else value
