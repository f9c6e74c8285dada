"""The embedded engine, Tantivy inside the process: the default, and the fallback of Elasticsearch."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import tantivy
from tantivy import Query

from search.engines import tantivy_query
from search.engines.base import Change, Choice, EngineError, Removal, Request, Results
from search.engines.generations import Generations
from search.engines.tantivy_index import Reader, compile_schema, item_at, search, tantivy_document
from search.items import SearchItem
from search.schema import PAIR_FIELD

HEAP = 30_000_000
BUILD_HEAP = 120_000_000
BATCH = 5_000
ResultT = TypeVar("ResultT")


class Embedded:
    """An index directory under ``root``; many readers, one writer at a time, on one machine."""

    def __init__(self, root: Path) -> None:
        self.generations = Generations(root)
        self._reader: Reader | None = None
        self._state: tuple[Any, ...] = ()
        self._opening = threading.Lock()

    def usable(self) -> bool:
        path = self.generations.current()
        if path is None or not path.name.startswith(self.generations.prefix):
            return False
        try:
            self.reader()
        except EngineError:
            return False
        return True

    def ensure(self) -> None:
        if not self.usable():
            fresh = self.generations.create()
            self._write(fresh, [])
            self.generations.point_to(fresh)

    @contextmanager
    def lock(self) -> Iterator[bool]:
        with self.generations.lock(wait=False) as locked:
            yield locked

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        path = self.generations.current()
        if path is None:
            raise EngineError("there is no index yet")
        latest = {change.key: change for change in changes}
        reader = self.reader() if len(latest) <= BATCH else None
        if reader is not None:
            stored = self._stored_versions(reader, list(latest))
            latest = {key: item for key, item in latest.items() if item.version >= stored.get(key, 0)}
        self._write(path, latest.values())
        return {}

    def _write(self, path: Path, changes: Iterable[Change]) -> None:
        """Open the index, write, commit and wait for merges, so that no stray files are left."""
        for half_written in path.glob(".tmp*"):
            # Left by a killed writer: the holder of the lock is the only writer.
            half_written.unlink(missing_ok=True)
        try:
            index = tantivy.Index(compile_schema(), str(path), reuse=True)
            writer = index.writer(HEAP, 1)
            for change in changes:
                writer.delete_documents_by_term("key", change.key)
                if not isinstance(change, Removal):
                    writer.add_document(tantivy_document(change))
            writer.commit()
            writer.wait_merging_threads()
        except (ValueError, OSError) as error:
            raise EngineError(f"the index in {path.name} cannot be written: {error}") from error

    def _stored_versions(self, reader: Reader, keys: list[str]) -> dict[str, int]:
        query = Query.term_set_query(reader.schema, "key", keys)
        hits = reader.searcher.search(query, limit=max(len(keys), 1), count=False).hits
        documents = (reader.searcher.doc(address) for _score, address in hits)
        return {found["key"][0]: found["version"][0] for found in documents}

    def reader(self) -> Reader:
        """Return the newest committed state; costs two ``stat`` calls when nothing has changed."""
        state = (os.getpid(), *self.generations.state())
        reader = self._reader
        if reader is not None and state == self._state:
            return reader
        with self._opening:
            path = self.generations.current()
            if path is None:
                raise EngineError("there is no index yet")
            self._reader, self._state = Reader(path), state
            return self._reader

    def search(self, request: Request) -> Results:
        return self._answer(lambda reader: search(reader, request))

    def suggest(self, words: Sequence[str], prefix: str, now: int, limit: int) -> list[SearchItem]:
        def answer(reader: Reader) -> list[SearchItem]:
            query = tantivy_query.suggestion(reader, words, prefix, now)
            hits = reader.searcher.search(query, limit=limit, count=False).hits
            return [item_at(reader, address) for _score, address in hits]

        return self._answer(answer)

    def ids(self, groups_query: Callable[[Reader], Query | None], limit: int) -> list[int]:
        """Return primary keys of the documents of a query, best first; read from a column."""

        def answer(reader: Reader) -> list[int]:
            query = groups_query(reader)
            if query is None or not reader.searcher.num_docs:
                return []
            hits = reader.searcher.search(query, limit=limit, count=False).hits
            addresses = [address for _score, address in hits]
            return [int(pk or 0) for pk in reader.searcher.fast_field_values("pk", addresses)]

        return self._answer(answer)

    def listed(self, choices: Iterable[Choice], now: int, offset: int, limit: int) -> list[int]:
        """Return primary keys of what the choices leave, in the order of lists, of one page of results."""

        def answer(reader: Reader) -> list[int]:
            query = tantivy_query.narrowed(reader, Query.all_query(), choices, now)
            hits = reader.searcher.search(
                query, limit=limit, offset=offset, count=False, order_by_field="place_in_lists"
            ).hits
            pks = reader.searcher.fast_field_values("pk", [address for _place, address in hits])
            return [int(pk or 0) for pk in pks]

        return self._answer(answer)

    def holds(self, terms: Iterable[str], pairs: Iterable[str], now: int) -> bool:
        """Return whether each exact term, and each pair "a_b", is in some document that has not expired."""
        required = [("body_exact", term) for term in terms] + [(PAIR_FIELD, pair) for pair in pairs]

        def answer(reader: Reader) -> bool:
            queries = (tantivy_query.term(reader, field, value) for field, value in required)
            return all(
                tantivy_query.count(reader, tantivy_query.narrowed(reader, query, (), now))
                for query in queries
            )

        return self._answer(answer)

    def expired_keys(self, now: int, limit: int) -> list[str]:
        """Return keys of documents that have expired."""

        def answer(reader: Reader) -> list[str]:
            query = Query.range_query(reader.schema, "until", tantivy.FieldType.Integer, 1, now)
            hits = reader.searcher.search(query, limit=limit, count=False).hits
            return [str(reader.searcher.doc(address)["key"][0]) for _score, address in hits]

        return self._answer(answer)

    def _answer(self, read: Callable[[Reader], ResultT]) -> ResultT:
        try:
            return read(self.reader())
        except (ValueError, OSError, KeyError) as error:
            raise EngineError(f"the index cannot answer: {error}") from error

    def stored_versions(self) -> Iterator[tuple[str, int, int]]:
        reader = self.reader()
        total = reader.searcher.num_docs
        for start in range(0, total, BATCH):
            hits = reader.searcher.search(Query.all_query(), limit=BATCH, offset=start, count=False).hits
            for _score, address in hits:
                document = reader.searcher.doc(address)
                yield document["key"][0], document["version"][0], document["checksum"][0]

    def restore_previous(self) -> bool:
        previous = self.generations.previous()
        if previous is None:
            return False
        self.generations.point_to(previous)
        return True

    def count(self) -> int:
        return int(self.reader().searcher.num_docs)

    @contextmanager
    def build(self) -> Iterator["EmbeddedBuild"]:
        build = EmbeddedBuild(self)
        try:
            yield build
        finally:
            build.close()

    def refresh(self) -> None:
        """Do nothing: each search checks whether the files have changed."""


class EmbeddedBuild:
    """A new directory filled by one long-lived writer; the pointer file names it after the swap."""

    def __init__(self, engine: Embedded) -> None:
        self.engine = engine
        self.path = engine.generations.create()
        self._writer: tantivy.IndexWriter | None = tantivy.Index(compile_schema(), str(self.path)).writer(
            BUILD_HEAP, 1
        )

    def fill(self, changes: Iterable[Change]) -> None:
        # Without deletions: looking for documents to replace would double the time.
        writer = self._open()
        for change in changes:
            if not isinstance(change, Removal):
                writer.add_document(tantivy_document(change))

    def write(self, changes: Iterable[Change]) -> None:
        writer = self._open()
        for change in changes:
            writer.delete_documents_by_term("key", change.key)
            if not isinstance(change, Removal):
                writer.add_document(tantivy_document(change))

    def _open(self) -> tantivy.IndexWriter:
        if self._writer is None:
            raise EngineError("this index is already in use")
        return self._writer

    def swap(self) -> None:
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None
            self.engine.generations.point_to(self.path)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.rollback()
            self._writer = None
            self.engine.generations.drop(self.path)
