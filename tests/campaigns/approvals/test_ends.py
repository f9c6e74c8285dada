"""A set end counts when it is read: a worker that has stopped keeps no ended text in force."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from campaigns.approvals.status import State, ended_status, record_in_force, status_of
from campaigns.kits import orders
from campaigns.models import EventPage, NewsPage, SloganPage
from campaigns.portal.outgoing.items import published_item
from campaigns.site.templatetags import content
from tests import factories
from tests.addresses import sitemap_part
from tests.campaigns.workflow import record_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
# What the worker, editors and administrators do with pages that are live in the database.
FOR_STAFF = {
    "campaigns/approvals/integrity.py",
    "campaigns/editorial/outdated.py",
    "campaigns/editorial/remarks.py",
    "campaigns/editorial/reminders.py",
    "campaigns/models/content.py",
    "campaigns/portal/exchange/importing.py",
    "campaigns/portal/views/imports.py",
    "cms/scheduler.py",
}


def end(page: Any, ago: timedelta = timedelta(minutes=1)) -> Any:
    """The page with its end so long ago, still live in the database."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - ago)
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def slogan(department: Any) -> Any:
    factories.section(department, SloganPage.search_kind)
    return end(factories.published(SloganPage, title="Chung tay vì bình yên", text="Chung tay vì bình yên"))


def test_the_page_and_its_outputs_are_gone(slogan: Any, client: Client) -> None:
    assert slogan.live
    for address in (slogan.url, f"/lay-ve/{slogan.code}/", f"/lay-ve/{slogan.code}/bang-led.txt"):
        assert client.get(address).status_code == 410, address
    assert "đã hết thời hạn" in client.get(f"/nhung/{slogan.code}/").content.decode()
    assert client.get(f"/xac-minh/{slogan.code}/json/").json()["state"] == State.EXPIRED


def test_no_list_has_it(slogan: Any, client: Client) -> None:
    section = slogan.get_parent()
    addresses = [
        "/",
        section.url,
        f"{section.url}rss/",
        f"{section.url}json/",
        sitemap_part(slogan),
        "/lay-ve/",
    ]
    addresses += ["/api/v2/pages/", "/api/v2/pages/?kind=khau-hieu"]
    for address in addresses:
        answer = client.get(address)
        found = b"".join(answer) if answer.streaming else answer.content
        # A part of the sitemap without any other page is none.
        assert answer.status_code == 200 or address == sitemap_part(slogan), address
        assert slogan.title.encode() not in found and slogan.slug.encode() not in found, address


def test_nothing_takes_it_for_in_force(slogan: Any) -> None:
    record = record_of(slogan)
    assert status_of(record).state == State.EXPIRED
    assert ended_status(slogan).state == State.EXPIRED
    assert record_in_force(slogan.pk) is None
    assert orders.usable_records([slogan.code]) == []
    assert published_item(slogan) is None
    assert content.if_open(slogan) is None and not content.offers_kit(slogan)


def test_an_ended_event_takes_its_calendar_file_along(department: Any, client: Client) -> None:
    event = end(factories.published(EventPage, department))
    for address in (event.url, f"{event.url}lich/"):
        assert client.get(address).status_code == 410, address


def test_before_its_end_it_is_in_force(department: Any, client: Client) -> None:
    page = end(factories.published(SloganPage), ago=timedelta(minutes=-1))
    assert client.get(page.url).status_code == 200
    assert status_of(record_of(page)).state == State.IN_FORCE


def test_what_hangs_on_it_remains(department: Any, client: Client) -> None:
    """A section whose own end has come is not found; the pages below it keep their addresses."""
    page = factories.published(NewsPage, department)
    section = page.get_parent()
    Page.objects.filter(pk=section.pk).update(expire_at=timezone.now())
    assert client.get(section.url).status_code == 404
    assert client.get(page.url).status_code == 200


def test_code_for_readers_asks_for_the_end_too() -> None:
    """Wagtail's ``live()`` knows no end; readers' code uses ``live_now`` or ``open_to_all``."""
    found = {
        str(path.relative_to(ROOT))
        for package in ("cms", "media", "search", "campaigns")
        for path in (ROOT / package).rglob("*.py")
        if ".live()" in path.read_text(encoding="utf-8")
    }
    assert found - FOR_STAFF == set()
