"""The portal on a bad day: nothing lost, nothing twice, everything to be seen."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from freezegun import freeze_time

from campaigns.models import NewsPage
from campaigns.portal import claims, courier, upkeep
from campaigns.portal import delivery as delivering
from campaigns.portal.client import SafeClient, Timeouts
from campaigns.portal.delivery import deliver
from campaigns.portal.models import Delivery, PortalConnection
from cms.outbox import MAX_ATTEMPTS
from tests.portal.faults import FaultyServer

pytestmark = pytest.mark.django_db


class Patience:
    """How long the courier waits: long for a server that answers, short for one that will not."""

    def __init__(self) -> None:
        self.timeouts = Timeouts(connect=30, read=30, total=60)

    def short(self) -> None:
        self.timeouts = Timeouts(connect=30, read=0.5, total=30)

    def long(self) -> None:
        self.timeouts = Timeouts(connect=30, read=30, total=60)


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> Patience:
    own = Patience()
    monkeypatch.setattr(courier, "SafeClient", lambda before: SafeClient(own.timeouts, before))
    return own


def soon(connection: PortalConnection) -> None:
    """The waits are over."""
    Delivery.objects.update(next_try=timezone.now())
    PortalConnection.objects.filter(pk=connection.pk).update(rests_until=None)


def ids(server: FaultyServer) -> list[str]:
    return [json.loads(body)["item"]["id"] for _path, body in server.done]


@pytest.mark.parametrize("behaviour", ["503", "hang", "close", "cut", "garbage", "502", "429", "401"])
def test_a_portal_that_is_away_is_tried_for_ever(
    behaviour: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, patience: Patience
) -> None:
    faulty.script = [behaviour]
    if behaviour == "hang":
        patience.short()
    connection = connect(faulty.url)
    page = publish(NewsPage)
    row = delivery(page, connection)
    assert row.waits and not row.dead and row.answer and row.attempts == 1
    connection.refresh_from_db()
    assert connection.is_resting(timezone.now()) and not connection.answered_well
    asked = len(faulty.requests)
    deliver(connection.pk)
    assert len(faulty.requests) == asked
    for _ in range(MAX_ATTEMPTS + 2):
        soon(connection)
        deliver(connection.pk)
    row = delivery(page, connection)
    assert row.waits and not row.dead
    faulty.script = ["ok"]
    patience.long()
    faulty.done.clear()
    soon(connection)
    assert deliver(connection.pk) == 1
    row = delivery(page, connection)
    assert row.state == Delivery.State.STANDS and not row.waits and row.answer == ""
    assert len(faulty.done) == 1
    # However often it arrived before an answer did, the receiver knows it for one and the same.
    keys = {headers["idempotency-key"] for _method, _path, headers, _body in faulty.requests}
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("behaviour", "words"), [("500", "lỗi khi xử lý"), ("403", "không cho phép"), ("html", "HTML")]
)
def test_what_is_refused_ends_as_a_dead_letter(
    behaviour: str, words: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = [behaviour]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    for _ in range(MAX_ATTEMPTS - 1):
        assert not delivery(page, connection).dead
        soon(connection)
        deliver(connection.pk)
    row = delivery(page, connection)
    assert row.dead and words in row.answer and row.attempts == MAX_ATTEMPTS
    assert row in Delivery.objects.troubled()
    faulty.script = ["ok"]
    Delivery.objects.filter(pk=row.pk).retry()
    deliver(connection.pk)
    assert delivery(page, connection).state == Delivery.State.STANDS


def test_one_bad_item_stops_no_other(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(faulty.url, is_active=False)
    bad, good = publish(NewsPage, title="Hỏng"), publish(NewsPage, title="Lành")
    PortalConnection.objects.update(is_active=True)
    Delivery.objects.touch([connection.target], [str(bad.pk), str(good.pk)])
    real = courier.item_of
    monkeypatch.setattr(courier, "item_of", lambda page: 1 / 0 if page.pk == bad.pk else real(page))
    deliver(connection.pk)
    assert "ZeroDivisionError" in delivery(bad, connection).answer
    assert delivery(good, connection).state == Delivery.State.STANDS


def test_an_answer_that_comes_too_late(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, patience: Patience
) -> None:
    """A receiver tells the second try by its key: the same for every try of one version."""
    faulty.script = ["late", "ok"]
    patience.short()
    connection = connect(faulty.url)
    page = publish(NewsPage)
    patience.long()
    row = delivery(page, connection)
    assert row.in_doubt and row.waits and "có thể đã làm" in row.answer
    soon(connection)
    deliver(connection.pk)
    keys = {headers["idempotency-key"] for _m, _p, headers, _b in faulty.requests}
    assert len(keys) == 1 and len(faulty.requests) == 2
    assert not delivery(page, connection).in_doubt


def test_withdrawn_before_the_late_answer(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, patience: Patience,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    """It may stand there: so it is told to leave, although nobody ever said that it arrived."""
    faulty.script = ["late", "ok"]
    patience.short()
    connection = connect(faulty.url)
    page = publish(NewsPage)
    patience.long()
    soon(connection)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert faulty.told()["event"] == "item.withdrawn"
    assert delivery(page, connection).state == Delivery.State.DOWN


def test_down_for_an_hour(faulty: FaultyServer, connect: Any, publish: Any, delivery: Any) -> None:
    start = timezone.now()
    faulty.script = ["503"]
    connection = connect(faulty.url)
    pages = [publish(NewsPage, title=f"Bản tin {number}") for number in range(3)]
    for minute in range(1, 61):
        with freeze_time(start + timedelta(minutes=minute), ignore=["socket", "threading"]):
            upkeep.deliver_soon()
    # Asked again and again, but not stormed.
    assert 3 < len(faulty.requests) < 20
    faulty.script = ["ok"]
    for minute in range(61, 125):
        with freeze_time(start + timedelta(minutes=minute), ignore=["socket", "threading"]):
            upkeep.deliver_soon()
    assert sorted(ids(faulty)) == sorted(f"urn:uuid:{page.translation_key}" for page in pages)
    assert all(delivery(page, connection).state == Delivery.State.STANDS for page in pages)


@pytest.mark.parametrize("jump", [timedelta(days=30), timedelta(days=-30)])
def test_a_clock_that_jumps(
    jump: timedelta, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any
) -> None:
    """Times noted by the wrong clock hold nothing up once it is right again."""
    faulty.script = ["503"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    with freeze_time(timezone.now() + jump):
        Delivery.objects.update(next_try=timezone.now())
        PortalConnection.objects.update(rests_until=None)
        deliver(connection.pk)
        PortalConnection.objects.filter(pk=connection.pk).update(claim="kẹt", claimed_at=timezone.now())
    faulty.script = ["ok"]
    with freeze_time(timezone.now() + timedelta(minutes=31)):
        assert deliver(connection.pk) == 1
    assert delivery(page, connection).state == Delivery.State.STANDS and len(faulty.done) == 1


def test_two_workers_tell_nothing_twice(faulty: FaultyServer, connect: Any, publish: Any) -> None:
    connection = connect(faulty.url, is_active=False)
    publish(NewsPage)
    PortalConnection.objects.update(is_active=True)
    with claims.claimed(connection.pk) as token:
        assert token
        assert deliver(connection.pk) == 0 and not faulty.requests
    Delivery.objects.touch([connection.target], [str(NewsPage.objects.latest("pk").pk)])
    assert deliver(connection.pk) == 1


def test_a_worker_that_was_silent_too_long_stops(faulty: FaultyServer, connect: Any, publish: Any) -> None:
    connection = connect(faulty.url)
    with claims.claimed(connection.pk) as token:
        later = timezone.now() + claims.CLAIM + timedelta(seconds=1)
        with freeze_time(later), claims.claimed(connection.pk) as other:
            assert other and other != token
            with pytest.raises(claims.ClaimLostError):
                claims.renew(connection.pk, str(token))
        assert PortalConnection.objects.get().claim == ""


def test_a_turn_ends_and_another_follows(
    faulty: FaultyServer, connect: Any, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(faulty.url, is_active=False)
    pages = [publish(NewsPage) for _ in range(3)]
    PortalConnection.objects.update(is_active=True)
    Delivery.objects.touch([connection.target], [str(page.pk) for page in pages])
    monkeypatch.setattr(courier, "TURN", -1)
    asked: list[int] = []

    class Task:
        enqueue = staticmethod(asked.append)

    monkeypatch.setattr(delivering, "deliver_task", Task)
    assert deliver(connection.pk) == 0 and asked == [connection.pk]
    assert PortalConnection.objects.get().claim == ""
    monkeypatch.setattr(courier, "TURN", 30)
    assert deliver(connection.pk) == 3
