"""Once a night each index is compared with the database and mended, so that no drift stays.

Drift is what no signal told of: rows changed behind Django's back, a restored database, a lost disk.
"""

import logging
from datetime import datetime

from django.core.cache import cache
from django_tasks import task

from search.engines.base import EngineError
from search.rebuild import compare
from search.sync import own_targets, repair

logger = logging.getLogger(__name__)

HOUR = 3
REMEMBERED = 20 * 3600


@task()
def reconcile_task(target: str) -> None:
    reconcile(target)


def reconcile(target: str) -> int:
    """Mend what differs between an index and the database; returns how many items did."""
    try:
        difference = compare(target)
    except EngineError as error:
        # An index that cannot be read is the business of its delivery, which says so in the admin.
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
    """Have the worker compare every index of this host once; ``now`` is the local time."""
    if now.hour != HOUR:
        return
    for target in own_targets():
        if cache.add(f"search-reconciled-{target}-{now:%Y-%m-%d}", True, REMEMBERED):
            # Another host's worker may take a task, and has not this host's index.
            (reconcile if "@" in target else reconcile_task.enqueue)(target)
