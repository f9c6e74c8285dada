"""Compares each index with the database once a night and repairs the differences.

Differences arise where no signal was sent: raw SQL, a restored database, a lost disk.
"""

import logging
from datetime import datetime

from django.core.cache import cache
from django_tasks import task

from search.engines.base import EngineError
from search.rebuild import compare
from search.sync import local_targets, repair

logger = logging.getLogger(__name__)

HOUR = 3
MARK_SECONDS = 20 * 3600


@task()
def reconcile_task(target: str) -> None:
    reconcile(target)


def reconcile(target: str) -> int:
    """Repair the differences between an index and the database; return their number."""
    try:
        difference = compare(target)
    except EngineError as error:
        # The admin's outbox page shows that the index cannot be reached; its next delivery rebuilds it.
        logger.warning("%s is not compared tonight: %s", target, error)
        return 0
    if not difference:
        return 0
    logger.warning(
        "%s differed from the database: %d missing, %d extra, %d old",
        target,
        len(difference.missing),
        len(difference.extra),
        len(difference.stale),
    )
    return repair(target, difference)


def reconcile_at_night(now: datetime) -> None:
    """Enqueue one comparison of every index of this host; ``now`` is the local time."""
    if now.hour != HOUR:
        return
    for target in local_targets():
        if cache.add(f"search-reconciled-{target}-{now:%Y-%m-%d}", True, MARK_SECONDS):
            # A task may run on the worker of another host, which does not have this host's index.
            (reconcile if "@" in target else reconcile_task.enqueue)(target)
