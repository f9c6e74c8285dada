"""Files are read in a process of its own, bounded in memory and time."""

import io
from typing import Any

import pytest

from cms.file_text import isolation
from cms.file_text.isolation import read_isolated
from cms.file_text.states import Extraction, State
from tests.cms.file_text.made_files import p, word


def test_a_file_is_read_by_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "bi-mat")
    seen: dict[str, Any] = {}
    run = isolation.subprocess.run
    monkeypatch.setattr(
        isolation.subprocess, "run", lambda *args, **options: (seen.update(options), run(*args, **options))[1]
    )
    file = io.BytesIO(word(p("Một đoạn")))
    file.read()
    assert read_isolated(file, "docx", 60) == Extraction("Một đoạn", State.READ)
    assert set(seen["env"]) == {"PATH", "PYTHONPATH"} and seen["timeout"] == 60 + isolation.GRACE


def test_a_process_that_fails_is_a_file_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation.sys, "executable", "/bin/false")
    assert read_isolated(io.BytesIO(word(p("x"))), "docx", 60) == Extraction("", State.TOO_LARGE)


def test_plain_text_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation.subprocess, "run", lambda *_: 1 / 0)
    assert read_isolated(io.BytesIO(b"chu"), "txt", 1) == Extraction("chu", State.READ)


def test_reading_stops_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    # The alarm is a signal, which stops Python between any two steps.
    many = word(p("Trang một") + "<w:p/>" * 1_000_000)
    isolation.limit_time(0.5)
    try:
        read = isolation.extract_text(io.BytesIO(many), "docx")
    finally:
        isolation.limit_time(0)
    assert read == Extraction("Trang một", State.PARTIAL)
