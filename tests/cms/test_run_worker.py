"""The worker ends by signal only, and tells what keeps it from working."""

import errno
from typing import Any

import pytest
from django.db import OperationalError
from django_tasks_db.management.commands import db_worker

from cms.management.commands import run_worker


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> run_worker.Command:
    monkeypatch.setattr(run_worker, "RETRY_WAIT", 0)
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    return run_worker.Command()


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        OperationalError("database or disk is full"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_it_goes_on_after_errors_of_database_and_disk(
    command: run_worker.Command, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    outcomes: list[Exception | None] = [error, error, None]

    def work(self: Any, **options: Any) -> None:
        if outcome := outcomes.pop(0):
            raise outcome

    monkeypatch.setattr(db_worker.Command, "handle", work)
    command.current.pk = "dở dang"
    command.run_tasks()
    assert not outcomes
    assert str(error) in command.problem
    # What it was doing is taken up again.
    assert command.current.pk is None


def test_a_signal_ends_it(command: run_worker.Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def end(self: Any, **options: Any) -> None:
        raise SystemExit(0)

    monkeypatch.setattr(db_worker.Command, "handle", end)
    with pytest.raises(SystemExit):
        command.run_tasks()


def test_the_scheduler_outlives_every_error(
    command: run_worker.Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[int] = []

    def due() -> list[Exception]:
        passes.append(len(passes))
        if len(passes) == 1:
            raise OperationalError("database is locked")
        command.stop.set()
        return [ValueError("hỏng")]

    monkeypatch.setattr(run_worker, "INTERVAL", 0)
    monkeypatch.setattr(run_worker, "run_due_work", due)
    command.run_scheduler()
    assert passes == [0, 1] and command.problem == "ValueError: hỏng"


def test_a_hung_scheduler_stops_the_heart(
    command: run_worker.Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[str] = []
    monkeypatch.setattr(run_worker.heartbeat, "beat", beats.append)
    command.stop.set()
    command.run_heartbeat()
    assert beats == [""]
    command.last_pass -= run_worker.LONGEST_PASS
    command.run_heartbeat()
    assert beats == [""]
