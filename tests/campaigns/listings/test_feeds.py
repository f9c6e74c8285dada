"""Feeds: what readers of them need beside titles and filters."""

from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from campaigns.models import EventPage, NewsPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories
from tests.addresses import sitemap_part

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["rss/", "atom/", "json/"]
TRICKY = "Nhắn tới <tên người gửi> & hứa <b>việc nhẹ</b>"


@pytest.fixture
def url(department: Any) -> str:
    return str(factories.section(department, "tin-tuc").url)


def xml(client: Client, url: str, query: dict[str, Any] | None = None) -> ET.Element:
    answer = client.get(url, query or {})
    assert answer.status_code == 200
    return ET.fromstring(answer.content)


def test_a_summary_with_angle_brackets_stays_whole(department: Any, url: str, client: Client) -> None:
    factories.published(NewsPage, department, summary=TRICKY)
    as_html = "Nhắn tới &lt;tên người gửi&gt; &amp; hứa &lt;b&gt;việc nhẹ&lt;/b&gt;"
    assert xml(client, f"{url}rss/").findtext("channel/item/description") == as_html
    summary = xml(client, f"{url}atom/").find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None and summary.text == as_html and summary.get("type") == "html"
    (item,) = client.get(f"{url}json/").json()["items"]
    assert item["summary"] == item["content_text"] == TRICKY


@pytest.mark.parametrize("days", [-400, 0, 400])
def test_no_item_is_of_a_day_to_come(department: Any, client: Client, days: int) -> None:
    starts = timezone.now() + timedelta(days=days)
    page = factories.published(EventPage, department, starts_at=starts, date=timezone.localdate(starts))
    (item,) = client.get(f"{factories.section(department, 'su-kien').url}json/").json()["items"]
    moment = datetime.fromisoformat(item["date_published"])
    assert moment <= page.first_published_at
    if days < 0:
        assert timezone.localdate(moment) == page.date


def test_atom_names_its_author_and_that_of_each_entry(department: Any, url: str, client: Client) -> None:
    page = factories.published(NewsPage, department)
    feed = xml(client, f"{url}atom/")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == department.title
    agency = page.approvals.get().agency
    assert agency and feed.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == agency


def test_each_choice_of_filters_is_a_feed_of_its_own(department: Any, url: str, client: Client) -> None:
    def identity(**query: Any) -> str:
        return xml(client, f"{url}atom/", query).findtext(f"{ATOM}id") or ""

    queries = [{}, {"region": "20"}, {"region": ["20", "04"]}, {"year": "2025"}]
    found = [identity(**query) for query in queries]
    assert len(set(found)) == len(found) and all(one.startswith("urn:uuid:") for one in found)
    # Neither the order, nor the page, nor what means nothing makes another one.
    assert identity(region=["04", "20"], page="2", size="3", la="1") == found[2]
    section = factories.section(department, "tin-tuc")
    section.slug = "ten-moi"
    section.save_revision().publish()
    assert xml(client, f"{section.get_parent().url}ten-moi/atom/").findtext(f"{ATOM}id") == found[0]


# Pages of a feed


def test_pages_of_a_feed_lead_to_the_next_and_end(department: Any, url: str, client: Client) -> None:
    pages = [factories.published(NewsPage, department, date=date(2026, 1, day)) for day in range(1, 6)]
    seen, address, number = [], f"{url}json/?size=2&year=2026", 0
    while address:
        data = client.get(address).json()
        seen += [item["title"] for item in data["items"]]
        address, number = data.get("next_url"), number + 1
    assert number == 3 and seen == [page.title for page in reversed(pages)]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_page_after_the_last_has_no_items(department: Any, url: str, client: Client, feed: str) -> None:
    titles = [factories.published(NewsPage, department).title for _ in range(3)]
    beyond = client.get(url + feed, {"size": "2", "page": "50"})
    assert beyond.status_code == 200 and not [one for one in titles if one in beyond.content.decode()]
    assert "page=51" not in beyond.content.decode()


@pytest.mark.parametrize("feed", ["rss/", "atom/"])
def test_xml_feeds_link_their_pages(department: Any, url: str, client: Client, feed: str) -> None:
    for _ in range(3):
        factories.published(NewsPage, department)

    def links(number: int) -> dict[str, str]:
        root = xml(client, url + feed, {"size": "1", "page": number})
        found = root.iter(f"{ATOM}link")
        return {
            str(one.get("rel")): str(one.get("href")).partition("?")[2] for one in found if one.get("rel")
        }

    assert links(1)["next"] == "size=1&page=2" and "prev" not in links(1)
    assert (links(2)["prev"], links(2)["self"]) == ("size=1&page=1", "size=1&page=2")
    assert "next" not in links(3)


# Asked again


@pytest.fixture
def settled(department: Any) -> None:
    """A page of the section that was published some time ago."""
    factories.published(NewsPage, department)
    for model in (PageLogEntry, ModelLogEntry):
        model.objects.update(timestamp=timezone.now() - timedelta(minutes=5))


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("path", [*FEEDS, "sitemap"])
def test_what_has_not_changed_is_not_sent_again(url: str, client: Client, path: str) -> None:
    address = url + path if path in FEEDS else sitemap_part(NewsPage.objects.get())
    first = client.get(address)
    for name, value in (("if-modified-since", first["Last-Modified"]), ("if-none-match", first["ETag"])):
        again = client.get(address, headers={name: value})
        assert again.status_code == 304 and not again.content


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("path", [*FEEDS, "sitemap"])
def test_a_withdrawal_is_a_change(url: str, client: Client, staff: Any, path: str) -> None:
    address = url + path if path in FEEDS else sitemap_part(NewsPage.objects.get())
    first = client.get(address)
    withdrawals.withdraw(NewsPage.objects.get(), staff(Role.APPROVER), "Số điện thoại đã đổi.")
    for name, value in (("if-modified-since", first["Last-Modified"]), ("if-none-match", first["ETag"])):
        assert client.get(address, headers={name: value}).status_code == 200


@pytest.mark.usefixtures("settled")
def test_a_set_end_is_a_change(url: str, client: Client) -> None:
    first = client.get(f"{url}json/")
    NewsPage.objects.update(expire_at=timezone.now() - timedelta(seconds=3))
    headers = {"if-modified-since": first["Last-Modified"]}
    assert client.get(f"{url}json/", headers=headers).json()["items"] == []


def test_within_the_second_of_a_change_no_time_is_promised(department: Any, url: str, client: Client) -> None:
    factories.published(NewsPage, department)
    answer = client.get(f"{url}rss/")
    assert "Last-Modified" not in answer and answer["ETag"]


def test_an_empty_feed_is_the_same_each_time(url: str, client: Client) -> None:
    for feed in FEEDS:
        assert client.get(url + feed).content == client.get(url + feed).content
