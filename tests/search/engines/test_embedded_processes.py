"""Several processes on one embedded index: nothing fails, nothing is lost, nothing is left behind."""

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from search.engines.base import Request
from search.engines.embedded import Embedded
from search.query import parse
from tests.search.items import NOW, item, versions

pytestmark = pytest.mark.slow
SPAWN = multiprocessing.get_context("spawn")
KEYS = 20


def write(engine: Embedded, pk: int, version: int) -> None:
    """One versioned write, waiting for the lock as a drain comes back for it."""
    while True:
        with engine.lock() as locked:
            if locked:
                engine.write([item(pk, f"Bản tin số {pk} lần {version}", version=version)])
                return
        time.sleep(0.002)


def writer(root: Path, first: int, step: int, rounds: int, result: Any) -> None:
    try:
        engine = Embedded(root)
        for number in range(first, rounds, step):
            write(engine, number % KEYS + 1, number // KEYS + 1)
        result.put(("written", 0))
    except Exception as error:
        result.put((repr(error), 1))


def reader(root: Path, stop: Any, result: Any) -> None:
    count = 0
    try:
        engine = Embedded(root)
        while not stop.is_set() or not count:
            found = engine.search(Request(parse("bản tin số"), NOW))
            assert all(hit.item.title.startswith("Bản tin") for hit in found.hits)
            count += 1
            time.sleep(0.005)
        result.put(("read", count))
    except Exception as error:
        result.put((repr(error), -1))


def endless(root: Path) -> None:
    engine = Embedded(root)
    number = 0
    while True:
        number += 1
        with engine.lock() as locked:
            if locked:
                engine.write([item(pk, f"Lần {number}", "từ " * 200, version=number) for pk in range(1, 60)])


def unnamed(engine: Embedded) -> list[str]:
    """Files of the index that it does not name: left over by somebody."""
    path = engine.generations.current()
    assert path is not None
    meta = json.loads((path / "meta.json").read_text())
    segments = {entry["segment_id"].replace("-", "") for entry in meta["segments"]}
    known = {"meta.json", ".managed.json"}
    return [
        file.name
        for file in path.iterdir()
        if file.name not in known and file.suffix != ".lock" and file.name.partition(".")[0] not in segments
    ]


def start(target: Any, *args: Any) -> Any:
    process = SPAWN.Process(target=target, args=args, daemon=True)
    process.start()
    return process


def test_two_write_while_eight_read(tmp_path: Path) -> None:
    Embedded(tmp_path).ensure()
    stop, result = SPAWN.Event(), SPAWN.Queue()
    readers = [start(reader, tmp_path, stop, result) for _ in range(8)]
    # 240 writes, in turn by two processes: every key gets its versions 1 to 12 in order.
    writers = [start(writer, tmp_path, first, 2, 240, result) for first in (0, 1)]
    for process in writers:
        process.join(120)
    stop.set()
    messages = [result.get(timeout=60) for _ in range(10)]
    for process in readers:
        process.join(30)
    assert [message for message, _ in messages if message not in ("written", "read")] == []
    engine = Embedded(tmp_path)
    assert versions(engine) == {f"wagtailcore.page:{pk}": 12 for pk in range(1, KEYS + 1)}
    assert unnamed(engine) == []


def test_a_writer_killed_in_mid_write(tmp_path: Path) -> None:
    engine = Embedded(tmp_path)
    engine.ensure()
    for attempt in range(3):
        process = start(endless, tmp_path)
        deadline = time.monotonic() + 60
        while engine.count() == 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.1 + 0.13 * attempt)
        os.kill(process.pid, signal.SIGKILL)
        process.join(30)
        (engine.generations.current() / f".tmp{attempt}").write_text("{")
        fresh = Embedded(tmp_path)
        assert fresh.usable()
        with fresh.lock() as locked:
            assert locked
            fresh.write([item(1000 + attempt, "Sau khi bị ngắt", version=1)])
        found = fresh.search(Request(parse("sau khi bị ngắt"), NOW))
        assert found.hits[0].item.title == "Sau khi bị ngắt"
        assert not list(engine.generations.current().glob(".tmp*"))
    assert {f"wagtailcore.page:{1000 + attempt}" for attempt in range(3)} <= set(versions(engine))
