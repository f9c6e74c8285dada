"""Calls with a deadline for the whole of them."""

import threading
from contextlib import suppress

import pytest

from search import deadline
from search.engines.base import EngineError


def test_questions_without_an_answer_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "_slots", threading.BoundedSemaphore(2))
    over = threading.Event()
    for _ in range(2):
        with pytest.raises(EngineError, match="no answer"):
            deadline.call_within(0.01, lambda: over.wait(30))
    with pytest.raises(EngineError, match="waiting"):
        deadline.call_within(0.01, lambda: True)
    over.set()
    with pytest.raises(ValueError, match="as it was"):
        while True:
            with suppress(EngineError):
                deadline.call_within(1, lambda: int("as it was"))
