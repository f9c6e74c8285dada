"""Production names the variable that is missing or unsafe, and does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "SECRET_KEY": "k8ZqW2mX" * 10,
    "CREDENTIALS_KEY": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
    "ALLOWED_HOSTS": "example.vn",
    "SITE_URL": "https://example.vn",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    inherited = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", "import cms.settings.production"],
        cwd=ROOT,
        env=inherited | GOOD | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_everything_set() -> None:
    assert start().returncode == 0


def test_it_starts_while_keys_are_being_changed() -> None:
    assert start(CREDENTIALS_KEY=f"{'k3y5' * 8},{GOOD['CREDENTIALS_KEY']}").returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "ngan"),
        ("SECRET_KEY", "a" * 60),
        ("DEBUG", "1"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("SITE_URL", "http://example.vn"),
        ("CREDENTIALS_KEY", ""),
        ("CREDENTIALS_KEY", "x"),
        ("CREDENTIALS_KEY", GOOD["CREDENTIALS_KEY"] + ",x"),
        ("CREDENTIALS_KEY", "x," * 40),
        ("DATABASE_URL", ""),
    ],
)
def test_it_names_what_is_wrong(name: str, value: str) -> None:
    answer = start(**{name: value})
    assert answer.returncode != 0
    assert name in answer.stderr


def test_sqlite_writes_ahead_and_waits_for_a_lock(tmp_path: Path) -> None:
    """As served: readers do not wait for a writer, and a writer waits for another."""
    question = (
        "import django; django.setup(); from django.db import connection; cursor = connection.cursor();"
        "names = ('journal_mode', 'busy_timeout');"
        "print(*[cursor.execute(f'PRAGMA {name}').fetchone()[0] for name in names])"
    )
    inherited = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "VAR_DIR": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "-c", question],
        cwd=ROOT,
        env=inherited | settings,
        capture_output=True,
        text=True,
        check=True,
    )
    mode, wait = answer.stdout.split()
    assert mode == "wal" and 5_000 <= int(wait) <= 60_000
