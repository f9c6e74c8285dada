"""Measures the time of a search with all that a results page needs, and of filling an index."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from bench.search.corpus import documents, queries
from bench.search.tables import quantile, table
from search import connection, service
from search.decoder import Decoder
from search.engines.base import Engine
from search.engines.elastic import Elastic
from search.engines.embedded import Embedded
from search.items import SearchItem

QUERIES = 200
ROUNDS = 3
# As the results page does: a chosen province is expanded, so its communes are counted too.
EXPANDED = {province: [f"{province}{commune:03}" for commune in range(100)] for province in ("04", "20")}
CHOSEN = {"kind": (("kind", "k1"), ("kind", "k2")), "region": (("region", "04"), ("region", "20"))}


class Memory(NamedTuple):
    """Resident megabytes of this process: private memory, and file pages that the system may reclaim."""

    private: float
    files: float


def memory() -> Memory:
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    found = {words[0]: int(words[1]) / 1024 for words in lines if words[0].startswith("Rss")}
    return Memory(found.get("RssAnon:", 0.0), found.get("RssFile:", 0.0))


def size(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


class Times(NamedTuple):
    """Seconds, or milliseconds, of the clock and of the processor."""

    wall: float
    cpu: float


def filled(engine: Engine, count: int, watch: list[Memory] | None = None) -> Times:
    """Build an index of that many documents; the seconds include making them.

    ``watch`` gets the memory at each tenth, and at the end with all merged.
    """

    def counted() -> Iterator[SearchItem]:
        for number, item in enumerate(documents(count)):
            if watch is not None and number % (count // 10) == 0:
                watch.append(memory())
            yield item

    engine.ensure()
    start, worked = time.perf_counter(), time.process_time()
    with engine.build() as build:
        build.fill(counted())
        build.swap()
    took = Times(time.perf_counter() - start, time.process_time() - worked)
    if watch is not None:
        watch.append(memory())
    return took


@contextmanager
def answering(model: Embedded, remote: Engine | None) -> Iterator[None]:
    """Let the search of the site use these indexes: ``remote`` if given, else ``model``."""
    with (
        patch.object(connection, "embedded", lambda _name="": model),
        patch.object(connection, "usable_elastic", lambda: remote),
    ):
        yield


def measured(chosen: bool) -> tuple[list[float], list[Times]]:
    """Return milliseconds of ``service.search`` for each query: decoding, editorial settings, former
    names of regions, the search itself, its count and seven facets.

    The first list has the first run of each query, after other queries; the second the best of some
    rounds, which is the cost on an idle machine.
    """
    filters, expanded = (CHOSEN, EXPANDED) if chosen else ({}, {})

    def timed(text: str) -> Times:
        start, worked = time.perf_counter(), time.process_time()
        service.search(service.SearchRequest(text, filters=filters, expanded=expanded))
        return Times(1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked))

    for text in queries(QUERIES, seed=98):
        timed(text)
    texts = queries(QUERIES)
    rounds = [[timed(text) for text in texts] for _ in range(ROUNDS)]
    best = [
        Times(min(one.wall for one in row), min(one.cpu for one in row)) for row in zip(*rounds, strict=True)
    ]
    return [one.wall for one in rounds[0]], best


def run(counts: list[int], folder: Path, remote: Elastic | None, remote_count: int) -> None:
    """Measure each size in turn and print its latency."""
    filling, watched = [], []
    for count in counts:
        engine = Embedded(folder / str(count))
        watch: list[Memory] = []
        took = filled(engine, count, watch)
        path = engine.generations.current()
        filling.append(_filling("Tantivy", count, took, size(path) if path else None))
        for name, values in (
            ("private", [at.private for at in watch]),
            ("files", [at.files for at in watch]),
        ):
            watched.append((f"{count:,}", name, *(f"{value:.0f}" for value in values)))
        start = time.perf_counter()
        Decoder(engine.reader().lexicon())
        learnt = time.perf_counter() - start
        with answering(engine, None):
            rows = [_row("Tantivy", count, chosen, learnt) for chosen in (False, True)]
        if remote is not None and count == remote_count:
            filling.append(_filling("Elasticsearch", count, filled(remote, count), remote.size() / 1e6))
            with answering(engine, remote):
                rows += [_row("Elasticsearch", count, chosen, learnt) for chosen in (False, True)]
        head = (
            "engine",
            "documents",
            "facets chosen",
            "p50 ms",
            "p95 ms",
            "p95 best of 3",
            "p95 cpu",
            "decoder s",
        )
        table(
            "latency of service.search: decoding, editorial settings, search, count, seven facets", head, rows
        )
    head = ("engine", "documents", "s", "cpu s", "per s", "per cpu s", "MB per 1,000")
    table("filling an index", head, filling)
    head = ("documents", "MB", *(f"{10 * tenth} %" for tenth in range(11)))
    table("memory while filling: private, and file pages", head, watched)


def _filling(name: str, count: int, took: Times, megabytes: float | None) -> tuple[str, ...]:
    per = f"{1000 * megabytes / count:.2f}" if megabytes is not None else "–"
    speeds = (f"{count / took.wall:,.0f}", f"{count / took.cpu:,.0f}")
    return (name, f"{count:,}", f"{took.wall:.1f}", f"{took.cpu:.1f}", *speeds, per)


def _row(name: str, count: int, chosen: bool, learnt: float) -> tuple[str, ...]:
    first, best = measured(chosen)
    highs = [quantile(first, 0.5), quantile(first, 0.95)]
    highs += [quantile([one.wall for one in best], 0.95), quantile([one.cpu for one in best], 0.95)]
    shown = [f"{value:.1f}" for value in highs]
    return (name, f"{count:,}", "2" if chosen else "0", *shown, f"{learnt:.2f}")
