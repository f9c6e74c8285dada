"""Runs a call with a deadline for the whole of it.

A socket's timeout applies to each part of a response, so a server that sends one byte now and then
never exceeds it. The caller goes on without a result; the thread ends when the server does.
"""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from search.engines.base import EngineError

# Calls of this process that may be pending at once; further calls fail immediately.
MAX_PENDING_CALLS = 32

ResultT = TypeVar("ResultT")
_slots = threading.BoundedSemaphore(MAX_PENDING_CALLS)


def call_within(seconds: float, call: Callable[[], ResultT]) -> ResultT:
    """Return the result of a call, or raise its exception; raise EngineError after the deadline.

    The call runs in a thread of its own, so it may not use the database.
    """
    if not _slots.acquire(blocking=False):
        raise EngineError("too many calls are waiting for an answer")
    outcome: queue.SimpleQueue[tuple[list[ResultT], BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            outcome.put(([call()], None))
        except BaseException as error:
            outcome.put(([], error))
        finally:
            _slots.release()

    threading.Thread(target=run, daemon=True).start()
    try:
        results, error = outcome.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise EngineError(f"no answer in {seconds:.1f} s") from None
    if error is not None:
        raise error
    return results[0]
