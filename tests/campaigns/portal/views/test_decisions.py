"""Decisions of editors about items that need attention."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import maintenance
from cms.outbox import MAX_ATTEMPTS

pytestmark = pytest.mark.django_db


def test_a_dead_letter_is_shown_skipped_and_sent(
    editor_client: Client,
    connect: Any,
    faulty: Any,
    publish: Any,
    delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage, title="Bài bị từ chối")
    Delivery.objects.update(attempts=MAX_ATTEMPTS, dead=True)
    dashboard = editor_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Bài bị từ chối" in dashboard and "lỗi khi xử lý" in dashboard
    screen = editor_client.get(reverse("portal_item", args=[page.pk])).content.decode()
    assert "Đã dừng sau" in screen and "Gửi lại" in screen and "Bỏ qua" in screen
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor_client.post(url, {"what": "skip", "version": delivery(page, connection).version})
    row = delivery(page, connection)
    assert not row.is_pending and "bỏ qua lúc" in row.answer
    assert (
        "Bài bị từ chối"
        not in editor_client.get(reverse("wagtailadmin_home"))
        .content.decode()
        .partition("Cổng thông tin</h")[2]
    )
    faulty.script = ["ok"]
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url, {"what": "send"})
    assert delivery(page, connection).state == Delivery.State.PUBLISHED
    assert "Đang đăng" in editor_client.get(reverse("portal_deliveries")).content.decode()
    assert page.title in editor_client.get(reverse("portal_deliveries") + "?export=csv").getvalue().decode()


def test_the_version_of_the_portal_stays_until_overwritten(
    editor_client: Client, connect: Any, faulty: Any, publish: Any, again: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    connection = connect(faulty.url)
    page = publish(NewsPage)
    Delivery.objects.update(drift=Delivery.Drift.CHANGED)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    assert "Giữ bản bên cổng" in editor_client.get(reverse("portal_item", args=[page.pk])).content.decode()
    editor_client.post(url, {"what": "keep"})
    sent = len(faulty.requests)
    page = again(page, title="Bản mới không gửi")
    assert len(faulty.requests) == sent and delivery(page, connection).keep_remote
    assert (
        "cũ hơn bản đang công bố"
        in editor_client.get(reverse("portal_item", args=[page.pk])).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url, {"what": "overwrite"})
    assert faulty.message()["item"]["title"] == "Bản mới không gửi"
    Delivery.objects.update(keep_remote=True)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert faulty.message()["event"] == "item.withdrawn"


def test_a_skipped_removal_is_not_requeued(
    editor_client: Client, connect: Any, faulty: Any, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = ["500"]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor_client.post(url, {"what": "skip", "version": delivery(page, connection).version})
    assert maintenance.requeue_unpublished() == 0 and not delivery(page, connection).is_pending
    Delivery.objects.mark_changed([connection.target], [str(page.pk)])
    assert not delivery(page, connection).skipped


def test_a_newer_change_is_not_skipped(
    editor_client: Client, connect: Any, faulty: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    shown = delivery(page, connection).version
    page.unpublish()
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    for version in (shown, "", "x"):
        response = editor_client.post(url, {"what": "skip", "version": version}, follow=True)
        assert "thay đổi mới" in response.content.decode()
        assert delivery(page, connection).is_pending


def test_an_uncertain_item_can_be_removed(
    editor_client: Client, connect: Any, faulty: Any, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    """A server that failed may have published the item first, so the delivery stays uncertain."""
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor_client.post(url, {"what": "skip", "version": delivery(page, connection).version})
    assert delivery(page, connection).is_uncertain
    assert "Gỡ khỏi cổng" in editor_client.get(reverse("portal_item", args=[page.pk])).content.decode()
    faulty.script = ["ok"]
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(url, {"what": "remove"})
    assert faulty.message()["event"] == "item.withdrawn" and not delivery(page, connection).is_uncertain


def test_a_skipped_first_failure_allows_deleting_the_connection(
    editor_client: Client, connect: Any, faulty: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor_client.post(url, {"what": "skip", "version": delivery(page, connection).version})
    assert editor_client.post(reverse("portal_connections:delete", args=[connection.pk])).status_code == 302
    assert not PortalConnection.objects.exists() and not Delivery.objects.exists()
