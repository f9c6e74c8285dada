"""A sick portal is told from a refused item, and a removal is tried until it arrives (rule 121)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import still_shown
from campaigns.portal.outgoing.delivery import deliver, remove
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from cms.outbox import MAX_ATTEMPTS
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.wordpress_fake import WordPressFake, post_of

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED
LATER = timedelta(minutes=11)


@pytest.fixture
def people(staff: Any) -> tuple[Any, Any]:
    """An editor and an approver of the department, with addresses."""
    found = staff(Role.EDITOR), staff(Role.APPROVER)
    for number, user in enumerate(found):
        user.email = f"nguoi-{number}@example.vn"
        user.save()
    return found


@pytest.fixture
def withdraw(people: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """``withdraw(page)``: withdraw the page and run everything after the commit."""

    def run(page: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            withdrawals.withdraw(page, people[1], "Số liệu sai")

    return run


def alerts() -> list[Any]:
    return [sent for sent in mail.outbox if "cổng" in sent.subject.lower()]


def test_half_an_hour_without_its_database_ends_no_withdrawal(
    faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, withdraw: Any, soon: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = ["500"]
    withdraw(page)
    for _ in range(MAX_ATTEMPTS + 4):
        soon(connection)
    row = delivery(page, connection)
    assert (row.state, row.is_pending, row.dead, row.refusals) == (PUBLISHED, True, False, 0)
    faulty.script = ["ok"]
    assert soon(connection) == 1 and delivery(page, connection).state == REMOVED


@pytest.mark.parametrize("status", ["400", "403", "404", "413", "422", "500"])
def test_a_removal_that_a_healthy_portal_refuses_is_tried_on(
    status: str, faulty: FaultyServer, connect: Any, publish: Any, delivery: Any, unpublish: Any, soon: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = [f"item:{status}"]
    unpublish(page)
    for _ in range(MAX_ATTEMPTS + 1):
        soon(connection)
    row = delivery(page, connection)
    assert row.is_pending and not row.dead and row in Delivery.objects.needing_attention()


def test_an_error_of_one_item_does_not_stop_the_others(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any
) -> None:
    wordpress_fake.fails("POST", 500)
    first, second = publish(NewsPage), publish(NewsPage)
    assert delivery(first, wordpress).is_pending and not wordpress.is_paused(timezone.now())
    assert delivery(second, wordpress).state == PUBLISHED


def test_who_withdrew_and_the_desk_are_told_once(
    faulty: FaultyServer,
    connect: Any,
    publish: Any,
    delivery: Any,
    withdraw: Any,
    soon: Any,
    people: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage, title="Bài sai số liệu")
    faulty.script = ["500"]
    withdraw(page)
    assert still_shown.alert() == 0 and not alerts()
    with freeze_time(timezone.now() + LATER), django_capture_on_commit_callbacks(execute=True):
        assert still_shown.alert() == 1
        assert still_shown.alert() == 0
    assert sorted(sent.to[0] for sent in alerts()) == [user.email for user in people]
    assert "vẫn thấy" in alerts()[0].body and "Bài sai số liệu" in alerts()[0].subject
    faulty.script = ["ok"]
    with django_capture_on_commit_callbacks(execute=True):
        soon(connection)
    assert "đã gỡ" in alerts()[-1].subject and len(alerts()) == 4
    assert delivery(page, connection).alerted_at is None and not still_shown.still_shown().exists()


@pytest.mark.parametrize("how", ["off", "asked", "withheld"])
def test_whatever_keeps_a_removal_from_arriving_is_told(
    how: str, faulty: FaultyServer, connect: Any, publish: Any, unpublish: Any, people: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = ["503"]
    if how == "off":
        PortalConnection.objects.update(is_active=False)
    elif how == "asked":
        Delivery.objects.update(state=Delivery.State.REMOVAL_REQUESTED)
    with django_capture_on_commit_callbacks(execute=True):
        remove(str(page.pk), connection) if how == "withheld" else unpublish(page)
    with freeze_time(timezone.now() + LATER), django_capture_on_commit_callbacks(execute=True):
        assert still_shown.alert() == 1
    assert [sent.to for sent in alerts()] == [[people[0].email]]


def test_an_item_that_is_to_be_published_is_no_alarm(
    faulty: FaultyServer, connect: Any, publish: Any
) -> None:
    faulty.script = ["late"]
    connect(faulty.url, is_active=False)
    publish(NewsPage)
    with freeze_time(timezone.now() + LATER):
        assert still_shown.alert() == 0


def test_the_screens_say_that_readers_still_see_it(
    faulty: FaultyServer, connect: Any, publish: Any, withdraw: Any, people: Any, delivery: Any, soon: Any
) -> None:
    connection = connect(faulty.url)
    page = publish(NewsPage, title="Bài sai số liệu")
    faulty.script = ["500"]
    withdraw(page)
    withdrawal = withdrawals.Withdrawal.objects.get()
    addresses = {
        reverse("wagtailadmin_home"): "người đọc vẫn còn thấy trên cổng",
        reverse("withdrawal", args=[withdrawal.pk]): "người đọc vẫn còn thấy ở đó",
    }

    def seen(user: Any, url: str) -> str:
        client = Client()
        client.force_login(user)
        return client.get(url).content.decode()

    assert all(words in seen(people[1], url) for url, words in addresses.items())
    assert "cổng chưa xác nhận" in seen(people[0], reverse("portal_item", args=[page.pk]))
    faulty.script = ["ok"]
    soon(connection)
    assert not any(words in seen(people[1], url) for url, words in addresses.items())


def test_a_removed_post_is_kept_open_until_its_pictures_are_gone(
    wordpress_fake: WordPressFake, wordpress: PortalConnection, publish: Any, delivery: Any, unpublish: Any,
    soon: Any, picture: Any,
) -> None:  # fmt: skip
    page = publish(NewsPage, picture=picture)
    wordpress_fake.keeps_media = True
    unpublish(page)
    row = delivery(page, wordpress)
    assert row.is_pending and "Xóa ảnh" in row.answer and post_of(wordpress_fake)["status"] == "draft"
    wordpress_fake.keeps_media = False
    assert soon(wordpress) == 1
    assert delivery(page, wordpress).state == REMOVED and not wordpress_fake.media


def test_deliver_is_not_stopped_by_a_deleted_connection(connect: Any) -> None:
    connection = connect("https://cong.example.vn/")
    key = connection.pk
    connection.delete()
    assert deliver(key) == 0
