"""How long a search takes with everything a results page asks for, and how an index is filled."""

import time
from collections.abc import Iterator
from pathlib import Path

from bench.search.corpus import documents, queries
from bench.search.tables import quantile, table
from search.decoder import Decoder
from search.engines.base import Engine, Request
from search.engines.embedded import Embedded
from search.items import SearchItem
from search.query import parse

QUERIES = 200
CHOSEN = {"kind": (("kind", "k1"), ("kind", "k2")), "region": (("region", "04"), ("region", "20"))}


def memory() -> float:
    """Resident megabytes of this process now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def size(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


def filled(engine: Engine, count: int, watch: list[float] | None = None) -> float:
    """Build an index of that many documents; seconds. ``watch`` gets the memory at each tenth."""

    def counted() -> Iterator[SearchItem]:
        for number, item in enumerate(documents(count)):
            if watch is not None and number % (count // 10) == 0:
                watch.append(memory())
            yield item

    engine.ensure()
    start = time.perf_counter()
    with engine.build() as build:
        build.write(counted())
        build.swap()
    return time.perf_counter() - start


def measured(engine: Engine, decoder: Decoder, chosen: bool) -> list[float]:
    """Milliseconds of understanding, searching, counting and seven facets, for each query."""
    times = []
    filters = CHOSEN if chosen else {}
    for text in queries(QUERIES):
        start = time.perf_counter()
        engine.search(Request(parse(text, decoder), now=1, filters=filters))
        times.append((time.perf_counter() - start) * 1000)
    return times


def run(counts: list[int], place: Path, remote: Engine | None, remote_count: int) -> None:
    rows, filling, watched = [], [], []
    for count in counts:
        engine = Embedded(place / str(count))
        watch: list[float] = []
        took = filled(engine, count, watch)
        path = engine.generations.current()
        megabytes = size(path) if path else 0.0
        filling.append(
            (
                "Tantivy",
                f"{count:,}",
                f"{took:.1f}",
                f"{count / took:,.0f}",
                f"{1000 * megabytes / count:.2f}",
            )
        )
        watched.append((f"{count:,}", *(f"{value:.0f}" for value in watch)))
        start = time.perf_counter()
        decoder = Decoder(engine.reader().lexicon())
        learnt = time.perf_counter() - start
        measured(engine, decoder, False)
        for chosen in (False, True):
            times = measured(engine, decoder, chosen)
            rows.append(_row("Tantivy", count, chosen, times, learnt))
        if remote is not None and count == remote_count:
            took = filled(remote, count)
            filling.append(("Elasticsearch", f"{count:,}", f"{took:.1f}", f"{count / took:,.0f}", "–"))
            measured(remote, decoder, True)
            for chosen in (False, True):
                rows.append(_row("Elasticsearch", count, chosen, measured(remote, decoder, chosen), learnt))
    head = ("engine", "documents", "facets chosen", "p50 ms", "p95 ms", "decoder made in s")
    table("latency: understanding, search, count, seven facets", head, rows)
    table("filling an index", ("engine", "documents", "s", "per s", "MB per 1,000"), filling)
    head = ("documents", *(f"{10 * tenth} %" for tenth in range(10)))
    table("memory while filling, MB resident", head, watched)


def _row(name: str, count: int, chosen: bool, times: list[float], learnt: float) -> tuple[str, ...]:
    middle, high = quantile(times, 0.5), quantile(times, 0.95)
    return (name, f"{count:,}", "2" if chosen else "0", f"{middle:.1f}", f"{high:.1f}", f"{learnt:.2f}")
