"""Changes made on the portal are detected and not overwritten."""

from typing import Any

import pytest

from campaigns.models import NewsPage
from campaigns.portal.http.errors import UncertainError
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import maintenance
from tests.campaigns.portal.support.wordpress_fake import WordPressFake, edit_on_portal, post_of

pytestmark = pytest.mark.django_db


def test_a_decision_to_overwrite_is_retried_on_a_busy_portal(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    again: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    edit_on_portal(wordpress_fake, wordpress)
    page = again(page, title="Bản của đơn vị")
    assert delivery(page, wordpress).dead
    Delivery.objects.update(overwrite=True, dead=False)
    wordpress_fake.fails("POST", 503)
    soon(wordpress)
    assert not delivery(page, wordpress).dead
    soon(wordpress)
    assert post_of(wordpress_fake)["title"] == "Bản của đơn vị"


def test_a_changed_post_stops_the_delivery_at_once(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any, again: Any
) -> None:
    page = publish(NewsPage)
    edit_on_portal(wordpress_fake, wordpress)
    page = again(page, title="Bản mới")
    row = delivery(page, wordpress)
    assert row.dead and row.attempts == 1 and post_of(wordpress_fake)["content"] == "Họ đã sửa"


@pytest.mark.parametrize("status", [403, 413, 500])
def test_changes_are_detected_after_a_refusal(
    status: int, wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, again: Any,
    delivery: Any, soon: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage)
    wordpress_fake.fails("POST", status)
    page = again(page, title="Bản hai")
    row = delivery(page, wordpress)
    assert row.is_pending and row.is_uncertain == (status == 500)
    post_of(wordpress_fake)["content"] = "Họ đã sửa"
    Delivery.objects.filter(pk=row.pk).retry()
    soon(wordpress)
    row = delivery(page, wordpress)
    assert row.drift == Delivery.Drift.CHANGED and row.dead
    assert post_of(wordpress_fake)["content"] == "Họ đã sửa"


def test_an_unconfirmed_delivery_is_no_remote_change(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    again: Any,
    delivery: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    wordpress_fake.fails("POST", ("lost", UncertainError("mất trả lời")))
    page = again(page, title="Bản hai")
    assert delivery(page, wordpress).is_uncertain and post_of(wordpress_fake)["title"] == "Bản hai"
    assert soon(wordpress) == 1
    row = delivery(page, wordpress)
    assert (row.drift, row.is_uncertain, row.is_pending) == ("", False, False)


def test_a_stopped_delivery_is_still_checked(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, again: Any, delivery: Any
) -> None:
    page = publish(NewsPage)
    wordpress_fake.fails("POST", 403)
    page = again(page, title="Bản hai")
    Delivery.objects.update(dead=True)
    post_of(wordpress_fake)["content"] = "Họ đã sửa"
    assert maintenance.check_items(wordpress, list(maintenance.due_for_check(wordpress))) == 1
    assert delivery(page, wordpress).drift == Delivery.Drift.CHANGED


def test_a_republished_post_is_detected(
    wordpress_fake: WordPressFake,
    wordpress: PortalConnection,
    publish: Any,
    delivery: Any,
    unpublish: Any,
    soon: Any,
) -> None:
    page = publish(NewsPage)
    unpublish(page)
    assert maintenance.check_items(wordpress, list(maintenance.due_for_check(wordpress))) == 0
    post_of(wordpress_fake)["status"] = "publish"
    Delivery.objects.update(checked_at=None)
    assert maintenance.check_items(wordpress, list(maintenance.due_for_check(wordpress))) == 1
    row = delivery(page, wordpress)
    assert row.drift == Delivery.Drift.REPUBLISHED and row in Delivery.objects.needing_attention()
    Delivery.objects.filter(pk=row.pk).update(overwrite=True)
    Delivery.objects.mark_changed([row.target], [row.key])
    soon(wordpress)
    assert post_of(wordpress_fake)["status"] == "draft" and delivery(page, wordpress).drift == ""


def test_a_replaced_notice_is_detected(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any
) -> None:
    page = publish(NewsPage)
    wordpress_fake.fails("POST", 403)
    unpublish(page)
    assert delivery(page, wordpress).state == Delivery.State.NOTICE
    assert maintenance.check_items(wordpress, list(maintenance.due_for_check(wordpress))) == 0
    post_of(wordpress_fake)["content"] = "Bài cũ lại đăng"
    assert maintenance.check_items(wordpress, list(Delivery.objects.all())) == 1
