"""Periodic checks and the requeueing of missed changes."""

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import NewsPage
from campaigns.portal.connectors.wordpress import slug_of
from campaigns.portal.http.errors import UncertainError
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import maintenance
from tests import factories
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.wordpress_fake import WordPressFake

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED


def test_a_hidden_post_does_not_stop_the_check(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    first, second = publish(NewsPage), publish(NewsPage)
    other = next(
        post for post in wordpress_fake.posts.values() if post["slug"] == slug_of(str(second.translation_key))
    )
    other["content"] = "Họ đã sửa"
    wordpress_fake.fails("GET", 403)
    rows = [delivery(page, wordpress) for page in (first, second)]
    assert maintenance.check_items(wordpress, rows) == 1
    assert delivery(first, wordpress).checked_at and delivery(second, wordpress).drift


def test_an_unreachable_portal_is_paused_by_the_check(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any
) -> None:
    publish(NewsPage)
    publish(NewsPage)
    wordpress_fake.fails("GET", UncertainError("không trả lời kịp"))
    before = len(wordpress_fake.requests)
    maintenance.check_items(wordpress, list(Delivery.objects.all()))
    assert len(wordpress_fake.requests) == before + 1
    assert PortalConnection.objects.get().is_paused(timezone.now())


def test_one_check_is_queued_at_a_time(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(NewsPage)
    enqueued: list[int] = []

    class Task:
        enqueue = staticmethod(enqueued.append)

    monkeypatch.setattr(maintenance, "check_task", Task)
    maintenance.run_every_minute()
    maintenance.run_every_minute()
    assert enqueued == [wordpress.pk]


def test_a_webhook_is_not_checked(
    faulty: FaultyServer, connect: Any, publish: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = connect(faulty.url)
    publish(NewsPage)
    enqueued: list[int] = []

    class Task:
        enqueue = staticmethod(enqueued.append)

    monkeypatch.setattr(maintenance, "check_task", Task)
    assert not connection.supports_checks
    maintenance.run_every_minute()
    assert not enqueued


@pytest.mark.parametrize("how", ["private", "moved", "hidden"])
def test_pages_unpublished_without_signals_are_requeued(
    how: str,
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    if how == "private":
        # As if the process had died between the restriction and its signal.
        model = page.view_restrictions.model
        model.objects.bulk_create([model(page_id=page.pk, restriction_type="login")])
    elif how == "moved":
        elsewhere = factories.section(factories.department(), "tin-tuc")
        path = f"{elsewhere.path}0001"
        Page.objects.filter(pk=page.pk).update(path=path)
    else:
        Page.objects.filter(pk=page.pk).update(live=False)
    assert maintenance.requeue_unpublished() == 1
    soon(wordpress)
    assert delivery(page, wordpress).state == REMOVED
    assert maintenance.requeue_unpublished() == 0


def test_missed_changes_are_delivered_by_the_scheduler(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connection = connect(faulty.url)
    page, other = publish(NewsPage), publish(NewsPage)
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    Delivery.objects.filter(key=str(other.pk)).delete()
    PortalConnection.objects.update(checked_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        maintenance.run_every_minute()
    maintenance.run_every_minute()
    assert delivery(page, connection).state == Delivery.State.REMOVED
    assert delivery(other, connection).state == Delivery.State.PUBLISHED
