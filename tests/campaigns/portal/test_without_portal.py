"""Without the app of the portal in the settings the rest of the site works (decision 29)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.conftest import ROOT, prepared

SUPPORT = Path(__file__).parent / "support"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> dict[str, Any]:
    """What a site without the portal answered, in a process and a database of its own."""
    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("Trang không có cổng chạy trên SQLite của riêng nó.")
    inherited = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "VAR_DIR")}
    environment = inherited | {
        "DJANGO_SETTINGS_MODULE": "tests.campaigns.portal.support.settings_without_portal",
        "PYTHONPATH": str(ROOT),
        "TMPDIR": str(tmp_path_factory.mktemp("without-portal")),
    }
    done = subprocess.run(
        [sys.executable, str(SUPPORT / "site_without_portal.py"), str(prepared())],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# The prepared database is what the site starts from; without this mark it is not made.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_migrations_have_no_changes(results: dict[str, Any]) -> None:
    assert results["no_changes"]


def test_pages_are_published_and_unpublished(results: dict[str, Any]) -> None:
    assert results["published"] and results["unpublished"] == 404


def test_public_pages_and_the_admin_work(results: dict[str, Any]) -> None:
    assert set(results["public"].values()) == {200}, results["public"]
    assert set(results["admin"].values()) == {200}, results["admin"]


def test_the_addresses_of_the_portal_do_not_exist(results: dict[str, Any]) -> None:
    assert set(results["portal"].values()) == {404}, results["portal"]


def test_no_other_app_imports_the_portal(results: dict[str, Any]) -> None:
    assert not results["is_imported"]


def test_models_never_belong_to_another_app(results: dict[str, Any]) -> None:
    assert results["labels"] == ["portal"] and results["registered"] == []
    assert results["no_changes_after_import"]
