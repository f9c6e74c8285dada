"""Elasticsearch 8 or 9 through elasticsearch_dsl: an alias over one concrete index a generation.

Only what the barest server has is used: no scripts, no analysis modules, no delete by query, no
question about the server itself. Any failure, slowness or nonsense is ``EngineError``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import elasticsearch
from elasticsearch import Elasticsearch, helpers
from elasticsearch_dsl import Search
from elasticsearch_dsl.query import Query

from search.engines import elastic_query
from search.engines.base import (
    ENOUGH,
    Change,
    EngineError,
    Hit,
    Request,
    Results,
)
from search.engines.elastic_generations import Generations, filling
from search.engines.elastic_index import action_of, item_of
from search.items import SearchItem
from search.patience import within

Answer = TypeVar("Answer")
BULK = 500
KNOCK = 0.7
# What the client raises, and what comes of reading an answer that has another shape.
_NONSENSE = (
    elasticsearch.ApiError,
    elasticsearch.TransportError,
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
)


class Elastic:
    """The index behind ``alias``; several processes may write, versions keep them in order.

    ``limit`` is how many seconds an exchange may take as a whole; None leaves that to who asks.
    """

    def __init__(
        self,
        client: Elasticsearch,
        alias: str,
        shards: int = 1,
        replicas: int = 1,
        limit: float | None = None,
    ) -> None:
        self.client = client
        self.alias = alias
        self.limit = limit
        self.generations = Generations(client, alias, shards, replicas)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except _NONSENSE as error:
            raise EngineError(f"Elasticsearch: {type(error).__name__}: {error}"[:300]) from error

    def _told(self, call: Callable[[], Answer]) -> Answer:
        return call() if self.limit is None else within(self.limit, call)

    def remove(self) -> None:
        """Delete the alias with all its indexes: for throw-away ones."""
        with self._answering():
            for name in self.generations.every():
                self.client.indices.delete(index=name, ignore_unavailable=True)

    def usable(self) -> bool:
        """Also the knock at the door before a delivery: a server that hangs is found out soon."""
        with self._answering():
            quick = self.client.options(request_timeout=KNOCK)
            names = within(2 * KNOCK, lambda: self.generations.current(quick))
            return any(name.startswith(self.generations.prefix) for name in names)

    def ensure(self) -> None:
        if not self.usable():
            with self.build() as build:
                build.swap()

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """No lock is needed: the server refuses an older version of a document."""
        yield True

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        return self._bulk(self.alias, changes)

    def _bulk(self, alias: str, changes: Iterable[Change]) -> dict[str, str]:
        refused: dict[str, str] = {}
        latest = {change.key: change for change in changes}
        actions = (action_of(alias, change) for change in latest.values())
        with self._answering():
            told = helpers.streaming_bulk(
                self.client, actions, chunk_size=BULK, raise_on_error=False, max_retries=0
            )
            for done, answer in self._told(lambda: list(told)):
                result = next(iter(answer.values()))
                # 404: nothing there to remove. 409: a newer version is there already.
                if not done and result.get("status") not in (404, 409):
                    refused[result["_id"]] = str(result.get("error"))[:300]
                elif result.get("status") == 404 and "error" in result:
                    raise EngineError(f"Elasticsearch: {alias} is not there")
        return refused

    def _search(self, search: Search) -> dict[str, Any]:
        """Run a search; an answer of only some shards, or a late one, is no answer."""
        with self._answering():
            asked = search.params(allow_partial_search_results=False)
            answer: dict[str, Any] = self._told(lambda: asked.execute().to_dict())
            if answer["timed_out"] or answer["_shards"]["failed"]:
                raise EngineError("Elasticsearch: only half an answer")
            return answer

    def _new_search(self) -> Search:
        return Search(using=self.client, index=self.alias)

    def _count(self, query: Query) -> int:
        found = self._search(self._new_search().query(query).extra(size=0, track_total_hits=True))
        with self._answering():
            return int(found["hits"]["total"]["value"])

    def search(self, request: Request) -> Results:
        """One question to the server; a second one when too few documents hold all terms."""
        query = request.query

        def answer_to(matched: Query, complete: bool) -> dict[str, Any]:
            return self._search(elastic_query.question(self._new_search(), request, matched, complete))

        with self._answering():
            answer, complete = answer_to(elastic_query.everything(query), True), True
            if (
                query is not None
                and len(query.groups) > 1
                and elastic_query.matched_total(answer, request) < ENOUGH
            ):
                answer, complete = answer_to(elastic_query.enough(query), False), False
            hits = tuple(
                Hit(item_of(hit["_source"]["source"]), float(hit.get("_score") or 0))
                for hit in answer["hits"]["hits"]
            )
            total = int(answer["hits"]["total"]["value"])
            return Results(total, hits, elastic_query.facets(answer, request), complete)

    def suggest(self, words: Sequence[str], prefix: str, now: int, limit: int) -> list[SearchItem]:
        query = elastic_query.suggestion(words, prefix, now)
        answer = self._search(self._new_search().source(["source"]).query(query).extra(size=limit))
        with self._answering():
            return [item_of(hit["_source"]["source"]) for hit in answer["hits"]["hits"]]

    def held(self) -> Iterator[tuple[str, int, int]]:
        after: list[Any] | None = None
        while True:
            search = self._new_search().source(["key", "version", "mark"]).sort("key").extra(size=BULK)
            if after is not None:
                search = search.extra(search_after=after)
            answer = self._search(search)
            with self._answering():
                hits = answer["hits"]["hits"]
                found = [hit["_source"] for hit in hits]
                rows = [(str(one["key"]), int(one["version"]), int(one["mark"])) for one in found]
            yield from rows
            if len(hits) < BULK:
                return
            after = hits[-1]["sort"]

    def go_back(self) -> bool:
        with self._answering():
            return self.generations.go_back()

    def count(self) -> int:
        return self._count(elastic_query.EVERYTHING)

    def size(self) -> int:
        """Bytes on the server's disk, of one copy."""
        with self._answering():
            told = self._told(lambda: self.client.indices.stats(index=self.alias, metric="store"))
            return int(told["_all"]["primaries"]["store"]["size_in_bytes"])

    def refresh(self) -> None:
        with self._answering():
            self._told(lambda: self.client.indices.refresh(index=self.alias))

    @contextmanager
    def build(self) -> Iterator["ElasticBuild"]:
        with self._answering():
            build = ElasticBuild(self, self.generations.create())
        try:
            yield build
        finally:
            build.leave()


class ElasticBuild:
    """A concrete index beside the one in use, pointed to when it is full."""

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
        with self.engine._answering():
            self.engine.client.indices.refresh(index=self.name)
            self.engine.generations.point_to(self.name)
        self._used = True

    def leave(self) -> None:
        if not self._used:
            with self.engine._answering():
                self.engine.client.indices.delete(index=self.name, ignore_unavailable=True)
