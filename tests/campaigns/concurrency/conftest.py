"""A database whose changes all threads see."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[None]:
    """In place of pytest-django's: threads see each other's commits, and all is put back afterwards.

    Its own transactional tests empty the database, and with it what every other test starts from.
    """
    settings.VAR_DIR = tmp_path
    keep, put_back = (_keep, _put_back) if connection.vendor == "sqlite" else (_keep_copy, _put_back_copy)
    with django_db_blocker.unblock():
        connections.close_all()
        copy = keep(tmp_path)
        try:
            yield
        finally:
            connections.close_all()
            put_back(copy)


def _copy(source: str, target: str) -> None:
    before, after = sqlite3.connect(source), sqlite3.connect(target)
    with after:
        before.backup(after)
    before.close()
    after.close()


def _keep(folder: Path) -> str:
    copy = str(folder / "before.sqlite3")
    _copy(str(connection.settings_dict["NAME"]), copy)
    return copy


def _put_back(copy: str) -> None:
    _copy(copy, str(connection.settings_dict["NAME"]))


def _keep_copy(folder: Path) -> str:
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_before" TEMPLATE "{name}"')
    return f"{name}_before"


def _put_back_copy(copy: str) -> None:
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        cursor.execute(f'ALTER DATABASE "{copy}" RENAME TO "{name}"')
