"""The admin pages of the portals."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection as connection_of_database
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, ImportedItem, PortalConnection
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def query_count(editor_client: Client) -> Callable[[str], int]:
    def count(name: str) -> int:
        editor_client.get(reverse(name))
        with CaptureQueriesContext(connection_of_database) as queries:
            assert editor_client.get(reverse(name)).status_code == 200
        return len(queries)

    return count


def test_answers_of_portals_are_escaped(
    editor_client: Client, connect: Any, publish: Any, faulty: Any
) -> None:
    connect(faulty.url)
    page = publish(NewsPage)
    Delivery.objects.update(answer="<script>alert(1)</script>", version=F("delivered") + 1, dead=True)
    PortalConnection.objects.update(answer="<img src=x onerror=alert(1)>", answered_well=False)
    for name, args in (("portal_item", [page.pk]), ("portal_overview", []), ("wagtailadmin_home", [])):
        text = editor_client.get(reverse(name, args=args)).content.decode()
        assert "<script>alert(1)" not in text and "<img src=x" not in text


def test_page_editor_links_to_the_portals(editor_client: Client, connect: Any, department: Any) -> None:
    connect("https://cong.example.vn/")
    page = factories.published(NewsPage, department)
    text = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("portal_item", args=[page.pk]) in text and reverse("portal_manual", args=[page.pk]) in text


@pytest.mark.parametrize("name", ["portal_overview", "wagtailadmin_home", "portal_deliveries"])
def test_queries_do_not_grow_with_portals(name: str, query_count: Any, connect: Any) -> None:
    connect("https://cong.example.vn/")
    one = query_count(name)
    for number in range(12):
        connect(f"https://cong-{number}.example.vn/", "chung-tay")
    assert query_count(name) <= one + 1


def test_queries_do_not_grow_with_imported_items(query_count: Any, connect: Any) -> None:
    site = connect("https://nguon.example.vn", "chung-tay")

    def offered(count: int) -> None:
        ImportedItem.objects.bulk_create(
            ImportedItem(connection=site, uid=uuid4(), code="0123456789") for _number in range(count)
        )

    offered(1)
    one = query_count("portal_imports")
    offered(20)
    assert query_count("portal_imports") == one


@pytest.mark.parametrize("how", ["deleted", "moved"])
def test_deleted_and_moved_pages_keep_their_portal_page(
    how: str, editor_client: Client, connect: Any, faulty: Any, publish: Any, delivery: Any,
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
    assert url in editor_client.get(reverse("wagtailadmin_home")).content.decode()
    screen = editor_client.get(url).content.decode()
    assert "Bài cũ" in screen and "Gửi lại" in screen and "Gửi lên cổng" not in screen
    faulty.script = ["ok"]
    decide = reverse("portal_decide", args=[key, connection.pk])
    assert editor_client.post(decide, {"what": "send"}).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert editor_client.post(decide, {"what": "retry"}).status_code == 302
    assert Delivery.objects.get().state == Delivery.State.REMOVED
    assert editor_client.get(reverse("portal_item", args=[999999])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"is_active": False}, "đang tắt"), ({"automatic": []}, "loại nội dung"), ({}, "đều đã gửi")],
)
def test_sending_all_explains_why_nothing_is_sent(
    fields: dict[str, Any], words: str, editor_client: Client, connect: Any
) -> None:
    connection = connect("https://cong.example.vn/", **fields)
    response = editor_client.post(reverse("portal_send_all", args=[connection.pk]), follow=True)
    assert words in response.content.decode()


def test_a_webhook_offers_no_check(editor_client: Client, connect: Any) -> None:
    connection = connect("https://cong.example.vn/")
    assert "Soát lại" not in editor_client.get(reverse("portal_overview")).content.decode()
    text = editor_client.post(
        reverse("portal_check_items", args=[connection.pk]), follow=True
    ).content.decode()
    assert "đều khớp" not in text and "không cho xem lại" in text
