"""What has ended leaves the index by itself; until then searches already pass it over."""

from django.utils import timezone

from search import connection
from search.builder import PAGE_KEY
from search.engines.base import EngineError
from search.sync import touch

AT_ONCE = 500


def pass_expired() -> int:
    """Have every item taken out whose time is over; returns how many there were."""
    now = int(timezone.now().timestamp())
    try:
        keys = connection.embedded(connection.PUBLIC).ended(now, AT_ONCE)
    except EngineError:
        return 0
    touch(connection.PUBLIC, [key for key in keys if key.startswith(f"{PAGE_KEY}:")])
    return len(keys)
