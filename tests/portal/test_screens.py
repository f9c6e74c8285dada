"""What editors see of the portals and decide there, and how often the database is asked for it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection as connection_of_database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal import upkeep
from campaigns.portal.models import Delivery, PortalConnection, TakenItem
from cms.accounts.models import Role
from tests import factories
from tests.portal.test_admin import signed_in

pytestmark = pytest.mark.django_db
R = Role
NEW = "portal_connections:add"


@pytest.fixture
def editor(staff: Any) -> Client:
    return signed_in(staff(R.EDITOR))


@pytest.fixture
def asked_at(editor: Client) -> Callable[[str], int]:
    def count(name: str) -> int:
        editor.get(reverse(name))
        with CaptureQueriesContext(connection_of_database) as queries:
            assert editor.get(reverse(name)).status_code == 200
        return len(queries)

    return count


@pytest.mark.parametrize("name", ["portal_overview", "wagtailadmin_home", "portal_deliveries"])
def test_screens_ask_the_same_for_one_portal_and_for_many(name: str, asked_at: Any, connect: Any) -> None:
    connect("https://cong.example.vn/")
    one = asked_at(name)
    for number in range(12):
        connect(f"https://cong-{number}.example.vn/", "chung-tay")
    assert asked_at(name) <= one + 1


def test_taken_items_ask_the_same_for_one_and_for_many(asked_at: Any, connect: Any) -> None:
    site = connect("https://nguon.example.vn", "chung-tay")

    def offered(count: int) -> None:
        TakenItem.objects.bulk_create(
            TakenItem(connection=site, uid=uuid4(), code="0123456789") for _number in range(count)
        )

    offered(1)
    one = asked_at("portal_taken")
    offered(20)
    assert asked_at("portal_taken") == one


@pytest.mark.parametrize("how", ["deleted", "moved"])
def test_a_page_that_is_gone_still_has_its_screen(
    how: str, editor: Client, connect: Any, faulty: Any, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    connection = connect(faulty.url)
    page = publish(NewsPage, title="Bài cũ")
    faulty.script = ["500"]
    with django_capture_on_commit_callbacks(execute=True):
        if how == "deleted":
            page.delete()
        else:
            page.move(factories.section(factories.department(), "tin-tuc"), "last-child")
    key = Delivery.objects.get().key
    url = reverse("portal_item", args=[key])
    assert url in editor.get(reverse("wagtailadmin_home")).content.decode()
    screen = editor.get(url).content.decode()
    assert "Bài cũ" in screen and "Gửi lại" in screen and "Gửi lên cổng" not in screen
    faulty.script = ["ok"]
    decide = reverse("portal_decide", args=[key, connection.pk])
    assert editor.post(decide, {"what": "send"}).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(decide, {"what": "retry"}).status_code == 302
    assert Delivery.objects.get().state == Delivery.State.DOWN
    assert editor.get(reverse("portal_item", args=[999999])).status_code == 404


def test_a_take_down_that_was_skipped_stays_skipped(
    editor: Client, connect: Any, faulty: Any, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    connection = connect(faulty.url)
    page = publish(NewsPage)
    faulty.script = ["500"]
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor.post(url, {"what": "skip", "version": delivery(page, connection).version})
    assert upkeep.stray() == 0 and not delivery(page, connection).waits
    Delivery.objects.touch([connection.target], [str(page.pk)])
    assert not delivery(page, connection).skipped


def test_what_came_after_the_page_was_shown_is_not_skipped(
    editor: Client, connect: Any, faulty: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    shown = delivery(page, connection).version
    page.unpublish()
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    for version in (shown, "", "x"):
        response = editor.post(url, {"what": "skip", "version": version}, follow=True)
        assert "thay đổi mới" in response.content.decode()
        assert delivery(page, connection).waits


def test_a_doubt_can_be_settled_by_taking_it_down(
    editor: Client, connect: Any, faulty: Any, publish: Any, delivery: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    """A server that broke down may have posted it first: so it is not forgotten, and can be cleared."""
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor.post(url, {"what": "skip", "version": delivery(page, connection).version})
    assert delivery(page, connection).in_doubt
    assert "Gỡ khỏi cổng" in editor.get(reverse("portal_item", args=[page.pk])).content.decode()
    faulty.script = ["ok"]
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(url, {"what": "take_back"})
    assert faulty.told()["event"] == "item.withdrawn" and not delivery(page, connection).in_doubt


def test_a_first_failure_that_was_skipped_does_not_keep_the_connection(
    editor: Client, connect: Any, faulty: Any, publish: Any, delivery: Any
) -> None:
    faulty.script = ["500"]
    connection = connect(faulty.url)
    page = publish(NewsPage)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    editor.post(url, {"what": "skip", "version": delivery(page, connection).version})
    assert editor.post(reverse("portal_connections:delete", args=[connection.pk])).status_code == 302
    assert not PortalConnection.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"is_active": False}, "đang tắt"), ({"automatic": []}, "loại nội dung"), ({}, "đều đã gửi")],
)
def test_sending_everything_says_why_nothing_goes(
    fields: dict[str, Any], words: str, editor: Client, connect: Any
) -> None:
    connection = connect("https://cong.example.vn/", **fields)
    response = editor.post(reverse("portal_enlist", args=[connection.pk]), follow=True)
    assert words in response.content.decode()


def test_who_may_not_send_sees_no_button(staff: Any, home: Any, connect: Any, editor: Client) -> None:
    connect("https://cong.example.vn/")
    administrator = signed_in(staff(R.ADMINISTRATOR, home.get_parent()))
    text = administrator.get(reverse("portal_overview")).content.decode()
    assert "Thử kết nối" in text and "Gửi mọi bài đang đăng" not in text
    assert "Gửi mọi bài đang đăng" in editor.get(reverse("portal_overview")).content.decode()


def test_a_receiver_is_not_said_to_agree(editor: Client, connect: Any) -> None:
    connection = connect("https://cong.example.vn/")
    assert "Soát lại" not in editor.get(reverse("portal_overview")).content.decode()
    text = editor.post(reverse("portal_look", args=[connection.pk]), follow=True).content.decode()
    assert "đều khớp" not in text and "không cho xem lại" in text
