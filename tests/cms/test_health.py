"""`/readyz` says whether readers are served, and how the other parts are; the admin shows a bar."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client

from cms import heartbeat
from cms.accounts.models import User

pytestmark = pytest.mark.django_db


def test_all_parts_stand_in_the_body(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    heartbeat.beat()
    (tmp_path / "last-backup").touch()
    answer = client.get("/readyz")
    parts = answer.json()
    assert answer.status_code == 200 and parts["status"] == "ok"
    assert parts["worker"]["last_seen"] and not parts["worker"]["silent"]
    assert parts["queue"] == {"waiting": 0, "oldest_seconds": 0, "failed": 0}
    assert parts["disk"]["free_bytes"] > 0 and parts["backup"]["last"]


def test_a_dead_worker_and_a_missing_backup_turn_no_reader_away(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["worker"]["silent"] and answer.json()["backup"]["last"] is None


def test_a_dead_database_is_503_with_the_other_parts(client: Client, monkeypatch: Any) -> None:
    def dead(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", dead)
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["queue"] is None and answer.json()["disk"]


def test_the_admin_shows_the_bar_on_its_pages(client: Client, settings: Any, tmp_path: Path) -> None:
    client.force_login(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    assert "chungtay-health" not in client.get("/admin/").content.decode()
    settings.VAR_DIR = tmp_path
    for address in ("/admin/", "/admin/users/"):
        page = client.get(address).content.decode()
        assert "chungtay-health" in page and "Tiến trình nền chưa chạy." in page
    caches["limits"].clear()
