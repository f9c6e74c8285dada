"""From a change in the database to both engines: which keys it touches, and their delivery.

Rows of the outbox are written in the transaction of the change. Once it is committed the embedded
index of this host is brought up to date at once, unless that is much; the rest is left to the
worker, so that publishing never waits. The minute hand delivers whatever is still waiting.
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
from search.changes import built, index_of
from search.engines.base import Engine, EngineError
from search.models import IndexRow
from search.rebuild import BusyError, Difference, Progress, no_progress, refill

logger = logging.getLogger(__name__)

# So many changes are delivered in the request that made them; more of them by the worker.
AT_ONCE = 100
# An engine that has not heard of a change for so long does not answer readers.
BEHIND = timedelta(seconds=5)


def touch(index: str, keys: Iterable[str]) -> None:
    """Note a change of those keys for every target of an index, and deliver it after the commit."""
    wanted = list(keys)
    if not wanted:
        return
    IndexRow.objects.touch(connection.targets(index), wanted)
    transaction.on_commit(deliver_soon, robust=True)


def own_targets() -> list[str]:
    """The targets that this host delivers to: its own embedded indexes, and Elasticsearch."""
    every = [*connection.targets(connection.PUBLIC), *connection.targets(connection.STAFF)]
    return [target for target in every if connection.is_ours(target)]


def deliver_soon() -> None:
    """A few changes of the embedded indexes at once, all else by tasks: no editor waits for it."""
    for target in own_targets():
        due = IndexRow.objects.due(target, timezone.now())[: AT_ONCE + 1].count()
        if due and connection.is_embedded(target) and due <= AT_ONCE and connection.is_usable(target):
            deliver(target)
        elif due:
            deliver_task.enqueue(target)


def deliver_all() -> None:
    """All that waits for this host: what the minute hand calls. A server is left to the worker's tasks."""
    for target in own_targets():
        if connection.is_embedded(target):
            deliver(target)
        else:
            deliver_task.enqueue(target)


@task()
def deliver_task(target: str) -> None:
    deliver(target)


def deliver(target: str) -> int:
    """Deliver what is due to a target; returns how many rows. Never raises for an engine's failure.

    An index that is gone, or of an older schema, is filled anew first. Somebody else may be
    delivering: then the rows are left to them.
    """
    engine = connection.writable(target)
    remote = not connection.is_embedded(target)
    if engine is None or (remote and connection.resting()):
        return 0
    try:
        if not engine.usable():
            refill(engine, target)
        return _drained(engine, target)
    except BusyError:
        return 0
    except EngineError as error:
        logger.warning("%s cannot be written to: %s", target, error)
        if remote:
            connection.note_failure()
        # They stay due: whoever knocks next finds out at once whether the index is back.
        IndexRow.objects.filter(pk__in=IndexRow.objects.due(target, timezone.now()).values("pk")).update(
            answer=_("Chưa liên lạc được với chỉ mục này.")
        )
    except DatabaseError:
        logger.exception("The outbox of %s cannot be read", target)
    return 0


def _drained(engine: Engine, target: str) -> int:
    """Deliver batch by batch, until nothing is due or the engine fails.

    After letting go of the lock it looks again, so a row written meanwhile is not left over.
    """
    done = 0
    failed: list[EngineError] = []

    def tell(rows: Sequence[IndexRow]) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        try:
            told = list(built(index_of(target), {row.key: row.version for row in rows}, refused))
            return refused | engine.write(told)
        except EngineError as error:
            failed.append(error)
            raise UnreachableError(str(error)) from error

    while IndexRow.objects.due(target, timezone.now()).exists():
        with engine.lock() as held:
            if not held:
                return done
            done += drain(IndexRow, target, tell)
        if failed:
            if not connection.is_embedded(target):
                connection.note_failure()
            return done
    return done


def is_behind(target: str) -> bool:
    """Whether a change has waited for this target for longer than a moment, dead letters included."""
    return IndexRow.objects.pending().filter(target=target, changed__lt=timezone.now() - BEHIND).exists()


def rebuild(target: str, progress: Progress = no_progress) -> int:
    """A new index in the place of the old, and what was waiting; returns its items."""
    engine = _own(target)
    refill(engine, target, progress)
    deliver(target)
    engine.refresh()
    return engine.count()


def go_back(target: str) -> bool:
    """The index before this one in use again; False if there is none. Compare and repair it then."""
    engine = _own(target)
    with engine.lock() as held:
        if not held:
            raise BusyError(target)
        return engine.go_back()


def _own(target: str) -> Engine:
    engine = connection.writable(target)
    if engine is None:
        raise EngineError(f"{target} is not an index of this host")
    return engine


def repair(target: str, difference: Difference) -> int:
    """Have every key that differs delivered once more, at a new version; returns how many were."""
    IndexRow.objects.touch([target], difference.keys)
    return deliver(target)
