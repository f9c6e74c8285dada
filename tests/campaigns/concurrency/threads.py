"""Calls at the same moment, each in a thread of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

WAIT = 60


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run all calls at the same moment, each in a thread of its own; results or exceptions in order."""
    start = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def one(at: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(WAIT)
            results[at] = call()
        except Exception as error:
            results[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair, daemon=True) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads)
    return results


def failures(results: list[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]
