"""Failing portals: nothing is lost, nothing is sent twice, everything is shown."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from freezegun import freeze_time

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import maintenance, sync
from campaigns.portal.outgoing.delivery import deliver
from cms.outbox import MAX_ATTEMPTS
from tests.campaigns.portal.outgoing.conftest import DeliveryTimeouts
from tests.campaigns.portal.support.faulty_server import FaultyServer

pytestmark = pytest.mark.django_db


def end_waits(connection: PortalConnection) -> None:
    """End the waits and pauses."""
    Delivery.objects.update(next_try=timezone.now())
    PortalConnection.objects.filter(pk=connection.pk).update(paused_until=None)


def ids(server: FaultyServer) -> list[str]:
    return [json.loads(body)["item"]["id"] for _path, body in server.done]


@pytest.mark.parametrize(
    "behaviour",
    ["503", "hang", "close", "cut", "garbage", "502", "429", "401", "500", "403", "404", "html"],
)
def test_an_unreachable_portal_is_retried_without_limit(
    behaviour: str,
    faulty: FaultyServer,
    connect: Any,
    publish: Any,
    delivery: Any,
    timeouts: DeliveryTimeouts,
) -> None:
    faulty.script = [behaviour]
    if behaviour == "hang":
        timeouts.short()
    connection = connect(faulty.url)
    page = publish(NewsPage)
    row = delivery(page, connection)
    assert row.is_pending and not row.dead and row.answer and row.attempts == 1
    connection.refresh_from_db()
    assert connection.is_paused(timezone.now()) and not connection.answered_well
    sent = len(faulty.requests)
    deliver(connection.pk)
    assert len(faulty.requests) == sent
    for _ in range(MAX_ATTEMPTS + 2):
        end_waits(connection)
        deliver(connection.pk)
    row = delivery(page, connection)
    assert row.is_pending and not row.dead
    faulty.script = ["ok"]
    timeouts.long()
    faulty.done.clear()
    end_waits(connection)
    assert deliver(connection.pk) == 1
    row = delivery(page, connection)
    assert row.state == Delivery.State.PUBLISHED and not row.is_pending and row.answer == ""
    assert len(faulty.done) == 1
    # However often it arrived before an answer did, the receiver knows it for one and the same.
    keys = {headers["idempotency-key"] for _method, _path, headers, _body in faulty.requests}
    # Those of the test of the connection apart.
    assert len(keys - {"ping"}) == 1


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("item:400", "từ chối"),
        ("item:403", "không cho phép"),
        ("item:413", "lớn hơn"),
        ("item:422", "từ chối"),
    ],
)
def test_a_refused_item_ends_as_a_dead_letter(
    behaviour: str, words: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = [behaviour]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    for _ in range(MAX_ATTEMPTS - 1):
        assert not delivery(page, connection).dead
        end_waits(connection)
        deliver(connection.pk)
    row = delivery(page, connection)
    assert row.dead and words in row.answer and row.attempts == MAX_ATTEMPTS
    assert row in Delivery.objects.needing_attention()
    faulty.script = ["ok"]
    Delivery.objects.filter(pk=row.pk).retry()
    deliver(connection.pk)
    assert delivery(page, connection).state == Delivery.State.PUBLISHED


def test_a_failing_item_does_not_block_others(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(faulty.url, is_active=False)
    bad, good = publish(NewsPage, title="Hỏng"), publish(NewsPage, title="Lành")
    PortalConnection.objects.update(is_active=True)
    Delivery.objects.mark_changed([connection.target], [str(bad.pk), str(good.pk)])
    real = sync.published_item
    monkeypatch.setattr(sync, "published_item", lambda page: 1 / 0 if page.pk == bad.pk else real(page))
    deliver(connection.pk)
    assert "ZeroDivisionError" in delivery(bad, connection).answer
    assert delivery(good, connection).state == Delivery.State.PUBLISHED


def test_a_late_answer_is_retried_with_the_same_key(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, timeouts: DeliveryTimeouts
) -> None:
    """A receiver recognises a retry by its key, which is the same for all attempts of one version."""
    faulty.script = ["late", "ok"]
    timeouts.short()
    connection = connect(faulty.url)
    page = publish(NewsPage)
    timeouts.long()
    row = delivery(page, connection)
    assert row.is_uncertain and row.is_pending and "có thể đã làm" in row.answer
    end_waits(connection)
    deliver(connection.pk)
    keys = {headers["idempotency-key"] for _m, _p, headers, _b in faulty.requests}
    assert len(keys) == 1 and len(faulty.requests) == 2
    assert not delivery(page, connection).is_uncertain


def test_an_uncertain_item_is_removed_on_withdrawal(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, timeouts: DeliveryTimeouts,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    """The item may be on the portal, so its removal is sent although no answer confirmed it."""
    faulty.script = ["late", "ok"]
    timeouts.short()
    connection = connect(faulty.url)
    page = publish(NewsPage)
    timeouts.long()
    end_waits(connection)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert faulty.message()["event"] == "item.withdrawn"
    assert delivery(page, connection).state == Delivery.State.REMOVED


def test_an_outage_of_an_hour_loses_nothing(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any
) -> None:
    start = timezone.now()
    faulty.script = ["503"]
    connection = connect(faulty.url)
    pages = [publish(NewsPage, title=f"Bản tin {number}") for number in range(3)]
    for minute in range(1, 61):
        with freeze_time(start + timedelta(minutes=minute), ignore=["socket", "threading"]):
            maintenance.enqueue_deliveries()
    # Retried repeatedly, with growing waits.
    assert 3 < len(faulty.requests) < 20
    faulty.script = ["ok"]
    for minute in range(61, 125):
        with freeze_time(start + timedelta(minutes=minute), ignore=["socket", "threading"]):
            maintenance.enqueue_deliveries()
    assert sorted(ids(faulty)) == sorted(f"urn:uuid:{page.translation_key}" for page in pages)
    assert all(delivery(page, connection).state == Delivery.State.PUBLISHED for page in pages)


@pytest.mark.parametrize("jump", [timedelta(days=30), timedelta(days=-30)])
def test_a_wrong_clock_does_not_block_deliveries(
    jump: timedelta, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any
) -> None:
    """Times saved with a wrong clock do not delay deliveries after it is corrected."""
    faulty.script = ["503"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    with freeze_time(timezone.now() + jump):
        Delivery.objects.update(next_try=timezone.now())
        PortalConnection.objects.update(paused_until=None)
        deliver(connection.pk)
        PortalConnection.objects.filter(pk=connection.pk).update(
            lease_token="kẹt", lease_renewed_at=timezone.now()
        )
    faulty.script = ["ok"]
    with freeze_time(timezone.now() + timedelta(minutes=31)):
        assert deliver(connection.pk) == 1
    assert delivery(page, connection).state == Delivery.State.PUBLISHED and len(faulty.done) == 1
