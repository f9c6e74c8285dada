"""Attempts and waits of deliveries."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from cms.outbox import FIRST_WAIT, LONGEST_WAIT, MAX_ATTEMPTS, UnreachableError, drain
from tests.campaigns.portal.support.faulty_server import FaultyServer

pytestmark = pytest.mark.django_db


def row() -> Delivery:
    return Delivery.objects.get(target="portal:0", key="1")


@pytest.fixture(autouse=True)
def waiting(db: None) -> None:
    Delivery.objects.mark_changed(["portal:0"], ["1"])


def test_a_change_during_the_last_attempt_has_all_its_attempts() -> None:
    Delivery.objects.update(attempts=MAX_ATTEMPTS - 1, refusals=MAX_ATTEMPTS - 1)
    calls = []

    def deliver(rows: Sequence[Delivery]) -> dict[str, str]:
        calls.append(rows[0].version)
        if len(calls) == 1:
            Delivery.objects.mark_changed(["portal:0"], ["1"])
            return {"1": "không nhận"}
        return {}

    drain(Delivery, "portal:0", deliver)
    assert calls == sorted(set(calls)) and len(calls) == 2
    assert row().delivered == calls[1] and not row().dead


def test_a_change_during_an_outage_is_due_at_once() -> None:
    def deliver(rows: Sequence[Delivery]) -> dict[str, str]:
        Delivery.objects.mark_changed(["portal:0"], ["1"])
        raise UnreachableError("đi vắng")

    drain(Delivery, "portal:0", deliver)
    assert row().attempts == 0 and row().next_try <= timezone.now()


def test_outages_do_not_count_as_refusals() -> None:
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
def test_waits_grow_with_jitter(share: float, part: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as long after each try up to the longest wait, somewhere between half of it and all of it."""
    monkeypatch.setattr(random, "uniform", lambda low, high: low + (high - low) * share)
    now = timezone.now()
    tried = row()
    is_pending = []
    for _ in range(12):
        tried.refuse("không nhận", now)
        is_pending.append(tried.next_try - now)
    expected = [min(FIRST_WAIT * 2**number, LONGEST_WAIT) * part for number in range(12)]
    assert is_pending == pytest.approx(expected, abs=timedelta(milliseconds=1))


def test_undelivered_removals_of_inactive_connections_need_attention(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    PortalConnection.objects.update(is_active=False)
    assert not Delivery.objects.needing_attention().exists()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert delivery(page, connection) in Delivery.objects.needing_attention()


def test_deliveries_are_deleted_with_their_connection(connect: Any) -> None:
    connection = connect("https://cong.example.vn/")
    Delivery.objects.mark_changed([connection.target], ["1"])
    connection.delete()
    assert [left.target for left in Delivery.objects.all()] == ["portal:0"]
