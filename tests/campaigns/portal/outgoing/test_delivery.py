"""Publications, corrections and withdrawals are delivered once each."""

from typing import Any

import pytest
from django.core.management import call_command
from wagtail.signals import page_published

from campaigns.models import MaterialPage, NewsPage, SloganPage
from campaigns.portal.models import Delivery
from campaigns.portal.outgoing.delivery import deliver, remove, send
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED


def test_an_item_is_published_updated_and_withdrawn(
    receiver: Any,
    connect: Any,
    publish: Any,
    again: Any,
    delivery: Any,
    staff: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    connection = connect(receiver.url)
    page = publish(NewsPage, title="Bản tin đi cổng")
    row = delivery(page, connection)
    assert (row.state, row.code, row.is_pending) == (PUBLISHED, page.code, False)
    assert row.link.startswith(receiver.url)
    first = receiver.lines[-1]
    assert (
        first["event"] == "item.published" and first["item"]["approval"]["code"].replace("-", "") == page.code
    )
    assert "Gọi 111 khi nghi ngờ." in first["item"]["html"] and first["item"]["title"] == "Bản tin đi cổng"
    use = Reuse.objects.get(how=How.PUSH)
    assert (use.state, use.organisation) == (Reuse.State.IN_USE, connection.organisation)

    page = again(page, title="Bản tin đã sửa")
    assert receiver.events == ["item.published", "item.updated"]
    assert receiver.lines[-1]["item"]["title"] == "Bản tin đã sửa"
    assert receiver.lines[-1]["key"] != first["key"]
    assert Reuse.objects.filter(how=How.PUSH).open().count() == 1

    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, staff(Role.APPROVER), "Số liệu sai")
    row = delivery(page, connection)
    assert (row.state, receiver.events[-1], receiver.lines[-1]["holds"]) == (REMOVED, "item.withdrawn", 0)
    assert not Reuse.objects.filter(how=How.PUSH).open().exists()
    assert "tự gỡ" in Reuse.objects.filter(approval__code=page.code).get().note


def test_an_unchanged_item_is_not_sent_again(
    receiver: Any, connect: Any, publish: Any, delivery: Any
) -> None:
    connection = connect(receiver.url)
    page = publish(NewsPage)
    Delivery.objects.mark_changed([connection.target], [str(page.pk)])
    deliver(connection.pk)
    assert receiver.events == ["item.published"]
    assert not delivery(page, connection).is_pending


def test_only_automatic_kinds_of_the_department_are_sent(receiver: Any, connect: Any, publish: Any) -> None:
    connection = connect(receiver.url)
    publish(SloganPage)
    publish(NewsPage, parent=factories.department())
    factories.draft(NewsPage)
    assert not receiver.lines and not Delivery.objects.filter(target=connection.target).exists()


def test_an_editor_sends_and_removes(
    receiver: Any,
    connect: Any,
    publish: Any,
    delivery: Any,
    again: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    connection = connect(receiver.url)
    page = publish(MaterialPage, form="tin-nhan", text="Goi 111 ngay")
    assert not receiver.lines
    with django_capture_on_commit_callbacks(execute=True):
        send(page, connection)
    assert receiver.events == ["item.published"]
    page = again(page, text="Goi 111 mien phi")
    assert receiver.events == ["item.published", "item.updated"]
    with django_capture_on_commit_callbacks(execute=True):
        remove(str(page.pk), connection)
    assert receiver.events[-1] == "item.withdrawn" and delivery(page, connection).state == REMOVED
    again(page, text="Goi 111 mien phi 24/24")
    assert len(receiver.events) == 3


@pytest.mark.parametrize("how", ["unpublish", "delete", "private", "move"])
def test_pages_that_are_not_public_any_more_are_removed(
    how: str, receiver: Any, connect: Any, publish: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connect(receiver.url)
    page = publish(NewsPage)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "unpublish":
            page.unpublish()
        elif how == "delete":
            page.delete()
        elif how == "private":
            page.view_restrictions.create(restriction_type="login")
        else:
            page.move(factories.section(factories.department(), "tin-tuc"), "last-child")
    assert receiver.events == ["item.published", "item.withdrawn"]


def test_expired_pages_are_removed(
    receiver: Any, connect: Any, publish: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connect(receiver.url)
    page = publish(NewsPage)
    NewsPage.objects.filter(pk=page.pk).update(expire_at="2020-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    assert receiver.events == ["item.published", "item.withdrawn"]


def test_a_failed_transaction_leaves_no_delivery(connect: Any, department: Any) -> None:
    connection = connect("http://127.0.0.1:9/")
    page = factories.draft(NewsPage, department)
    factories.approve(page)

    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    page_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            page.get_latest_revision().publish()
    finally:
        page_published.disconnect(fail)
    assert not NewsPage.objects.get(pk=page.pk).live
    assert not Delivery.objects.filter(target=connection.target).exists()
