"""Delivers changes in the database to the indexes, through the outbox.

Outbox rows are written in the transaction of the change. After the commit the embedded index of this
host is updated at once unless there are many changes; the rest is done by the worker, so that
publishing never waits. The worker delivers every minute whatever is still waiting.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from cms.outbox import UnreachableError, drain
from search import connection
from search.engines.base import Engine, EngineError
from search.index_changes import build_changes, index_name
from search.models import IndexRow
from search.rebuild import BusyError, Difference, Progress, no_progress, refill

logger = logging.getLogger(__name__)

# Up to so many changes are delivered in the request that made them, more of them by the worker.
AT_ONCE = 100
# Elasticsearch does not answer readers while a change has been waiting for longer than this.
BEHIND = timedelta(seconds=5)


def mark_changed(index: str, keys: Iterable[str]) -> None:
    """Note a change of those keys for every target of an index, and deliver it after the commit."""
    changed = list(keys)
    if not changed:
        return
    IndexRow.objects.mark_changed(connection.targets(index), changed)
    transaction.on_commit(deliver_soon, robust=True)


def local_targets() -> list[str]:
    """Return the targets that this host delivers to: its embedded indexes, and Elasticsearch."""
    every = [*connection.targets(connection.PUBLIC), *connection.targets(connection.STAFF)]
    return [target for target in every if connection.is_local(target)]


def deliver_soon() -> None:
    """Deliver a few changes to the embedded indexes now, everything else by tasks of the worker."""
    for target in local_targets():
        due = IndexRow.objects.due(target, timezone.now())[: AT_ONCE + 1].count()
        if due and connection.is_embedded(target) and due <= AT_ONCE and connection.is_usable(target):
            deliver(target)
        elif due:
            deliver_task.enqueue(target)


def deliver_all() -> None:
    """Deliver everything due on this host; called every minute. Elasticsearch is delivered to by a task."""
    for target in local_targets():
        if connection.is_embedded(target):
            deliver(target)
        else:
            deliver_task.enqueue(target)


@task()
def deliver_task(target: str) -> None:
    deliver(target)


def deliver(target: str) -> int:
    """Deliver what is due to a target; return the number of rows. Never raises for a failing engine.

    A missing index, or one of an older schema, is rebuilt first. If another process holds the write
    lock the rows are left to it.
    """
    engine = connection.writable_engine(target)
    remote = not connection.is_embedded(target)
    if engine is None or (remote and connection.is_paused()):
        return 0
    try:
        if not engine.usable():
            refill(engine, target)
        return _deliver_batches(engine, target)
    except BusyError:
        return 0
    except EngineError as error:
        logger.warning("%s cannot be written to: %s", target, error)
        if remote:
            connection.note_failure()
        # They stay due: the next delivery checks again whether the index is back.
        IndexRow.objects.filter(pk__in=IndexRow.objects.due(target, timezone.now()).values("pk")).update(
            answer=_("Chưa liên lạc được với chỉ mục này.")
        )
    except DatabaseError:
        logger.exception("The outbox of %s cannot be read", target)
    return 0


def _deliver_batches(engine: Engine, target: str) -> int:
    """Deliver batch by batch until nothing is due or the engine fails.

    The outbox is read again after the lock is released, so that a row written meanwhile is delivered.
    """
    done = 0
    failures: list[EngineError] = []

    def write(rows: Sequence[IndexRow]) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        try:
            versions = {row.key: row.version for row in rows}
            changes = list(build_changes(index_name(target), versions, refused))
            return refused | engine.write(changes)
        except EngineError as error:
            failures.append(error)
            raise UnreachableError(str(error)) from error

    while IndexRow.objects.due(target, timezone.now()).exists():
        with engine.lock() as locked:
            if not locked:
                return done
            done += drain(IndexRow, target, write)
        if failures:
            if not connection.is_embedded(target):
                connection.note_failure()
            return done
    return done


def is_behind(target: str) -> bool:
    """Return whether a change, dead letters included, has waited for this target longer than ``BEHIND``."""
    return IndexRow.objects.pending().filter(target=target, changed__lt=timezone.now() - BEHIND).exists()


def rebuild(target: str, progress: Progress = no_progress) -> int:
    """Replace the index by a new one and deliver what is waiting; return the number of items."""
    engine = _engine(target)
    refill(engine, target, progress)
    deliver(target)
    engine.refresh()
    return engine.count()


def restore_previous(target: str) -> bool:
    """Put the previous index in use again; False if there is none. Compare and repair it afterwards."""
    engine = _engine(target)
    with engine.lock() as locked:
        if not locked:
            raise BusyError(target)
        return engine.restore_previous()


def _engine(target: str) -> Engine:
    engine = connection.writable_engine(target)
    if engine is None:
        raise EngineError(f"{target} is not an index of this host")
    return engine


def repair(target: str, difference: Difference) -> int:
    """Deliver every key that differs again, at a new version; return the number of rows delivered."""
    IndexRow.objects.mark_changed([target], difference.keys)
    return deliver(target)
