"""The Elasticsearch engine (8 or 9), through elasticsearch_dsl: an alias over one index a generation.

It needs no more than a bare server: no scripts, no analysis modules, no delete by query, no calls
about the server itself. A failure, a delay or a malformed answer raises ``EngineError``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import elasticsearch
from elasticsearch import Elasticsearch, helpers
from elasticsearch_dsl import Search
from elasticsearch_dsl.query import Query

from search.deadline import call_within
from search.engines import elastic_query
from search.engines.base import Change, EngineError, Hit, Request, Results
from search.engines.elastic_generations import Generations, filling
from search.engines.elastic_index import action_of, item_from_source
from search.items import SearchItem

ResultT = TypeVar("ResultT")
BULK = 500
# Seconds for the health check before a delivery.
HEALTH_TIMEOUT = 0.7
# Raised by the client, or by reading an answer of an unexpected shape.
_ANSWER_ERRORS = (
    elasticsearch.ApiError,
    elasticsearch.TransportError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)


class Elastic:
    """The index behind ``alias``; several processes may write, versions keep their writes in order.

    ``time_limit`` is the longest time in seconds for one call; None leaves the limit to the caller.
    """

    def __init__(
        self,
        client: Elasticsearch,
        alias: str,
        shards: int = 1,
        replicas: int = 1,
        time_limit: float | None = None,
    ) -> None:
        self.client = client
        self.alias = alias
        self.time_limit = time_limit
        self.generations = Generations(client, alias, shards, replicas)

    @contextmanager
    def _engine_errors(self) -> Iterator[None]:
        try:
            yield
        except _ANSWER_ERRORS as error:
            raise EngineError(f"Elasticsearch: {type(error).__name__}: {error}"[:300]) from error

    def _call(self, call: Callable[[], ResultT]) -> ResultT:
        return call() if self.time_limit is None else call_within(self.time_limit, call)

    def remove(self) -> None:
        """Delete the alias with all its indexes: for temporary ones."""
        with self._engine_errors():
            for name in self.generations.all_indexes():
                self.client.indices.delete(index=name, ignore_unavailable=True)

    def usable(self) -> bool:
        """Also the health check before a delivery, with a short timeout of its own."""
        with self._engine_errors():
            quick = self.client.options(request_timeout=HEALTH_TIMEOUT)
            names = call_within(2 * HEALTH_TIMEOUT, lambda: self.generations.current(quick))
            return any(name.startswith(self.generations.prefix) for name in names)

    def ensure(self) -> None:
        if not self.usable():
            with self.build() as build:
                build.swap()

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Lock nothing: the server refuses an older version of a document."""
        yield True

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        return self._bulk(self.alias, changes)

    def _bulk(self, alias: str, changes: Iterable[Change]) -> dict[str, str]:
        refused: dict[str, str] = {}
        latest = {change.key: change for change in changes}
        actions = (action_of(alias, change) for change in latest.values())
        with self._engine_errors():
            outcomes = helpers.streaming_bulk(
                self.client, actions, chunk_size=BULK, raise_on_error=False, max_retries=0
            )
            for done, answer in self._call(lambda: list(outcomes)):
                result = next(iter(answer.values()))
                # 404: the document to remove is missing. 409: a newer version is indexed already.
                if not done and result.get("status") not in (404, 409):
                    refused[result["_id"]] = str(result.get("error"))[:300]
                elif result.get("status") == 404 and "error" in result:
                    raise EngineError(f"Elasticsearch: {alias} is not there")
        return refused

    def _search(self, search: Search) -> dict[str, Any]:
        """Run a search; an answer that is late or lacks a shard raises EngineError."""
        with self._engine_errors():
            complete = search.params(allow_partial_search_results=False)
            answer: dict[str, Any] = self._call(lambda: complete.execute().to_dict())
            if answer["timed_out"] or answer["_shards"]["failed"]:
                raise EngineError("Elasticsearch: only half an answer")
            return answer

    def _new_search(self) -> Search:
        return Search(using=self.client, index=self.alias)

    def _count(self, query: Query) -> int:
        found = self._search(self._new_search().query(query).extra(size=0, track_total_hits=True))
        with self._engine_errors():
            return int(found["hits"]["total"]["value"])

    def search(self, request: Request) -> Results:
        with self._engine_errors():
            answer = self._search(elastic_query.build_search(self._new_search(), request))
            hits = tuple(
                Hit(item_from_source(hit["_source"]["source"]), float(hit.get("_score") or 0))
                for hit in answer["hits"]["hits"]
            )
            total = int(answer["hits"]["total"]["value"])
            whole = elastic_query.whole_matches(answer, request)
            return Results(total, whole, hits, elastic_query.facets(answer, request))

    def suggest(self, words: Sequence[str], prefix: str, now: int, limit: int) -> list[SearchItem]:
        query = elastic_query.suggestion(words, prefix, now)
        answer = self._search(self._new_search().source(["source"]).query(query).extra(size=limit))
        with self._engine_errors():
            return [item_from_source(hit["_source"]["source"]) for hit in answer["hits"]["hits"]]

    def stored_versions(self) -> Iterator[tuple[str, int, int]]:
        after: list[Any] | None = None
        while True:
            search = self._new_search().source(["key", "version", "checksum"]).sort("key").extra(size=BULK)
            if after is not None:
                search = search.extra(search_after=after)
            answer = self._search(search)
            with self._engine_errors():
                hits = answer["hits"]["hits"]
                sources = [hit["_source"] for hit in hits]
                rows = [(str(row["key"]), int(row["version"]), int(row["checksum"])) for row in sources]
            yield from rows
            if len(hits) < BULK:
                return
            after = hits[-1]["sort"]

    def restore_previous(self) -> bool:
        with self._engine_errors():
            return self.generations.restore_previous()

    def count(self) -> int:
        return self._count(elastic_query.EVERYTHING)

    def size(self) -> int:
        """Return the bytes of one copy on the server's disk."""
        with self._engine_errors():
            stats = self._call(lambda: self.client.indices.stats(index=self.alias, metric="store"))
            return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def refresh(self) -> None:
        with self._engine_errors():
            self._call(lambda: self.client.indices.refresh(index=self.alias))

    @contextmanager
    def build(self) -> Iterator["ElasticBuild"]:
        with self._engine_errors():
            build = ElasticBuild(self, self.generations.create())
        try:
            yield build
        finally:
            build.close()


class ElasticBuild:
    """A concrete index beside the one in use; the alias points to it after the swap."""

    def __init__(self, engine: Elastic, name: str) -> None:
        self.engine = engine
        self.name = name
        self._used = False

    def write(self, changes: Iterable[Change]) -> None:
        batch: list[Change] = []
        for change in changes:
            batch.append(change)
            if len(batch) == BULK:
                self._flush(batch)
                batch = []
        self._flush(batch)

    fill = write

    def _flush(self, batch: list[Change]) -> None:
        refused = self.engine._bulk(filling(self.name), batch) if batch else {}
        if refused:
            raise EngineError(f"Elasticsearch refused {refused}"[:300])

    def swap(self) -> None:
        with self.engine._engine_errors():
            self.engine.client.indices.refresh(index=self.name)
            self.engine.generations.point_to(self.name)
        self._used = True

    def close(self) -> None:
        if not self._used:
            with self.engine._engine_errors():
                self.engine.client.indices.delete(index=self.name, ignore_unavailable=True)
