"""A new index beside the old one, and the comparison of an index with the database."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from search import connection
from search.engines.base import Build, Engine, EngineError
from search.models import IndexRow
from search.sync import built, deliver, enlist, index_of

CHUNK = 500
Progress = Callable[[int, int], None]


class BusyError(Exception):
    """Somebody else is writing to this index."""


def _no_progress(done: int, total: int) -> None:
    """Nobody is looking."""


@dataclass
class _Loaded:
    """Which version of which row went into the new index: two numbers a row, whatever the size."""

    pks: "array[int]"
    versions: "array[int]"

    def stale(self, target: str) -> Iterator[list[IndexRow]]:
        """Rows that have changed since they were loaded, and rows that are new."""
        at, batch = 0, []
        for row in IndexRow.objects.filter(target=target).order_by("pk").iterator(CHUNK):
            while at < len(self.pks) and self.pks[at] < row.pk:
                at += 1
            if at == len(self.pks) or self.pks[at] != row.pk or self.versions[at] != row.version:
                batch.append(row)
            if len(batch) == CHUNK:
                yield batch
                batch = []
        if batch:
            yield batch


def rebuild(target: str, progress: Progress = _no_progress) -> int:
    """Fill a new index, replay what changed meanwhile, put it in place at once; returns its items.

    Editors go on publishing: a change made while the new index is filled is written to the old one
    as ever, and to the new one by the replay before the swap; what is committed during the swap
    itself is left pending and delivered right after it.
    """
    engine = connection.writable(target)
    if engine is None:
        raise EngineError(f"{target} is not an index of this host")
    enlist(target)
    with engine.build() as build:
        loaded = _load(engine, build, target, progress)
        with engine.lock() as held:
            if not held:
                raise BusyError(target)
            for rows in loaded.stale(target):
                _write(build, target, rows)
                _remember(loaded, rows)
            build.swap()
        _leave_pending(target, loaded)
    deliver(target)
    engine.refresh()
    return engine.count()


def _load(engine: Engine, build: Build, target: str, progress: Progress) -> _Loaded:
    loaded = _Loaded(array("Q"), array("Q"))
    total = IndexRow.objects.filter(target=target).count()
    last = 0
    while rows := list(IndexRow.objects.filter(target=target, pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        _write(build, target, rows)
        loaded.pks.extend(row.pk for row in rows)
        loaded.versions.extend(row.version for row in rows)
        progress(len(loaded.pks), total)
    return loaded


def _write(build: Build, target: str, rows: list[IndexRow]) -> None:
    refused: dict[str, str] = {}
    build.write(built(index_of(target), {row.key: row.version for row in rows}, refused))
    now = timezone.now()
    for row in rows:
        if row.key in refused:
            row.refuse(refused[row.key], now)
            row.save(update_fields=["answer", "attempts", "dead", "next_try"])


def _remember(loaded: _Loaded, rows: list[IndexRow]) -> None:
    known = {pk: at for at, pk in enumerate(loaded.pks)} if rows else {}
    for row in rows:
        if row.pk in known:
            loaded.versions[known[row.pk]] = row.version
        else:
            loaded.pks.append(row.pk)
            loaded.versions.append(row.version)


def _leave_pending(target: str, loaded: _Loaded) -> None:
    """Rows that changed in the last moment were told to the old index only: tell them again."""
    for rows in loaded.stale(target):
        IndexRow.objects.filter(pk__in=[row.pk for row in rows]).update(delivered=0)
    IndexRow.objects.filter(target=target, delivered=0, version=0).update(version=F("version") + 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys that the index lacks, keys it should not hold, keys whose version is another."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    stale: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.stale)

    @property
    def keys(self) -> tuple[str, ...]:
        return self.missing + self.extra + self.stale


def compare(target: str) -> Difference:
    """What the index holds against what the database says it should."""
    engine = connection.writable(target)
    if engine is None:
        raise EngineError(f"{target} is not an index of this host")
    engine.ensure()
    enlist(target)
    engine.refresh()
    held = dict(engine.versions())
    missing, stale = [], []
    last = 0
    while rows := list(IndexRow.objects.filter(target=target, pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        versions = {row.key: row.version for row in rows}
        should = {change.key for change in built(index_of(target), versions, {}) if hasattr(change, "title")}
        for key, version in versions.items():
            found = held.pop(key, None) if key in should else None
            if key in should and found is None:
                missing.append(key)
            elif key in should and found != version:
                stale.append(key)
    return Difference(tuple(missing), tuple(sorted(held)), tuple(stale))


def repair(target: str, difference: Difference) -> int:
    """Have every key that differs delivered once more, at a new version; returns how many were."""
    IndexRow.objects.touch([target], difference.keys)
    return deliver(target)
