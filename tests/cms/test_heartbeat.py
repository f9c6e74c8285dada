"""The worker's heartbeat is read by the admin; silence and errors are told there in words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cms import health, heartbeat


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


def wait(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    later = timezone.now() + timedelta(minutes=minutes)
    monkeypatch.setattr("cms.heartbeat.timezone.now", lambda: later)


def test_a_beating_heart_is_no_notice() -> None:
    heartbeat.beat()
    assert not heartbeat.last_heartbeat().is_silent
    assert health.notices() == []


def test_silence_is_told_within_three_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat.beat()
    wait(monkeypatch, 2)
    assert health.notices() == []
    wait(monkeypatch, 3)
    (notice,) = health.notices()
    assert "Tiến trình nền đã dừng từ" in notice and "Bài hẹn giờ chưa được công bố" in notice


def test_a_worker_that_never_ran_is_told() -> None:
    (notice,) = health.notices()
    assert notice.startswith("Tiến trình nền chưa chạy.")


def test_an_error_of_its_work_is_told() -> None:
    heartbeat.beat("OperationalError: database is locked")
    (notice,) = health.notices()
    assert "đang gặp lỗi" in notice and "database is locked" in notice


@pytest.mark.parametrize("content", ["", "{", "[]", '{"at": "hôm qua", "problem": ""}', "\0"])
def test_a_damaged_file_counts_as_silence(folder: Path, content: str) -> None:
    (folder / heartbeat.NAME).write_text(content)
    assert heartbeat.last_heartbeat().is_silent


def test_a_full_disk_stops_no_heart_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> int:
        raise OSError(28, "No space left on device")

    heartbeat.beat()
    monkeypatch.setattr("pathlib.Path.write_text", full)
    monkeypatch.setattr("cms.health.free_bytes", lambda: 5 * 1024**2)
    heartbeat.beat()
    (notice,) = health.notices()
    assert "Ổ đĩa" in notice and "5 MB" in notice


def test_another_host_hears_it_through_the_shared_cache(settings: Any, folder: Path) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    heartbeat.beat()
    (folder / heartbeat.NAME).unlink()
    assert not heartbeat.last_heartbeat().is_silent
