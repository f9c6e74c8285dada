"""A new index beside the old one, and the comparison of an index with the database."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import reset_queries
from django.db.models import F
from django.utils import timezone

from search import connection
from search.changes import built, enlist, index_of
from search.engines.base import Build, Change, Engine, EngineError
from search.items import SearchItem
from search.models import IndexRow

CHUNK = 500
Progress = Callable[[int, int], None]


class BusyError(Exception):
    """Somebody else is writing to this index."""


def no_progress(done: int, total: int) -> None:
    """Nobody is looking."""


@dataclass
class _Loaded:
    """Which version of which row went into the new index: two numbers a row, whatever the size.

    ``pks`` grows in order; ``replayed`` holds the rows that were told once more, or later.
    """

    pks: "array[int]" = field(default_factory=lambda: array("Q"))
    versions: "array[int]" = field(default_factory=lambda: array("Q"))
    replayed: dict[int, int] = field(default_factory=dict)

    def version_of(self, pk: int) -> int:
        """The version that was told, or -1."""
        at = bisect_left(self.pks, pk)
        told = self.versions[at] if at < len(self.pks) and self.pks[at] == pk else -1
        return self.replayed.get(pk, told)

    def stale(self, target: str) -> Iterator[list[IndexRow]]:
        """Rows that have changed since they were loaded, and rows that are new."""
        batch = []
        for row in IndexRow.objects.filter(target=target).order_by("pk").iterator(CHUNK):
            if self.version_of(row.pk) != row.version:
                batch.append(row)
            if len(batch) == CHUNK:
                yield batch
                batch = []
        if batch:
            yield batch


def refill(engine: Engine, target: str, progress: Progress = no_progress) -> None:
    """Fill a new index, replay what changed meanwhile, put it in place at once.

    Editors go on publishing: a change made while the new index is filled is written to the old one
    as ever, and to the new one by the replay before the swap; what is committed during the swap
    itself is left pending, to be delivered right after it. Raises BusyError and EngineError.
    """
    enlist(target)
    with engine.build() as build:
        loaded = _load(engine, build, target, progress)
        with engine.lock() as held:
            if not held:
                raise BusyError(target)
            for rows in loaded.stale(target):
                _tell(build.write, target, rows)
                loaded.replayed |= {row.pk: row.version for row in rows}
            build.swap()
        _note_delivered(target, loaded)
        _leave_pending(target, loaded)


def _load(engine: Engine, build: Build, target: str, progress: Progress) -> _Loaded:
    loaded = _Loaded()
    total = IndexRow.objects.filter(target=target).count()
    last = 0
    while rows := list(IndexRow.objects.filter(target=target, pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        _tell(build.fill, target, rows)
        loaded.pks.extend(row.pk for row in rows)
        loaded.versions.extend(row.version for row in rows)
        progress(len(loaded.pks), total)
        # With DEBUG on, Django remembers every query.
        reset_queries()
    return loaded


def _tell(tell: Callable[[Iterable[Change]], None], target: str, rows: list[IndexRow]) -> None:
    refused: dict[str, str] = {}
    tell(built(index_of(target), {row.key: row.version for row in rows}, refused))
    now = timezone.now()
    for row in rows:
        if row.key in refused:
            row.refuse(refused[row.key], now)
            row.save(update_fields=["answer", "attempts", "refusals", "dead", "next_try"])


def _note_delivered(target: str, loaded: _Loaded) -> None:
    """What was waiting and is in the new index need not be told again, unless it changes just now."""
    last = 0
    waiting = IndexRow.objects.pending().filter(target=target, attempts=0, dead=False).order_by("pk")
    while rows := list(waiting.filter(pk__gt=last).values_list("pk", "version")[:CHUNK]):
        last = rows[-1][0]
        told: dict[int, list[int]] = defaultdict(list)
        for pk, version in rows:
            if loaded.version_of(pk) == version:
                told[version].append(pk)
        for version, pks in told.items():
            IndexRow.objects.filter(pk__in=pks, version=version).update(delivered=version)


def _leave_pending(target: str, loaded: _Loaded) -> None:
    """Rows that changed in the last moment were told to the old index only: tell them again."""
    for rows in loaded.stale(target):
        IndexRow.objects.filter(pk__in=[row.pk for row in rows]).update(delivered=0)
    IndexRow.objects.filter(target=target, delivered=0, version=0).update(version=F("version") + 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys that the index lacks, keys it should not hold, keys whose version or content is another."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    stale: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.stale)

    @property
    def keys(self) -> tuple[str, ...]:
        return self.missing + self.extra + self.stale


def compare(target: str) -> Difference:
    """What the index holds against what the database says it should. Raises EngineError without an index."""
    engine = connection.writable(target)
    if engine is None or not engine.usable():
        raise EngineError(f"{target} is not an index of this host, or not there yet")
    enlist(target)
    engine.refresh()
    held = {key: (version, mark) for key, version, mark in engine.held()}
    missing, stale = [], []
    last = 0
    while rows := list(IndexRow.objects.filter(target=target, pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        versions = {row.key: row.version for row in rows}
        items = (change for change in built(index_of(target), versions, {}) if isinstance(change, SearchItem))
        for item in items:
            found = held.pop(item.key, None)
            if found is None:
                missing.append(item.key)
            elif found != (versions[item.key], item.mark):
                stale.append(item.key)
    return Difference(tuple(missing), tuple(sorted(held)), tuple(stale))
