"""The outbox itself: a change made during a try keeps its own tries; only refusals end as dead letters."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from cms.outbox import FIRST_WAIT, LONGEST_WAIT, MAX_ATTEMPTS, UnreachableError, drain
from tests.portal.faults import FaultyServer

pytestmark = pytest.mark.django_db


def row() -> Delivery:
    return Delivery.objects.get(target="portal:0", key="1")


@pytest.fixture(autouse=True)
def waiting(db: None) -> None:
    Delivery.objects.touch(["portal:0"], ["1"])


def test_a_change_that_comes_during_the_last_try_has_all_its_tries() -> None:
    Delivery.objects.update(attempts=MAX_ATTEMPTS - 1, refusals=MAX_ATTEMPTS - 1)
    calls = []

    def deliver(rows: Sequence[Delivery]) -> dict[str, str]:
        calls.append(rows[0].version)
        if len(calls) == 1:
            Delivery.objects.touch(["portal:0"], ["1"])
            return {"1": "không nhận"}
        return {}

    drain(Delivery, "portal:0", deliver)
    assert calls == [1, 2] and row().delivered == 2 and not row().dead


def test_a_change_that_comes_while_the_portal_is_away_does_not_wait_for_the_old_one() -> None:
    def deliver(rows: Sequence[Delivery]) -> dict[str, str]:
        Delivery.objects.touch(["portal:0"], ["1"])
        raise UnreachableError("đi vắng")

    drain(Delivery, "portal:0", deliver)
    assert row().attempts == 0 and row().next_try <= timezone.now()


def test_a_portal_that_was_away_is_not_held_against_the_item() -> None:
    def away(rows: Sequence[Delivery]) -> dict[str, str]:
        raise UnreachableError("đi vắng")

    for _ in range(MAX_ATTEMPTS + 2):
        Delivery.objects.update(next_try=timezone.now())
        drain(Delivery, "portal:0", away)
    Delivery.objects.update(next_try=timezone.now())
    drain(Delivery, "portal:0", lambda rows: {"1": "không nhận"})
    assert not row().dead and row().refusals == 1
    for _ in range(MAX_ATTEMPTS - 1):
        Delivery.objects.update(next_try=timezone.now())
        drain(Delivery, "portal:0", lambda rows: {"1": "không nhận"})
    assert row().dead


@pytest.mark.parametrize(("share", "part"), [(0.0, 0.5), (0.999, 0.9995)])
def test_waits_grow_and_are_scattered(share: float, part: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as long after each try up to the longest wait, somewhere between half of it and all of it."""
    monkeypatch.setattr(random, "uniform", lambda low, high: low + (high - low) * share)
    now = timezone.now()
    tried = row()
    waits = []
    for _ in range(12):
        tried.refuse("không nhận", now)
        waits.append(tried.next_try - now)
    expected = [min(FIRST_WAIT * 2**number, LONGEST_WAIT) * part for number in range(12)]
    assert waits == pytest.approx(expected, abs=timedelta(milliseconds=1))


def test_the_rest_of_a_portal_grows_and_is_scattered(connect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    connection: PortalConnection = connect("https://cong.example.vn/")
    monkeypatch.setattr(random, "uniform", lambda low, high: high)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    rests = []
    for _ in range(10):
        connection.rest("đi vắng")
        assert connection.rests_until
        rests.append(connection.rests_until - now)
    assert rests == [min(FIRST_WAIT * 2**number, LONGEST_WAIT) for number in range(10)]


def test_what_a_portal_that_was_switched_off_does_not_hear_is_seen(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    PortalConnection.objects.update(is_active=False)
    assert not Delivery.objects.troubled().exists()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert delivery(page, connection) in Delivery.objects.troubled()


def test_rows_of_a_portal_that_is_gone_go_with_it(connect: Any) -> None:
    connection = connect("https://cong.example.vn/")
    Delivery.objects.touch([connection.target], ["1"])
    connection.delete()
    assert [kept.target for kept in Delivery.objects.all()] == ["portal:0"]
