"""Builds a new index beside the one in use, and compares an index with the database."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db import reset_queries
from django.db.models import F
from django.utils import timezone

from search import connection
from search.engines.base import Build, Change, Engine, EngineError
from search.index_changes import build_changes, create_missing_rows, index_name
from search.items import SearchItem
from search.models import IndexRow

CHUNK = 500
Progress = Callable[[int, int], None]


class BusyError(Exception):
    """Another process is writing to this index."""


def no_progress(done: int, total: int) -> None:
    """Report no progress."""


@dataclass
class _Loaded:
    """The version of each row in the new index, in two integers a row to keep memory small.

    ``pks`` is ascending; ``replayed`` maps rows that were written again, or later, to their version.
    """

    pks: "array[int]" = field(default_factory=lambda: array("Q"))
    versions: "array[int]" = field(default_factory=lambda: array("Q"))
    replayed: dict[int, int] = field(default_factory=dict)

    def version_of(self, pk: int) -> int:
        """Return the version in the new index, or -1."""
        at = bisect_left(self.pks, pk)
        loaded = self.versions[at] if at < len(self.pks) and self.pks[at] == pk else -1
        return self.replayed.get(pk, loaded)

    def stale(self, target: str) -> Iterator[list[IndexRow]]:
        """Yield, in batches, rows that are new or have changed since they were loaded."""
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
    """Fill a new index, replay what changed meanwhile, and swap it in atomically.

    Editors go on publishing: a change made while the new index is filled is written to the old one
    as usual and to the new one by the replay before the swap; a change committed during the swap is
    left pending and delivered right after it. Raises BusyError and EngineError.
    """
    create_missing_rows(target)
    with engine.build() as build:
        loaded = _load(engine, build, target, progress)
        with engine.lock() as locked:
            if not locked:
                raise BusyError(target)
            for rows in loaded.stale(target):
                _write(build.write, target, rows)
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
        _write(build.fill, target, rows)
        loaded.pks.extend(row.pk for row in rows)
        loaded.versions.extend(row.version for row in rows)
        progress(len(loaded.pks), total)
        # With DEBUG on, Django remembers every query.
        reset_queries()
    return loaded


def _write(write: Callable[[Iterable[Change]], None], target: str, rows: list[IndexRow]) -> None:
    """Write the current items of the rows; note rows whose item cannot be built as refused."""
    refused: dict[str, str] = {}
    write(build_changes(index_name(target), {row.key: row.version for row in rows}, refused))
    now = timezone.now()
    for row in rows:
        if row.key in refused:
            row.refuse(refused[row.key], now)
            row.save(update_fields=["answer", "attempts", "refusals", "dead", "next_try"])


def _note_delivered(target: str, loaded: _Loaded) -> None:
    """Mark waiting rows as delivered if the new index has their version."""
    last = 0
    waiting = IndexRow.objects.pending().filter(target=target, attempts=0, dead=False).order_by("pk")
    while rows := list(waiting.filter(pk__gt=last).values_list("pk", "version")[:CHUNK]):
        last = rows[-1][0]
        by_version: dict[int, list[int]] = defaultdict(list)
        for pk, version in rows:
            if loaded.version_of(pk) == version:
                by_version[version].append(pk)
        for version, pks in by_version.items():
            IndexRow.objects.filter(pk__in=pks, version=version).update(delivered=version)


def _leave_pending(target: str, loaded: _Loaded) -> None:
    """Mark rows as pending that changed during the swap and reached the old index only."""
    for rows in loaded.stale(target):
        IndexRow.objects.filter(pk__in=[row.pk for row in rows]).update(delivered=0)
    IndexRow.objects.filter(target=target, delivered=0, version=0).update(version=F("version") + 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Keys missing from the index, keys that do not belong there, keys of another version or content."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    stale: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.stale)

    @property
    def keys(self) -> tuple[str, ...]:
        return self.missing + self.extra + self.stale


def compare(target: str) -> Difference:
    """Compare an index with the database. Raises EngineError without an index on this host."""
    engine = connection.writable_engine(target)
    if engine is None or not engine.usable():
        raise EngineError(f"{target} is not an index of this host, or not there yet")
    create_missing_rows(target)
    engine.refresh()
    stored = {key: (version, checksum) for key, version, checksum in engine.stored_versions()}
    missing, stale = [], []
    last = 0
    while rows := list(IndexRow.objects.filter(target=target, pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        versions = {row.key: row.version for row in rows}
        items = (
            change
            for change in build_changes(index_name(target), versions, {})
            if isinstance(change, SearchItem)
        )
        for item in items:
            version_and_checksum = stored.pop(item.key, None)
            if version_and_checksum is None:
                missing.append(item.key)
            elif version_and_checksum != (versions[item.key], item.checksum):
                stale.append(item.key)
    return Difference(tuple(missing), tuple(sorted(stored)), tuple(stale))
