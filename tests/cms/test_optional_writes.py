"""A write that may fail is tried briefly and logged, and takes nothing else with it."""

import logging
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from campaigns.models import SloganPage
from campaigns.reuse import register
from campaigns.reuse.models import Reuse, Usage
from cms.accounts.models import Role
from cms.optional_writes import LOCK_WAIT, write_or_log
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("error", [OperationalError("database is locked"), OSError(28, "full")])
def test_an_error_of_the_storage_is_logged(caplog: Any, error: Exception) -> None:
    def write() -> None:
        raise error

    with caplog.at_level(logging.ERROR):
        assert not write_or_log(write, "một lượt tải")
    assert "một lượt tải" in caplog.text


def test_any_other_error_is_raised() -> None:
    def write() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        write_or_log(write, "x")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a pragma of SQLite")
def test_a_lock_is_waited_for_briefly(monkeypatch: Any) -> None:
    def wait() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

    usual, within = wait(), []
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    monkeypatch.setattr("cms.optional_writes.transaction.atomic", nullcontext)
    assert write_or_log(lambda: within.append(wait()), "x")
    assert within == [LOCK_WAIT] and wait() == usual


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Usage.objects, "get_or_create", locked)
    monkeypatch.setattr(Reuse, "save", locked)


@pytest.mark.usefixtures("uncounted")
def test_what_cannot_be_counted_is_given_all_the_same(client: Client, department: Any, staff: Any) -> None:
    page = factories.published(SloganPage)
    address = f"/lay-ve/{page.code}/bang-led.txt"
    assert client.get(address).status_code == 200
    embed = client.get(f"/nhung/{page.code}/", headers={"Referer": "https://xa.example.vn/"})
    assert embed.status_code == 200 and page.text in embed.content.decode()
    client.force_login(staff(Role.STATION))
    assert client.get(address).status_code == 200


@pytest.mark.usefixtures("uncounted")
def test_a_withdrawn_text_is_given_to_nobody_then(department: Any, staff: Any) -> None:
    page = factories.published(SloganPage)
    record = page.approvals.get()
    page.unpublish()
    with pytest.raises(register.NotInForceError):
        register.record_download(record, staff(Role.STATION), "bang-led.txt", {})
