"""From a change in the database to both engines: which keys it touches, and their delivery.

Rows of the outbox are written in the transaction of the change. Once it is committed the embedded
index of this host is brought up to date at once; Elasticsearch is left to the worker, so that
publishing never waits for a server. The minute tick delivers whatever is still waiting.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from cms.outbox import UnreachableError, drain
from search import connection
from search.builder import public_items
from search.engines.base import Change, Engine, EngineError, Removal
from search.items import SearchItem
from search.keys import known_keys
from search.models import IndexRow
from search.staff import staff_items

logger = logging.getLogger(__name__)

ENLISTED_AT_ONCE = 2_000


def items(index: str, versions: Mapping[str, int]) -> Iterable[SearchItem]:
    """The items of those keys as they stand now; a key that has none is not given."""
    return public_items(versions) if index == connection.PUBLIC else staff_items(versions)


def index_of(target: str) -> str:
    return target.partition(":")[2].partition("@")[0]


def changes(index: str, versions: Mapping[str, int]) -> list[Change]:
    """What an index must be told: the item of each key, or that the key is gone."""
    found: dict[str, Change] = {item.key: item for item in items(index, versions)}
    return [found.get(key) or Removal(key, version) for key, version in versions.items()]


def touch(index: str, keys: Iterable[str]) -> None:
    """Note a change of those keys for every target of an index, and deliver it after the commit."""
    wanted = list(keys)
    if not wanted:
        return
    IndexRow.objects.touch(connection.targets(index), wanted)
    transaction.on_commit(deliver_soon, robust=True)


def deliver_soon() -> None:
    """The embedded indexes at once, the others by a task; nothing here can make a publish fail."""
    for target in own_targets():
        if target.startswith("embedded:"):
            deliver(target)
        else:
            deliver_task.enqueue(target)


@task()
def deliver_task(target: str) -> None:
    deliver(target)


def own_targets() -> list[str]:
    """The targets that this host delivers to: its own embedded indexes, and Elasticsearch."""
    every = [*connection.targets(connection.PUBLIC), *connection.targets(connection.STAFF)]
    return [target for target in every if connection.is_ours(target)]


def deliver(target: str) -> int:
    """Deliver what is due to a target; returns how many rows. Never raises for an engine's failure.

    Somebody else may be delivering: then the rows are left to them. They look again after letting
    go of the lock, so a row written meanwhile is not left over.
    """
    engine = connection.writable(target)
    remote = target.startswith("elasticsearch:")
    if engine is None or (remote and connection.resting()):
        return 0
    done = 0
    try:
        while True:
            with engine.lock() as held:
                if not held:
                    return done
                tell = _deliver_to(engine, target) if _ready(engine, target) else _nobody_there
                done += drain(IndexRow, target, tell)
            if not IndexRow.objects.due(target, timezone.now()).exists():
                return done
    except DatabaseError:
        logger.exception("The outbox of %s cannot be read", target)
    return done


def _deliver_to(engine: Engine, target: str) -> Callable[[Sequence[IndexRow]], Mapping[str, str]]:
    def tell(rows: Sequence[IndexRow]) -> Mapping[str, str]:
        refused: dict[str, str] = {}
        try:
            told = list(built(index_of(target), {row.key: row.version for row in rows}, refused))
            return refused | engine.write(told)
        except EngineError as error:
            raise UnreachableError(str(error)) from error

    return tell


def _ready(engine: Engine, target: str) -> bool:
    """Whether the index can be written to; one that is gone is made, and everything told to it."""
    try:
        if engine.ensure():
            start_over(target)
    except EngineError as error:
        logger.warning("%s cannot be written to: %s", target, error)
        if target.startswith("elasticsearch:"):
            connection.note_failure()
        return False
    return True


def _nobody_there(rows: Sequence[IndexRow]) -> Mapping[str, str]:
    raise UnreachableError(_("Chưa liên lạc được với chỉ mục này."))


def built(index: str, versions: Mapping[str, int], refused: dict[str, str]) -> Iterator[Change]:
    """The changes of those keys; what cannot describe itself goes to ``refused`` and stops no other."""
    try:
        yield from changes(index, versions)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("A batch of items cannot be built; trying them one by one")
        for key, version in versions.items():
            try:
                yield from changes(index, {key: version})
            except DatabaseError:
                raise
            except Exception as error:
                logger.exception("%s cannot be built", key)
                refused[key] = f"{type(error).__name__}: {error}"


def start_over(target: str) -> None:
    """A new, empty index: everything there is must be told once more."""
    enlist(target)
    IndexRow.objects.filter(target=target).update(delivered=0, next_try=timezone.now())


def enlist(target: str) -> None:
    """Give every item a row, also those that were loaded behind the signals' back."""
    batch: list[IndexRow] = []
    for key in known_keys(index_of(target)):
        batch.append(IndexRow(target=target, key=key, version=1))
        if len(batch) == ENLISTED_AT_ONCE:
            IndexRow.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
    IndexRow.objects.bulk_create(batch, ignore_conflicts=True)
