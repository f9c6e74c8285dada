"""Run by ``test_kind.py`` in a process of its own, with ``tests.kind`` installed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.approvals import codes
from campaigns.editorial.reminders import due_items
from campaigns.models import SectionPage
from campaigns.portal.outgoing.items import published_item
from cms.accounts.models import Role
from search.sync import deliver_soon
from tests import factories
from tests.kind.models import PledgePage

pytestmark = pytest.mark.django_db
TEXT = "Thôn bản ta cam kết không để ai bị lừa bán"


@pytest.fixture
def pledge(department: Any, index: Any) -> PledgePage:
    return factories.published(
        PledgePage,
        department,
        title="Cam kết Nà Sác",
        text=TEXT,
        village="Nà Sác",
        review_on=timezone.localdate() + timedelta(days=3),
    )


def test_it_has_sections_of_its_own(pledge: PledgePage, department: Any, client: Client) -> None:
    section = SectionPage.objects.child_of(department).get(kind="ban-cam-ket")
    answer = client.get(section.url)
    assert section.title == "Bản cam kết"
    assert pledge.title in answer.content.decode() and "Đang vận động" in answer.content.decode()


def test_feeds_carry_it_with_its_approval(pledge: PledgePage, department: Any, client: Client) -> None:
    section = SectionPage.objects.child_of(department).get(kind="ban-cam-ket")
    (item,) = client.get(f"{section.url}json/").json()["items"]
    assert item["title"] == pledge.title and item["_duyet"]["code"] == codes.shown(pledge.code)
    assert pledge.title in client.get(f"{section.url}rss/").content.decode()


def test_its_page_shows_text_state_and_structured_data(pledge: PledgePage, client: Client) -> None:
    html = client.get(pledge.url).content.decode()
    assert TEXT in html and "Đang vận động" in html and '"@type":"CreativeWork"' in html


def test_search_finds_it_and_names_its_kind(pledge: PledgePage, client: Client) -> None:
    deliver_soon()
    found = client.get("/api/search/?q=cam+ket+na+sac").json()
    assert [row["title"] for row in found["results"]] == [pledge.title]
    assert "Bản cam kết" in client.get("/tim-kiem/?q=cam+ket+na+sac").content.decode()


def test_the_api_lists_it_and_shows_its_own_field(pledge: PledgePage, client: Client) -> None:
    listed = client.get("/api/v2/pages/?kind=ban-cam-ket").json()["items"]
    assert [row["title"] for row in listed] == [pledge.title]
    detail = client.get(f"/api/v2/pages/{pledge.pk}/").json()
    assert detail["village"] == "Nà Sác" and detail["text"] == TEXT


def test_the_portal_gets_it(pledge: PledgePage) -> None:
    item = published_item(pledge)
    assert item is not None
    assert (item.kind, item.text) == ("ban-cam-ket", TEXT)
    assert item.fields["village"] == "Nà Sác"


def test_the_basket_offers_it_and_its_kit_has_its_heading(pledge: PledgePage, client: Client) -> None:
    assert pledge.title in client.get("/lay-ve/").content.decode()
    assert client.get(f"/lay-ve/{codes.shown(pledge.code)}/").status_code == 200
    ordered = client.post("/lay-ve/", {"ma": pledge.code, "nhom": "chu"})
    assert ordered.status_code == 302


def test_editors_are_reminded_of_its_review(pledge: PledgePage) -> None:
    (due,) = [item for item in due_items(timezone.localdate()) if item.page == pledge]
    assert due.role == Role.EDITOR and due.day == pledge.review_on
