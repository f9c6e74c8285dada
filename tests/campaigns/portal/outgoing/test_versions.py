"""Versions only grow, and only what a receiver says it did is believed (rules 119 and 120)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from freezegun import freeze_time

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.models.deliveries import version_of_now
from campaigns.portal.outgoing.delivery import deliver
from campaigns.reuse.models import How, Reuse
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.wordpress_fake import WordPressFake, post_of

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED


def versions(server: FaultyServer) -> list[int]:
    return [json.loads(body)["version"] for _method, _path, _headers, body in server.requests]


def test_a_connection_made_anew_sends_higher_versions(
    receiver: Any, connect: Any, publish: Any, again: Any, unpublish: Any, delivery: Any
) -> None:
    """The receiver remembers the versions of the connection that was deleted."""
    first = connect(receiver.url)
    page = publish(NewsPage)
    for title in ("Hai", "Ba", "Bốn"):
        page = again(page, title=title)
    first.delete()
    second = connect(receiver.url)
    page = again(page, title="Năm")
    assert receiver.lines[-1]["item"]["title"] == "Năm"
    unpublish(page)
    assert (receiver.events[-1], receiver.lines[-1]["holds"]) == ("item.withdrawn", 0)
    assert delivery(page, second).state == REMOVED


@pytest.mark.parametrize("hours", [-30, 0, 30])
def test_a_restored_backup_withdraws_what_was_sent_after_it(
    hours: int, receiver: Any, connect: Any, publish: Any, again: Any, delivery: Any, unpublish: Any
) -> None:
    """Whatever the clock said in between: a receiver that holds more says so, and is sent more than that."""
    connection = connect(receiver.url)
    page = publish(NewsPage)
    saved = Delivery.objects.filter(target=connection.target).values().get()
    with freeze_time(timezone.now() + timedelta(hours=hours), ignore=["socket", "threading"]):
        Delivery.objects.mark_changed([connection.target], [str(page.pk)])
        Delivery.objects.update(digest="", next_try=timezone.now())
        deliver(connection.pk)
    Delivery.objects.filter(pk=saved["id"]).update(**saved)
    unpublish(page)
    row = delivery(page, connection)
    assert (row.state, row.is_pending, receiver.lines[-1]["holds"]) == (REMOVED, False, 0)


def test_a_counter_of_an_old_database_jumps_to_now(connect: Any) -> None:
    connection = connect("https://cong.example.vn/")
    Delivery.objects.mark_changed([connection.target], ["1"])
    Delivery.objects.update(version=3, delivered=3)
    before = version_of_now()
    Delivery.objects.mark_changed([connection.target], ["1"])
    first = Delivery.objects.get().version
    Delivery.objects.mark_changed([connection.target], ["1"])
    assert before <= first < Delivery.objects.get().version < 2**53


@pytest.mark.parametrize(
    "answer",
    [
        "silent",
        'says:{"state": "ignored"}',
        'says:{"state": "published", "id": "7"}',
        'says:{"id": "7", "link": "https://cong.example.vn/7"}',
        'says:{"state": "down", "version": 9007199254740000}',
        'says:{"state": "down", "version": 1}',
        'says:{"ok": true}',
        'says:"down"',
        "says:OK",
        "204",
        "202",
    ],
)
def test_a_removal_is_not_believed_unless_the_receiver_says_it(
    answer: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, unpublish: Any, soon: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = [answer]
    unpublish(page)
    row = delivery(page, connection)
    assert (row.state, row.is_pending, row.dead) == (PUBLISHED, True, False) and row.answer
    assert Reuse.objects.filter(how=How.PUSH).open().exists()
    faulty.script = ["ok"]
    assert soon(connection) == 1
    assert delivery(page, connection).state == REMOVED
    assert not Reuse.objects.filter(how=How.PUSH).open().exists()


def test_a_receiver_that_holds_more_is_sent_more(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, unpublish: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    held = version_of_now() + 10**12
    faulty.script = [f'says:{{"state": "ignored", "version": {held}}}', "ok"]
    unpublish(page)
    assert versions(faulty)[-1] > held and delivery(page, connection).state == REMOVED
    keys = [headers["idempotency-key"] for _method, _path, headers, _body in faulty.requests]
    assert len(set(keys)) == 3


@pytest.mark.parametrize("answer", ["silent", 'says:{"state": "ignored"}', 'says:{"id": "7", "version": 1}'])
def test_a_publication_is_not_believed_unless_the_receiver_says_it(
    answer: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, soon: Any
) -> None:
    faulty.script = [answer]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    row = delivery(page, connection)
    # It may stand there all the same: a withdrawal is sent.
    assert row.is_pending and row.is_uncertain and row.state == Delivery.State.NONE
    faulty.script = ["ok"]
    soon(connection)
    assert delivery(page, connection).state == PUBLISHED


@pytest.mark.parametrize("answer", ["silent", 'says:{"state": "dunno"}', "says:[]"])
def test_another_site_says_that_it_has_the_offer(
    answer: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = [answer]
    connection = connect(faulty.url, "chung-tay")
    assert delivery(publish(NewsPage), connection).is_pending


def test_wordpress_is_read_back_after_a_removal(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    """A plug-in may answer 200 and keep the post."""
    page = publish(NewsPage)
    wordpress_fake.keeps_published = True
    unpublish(page)
    row = delivery(page, wordpress)
    assert (row.state, row.is_pending) == (PUBLISHED, True) and "vẫn đang đăng" in row.answer
    wordpress_fake.keeps_published = False
    soon(wordpress)
    assert delivery(page, wordpress).state == REMOVED and post_of(wordpress_fake)["status"] == "draft"
