"""A call that is waited for so long and no longer.

A timeout of a socket is for each part of an answer: a server that sends a byte now and then is
never late by it. The reader goes on without the answer; the thread ends when the server does.
"""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from search.engines.base import EngineError

# So many calls of this process may be without an answer; then no more are made.
UNANSWERED = 32

Answer = TypeVar("Answer")
_free = threading.BoundedSemaphore(UNANSWERED)


def within(seconds: float, call: Callable[[], Answer]) -> Answer:
    """The answer of a call, or what it raises; EngineError when it has not answered by then.

    The call runs in a thread of its own, so it may not use the database.
    """
    if not _free.acquire(blocking=False):
        raise EngineError("too many questions are waiting for an answer")
    told: queue.SimpleQueue[tuple[list[Answer], BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            told.put(([call()], None))
        except BaseException as error:
            told.put(([], error))
        finally:
            _free.release()

    threading.Thread(target=run, daemon=True).start()
    try:
        answers, error = told.get(timeout=max(seconds, 0.0))
    except queue.Empty:
        raise EngineError(f"no answer in {seconds:.1f} s") from None
    if error is not None:
        raise error
    return answers[0]
