"""Removes expired items from the public index; searches pass them over in the meantime."""

from django.utils import timezone

from search import connection
from search.builder import PAGE_KEY
from search.engines.base import EngineError
from search.sync import mark_changed

MAX_REMOVALS = 500


def remove_expired() -> int:
    """Enqueue the removal of items whose ``valid_until`` is past; return their number."""
    now = int(timezone.now().timestamp())
    try:
        keys = connection.embedded(connection.PUBLIC).expired_keys(now, MAX_REMOVALS)
    except EngineError:
        return 0
    mark_changed(connection.PUBLIC, [key for key in keys if key.startswith(f"{PAGE_KEY}:")])
    return len(keys)
