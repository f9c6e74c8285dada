"""oEmbed: which addresses have one, and the frame it gives."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.kits.embed_code import embed_height
from campaigns.models import NewsPage, SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.kits.support import reissued

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", ["nhung", "xac-minh"])
def test_oembed_follows_to_the_newer_version(
    slogan: Any, record: ApprovalRecord, client: Client, settings: Any, place: str
) -> None:
    page = reissued(slogan)
    answer = client.get("/oembed/", {"url": f"{settings.SITE_URL}/{place}/{record.shown_code}/"})
    assert f"/nhung/{codes.shown(page.code)}/" in answer.json()["html"]
    assert answer.json()["title"] == "Lời mới được duyệt sau"


@pytest.mark.parametrize("ending", ["withdrawn", "expired"])
def test_oembed_of_what_is_over_gives_the_frame_that_says_so(
    slogan: Any, record: ApprovalRecord, staff: Any, client: Client, settings: Any, ending: str
) -> None:
    if ending == "withdrawn":
        withdrawals.withdraw(slogan, staff(Role.APPROVER), "Số điện thoại đã đổi.")
    else:
        SloganPage.objects.filter(pk=slogan.pk).update(live=False, expired=True)
    body = client.get("/oembed/", {"url": f"{settings.SITE_URL}/nhung/{record.shown_code}/"}).json()
    assert f"/nhung/{record.shown_code}/" in body["html"]
    assert slogan.text not in json.dumps(body, ensure_ascii=False)


def test_oembed_of_what_is_hidden_or_unknown_is_nothing(
    slogan: Any, record: ApprovalRecord, client: Client, settings: Any
) -> None:
    slogan.unpublish()
    for code in (record.shown_code, codes.shown(codes.new_code())):
        url = f"{settings.SITE_URL}/nhung/{code}/"
        assert client.get("/oembed/", {"url": url}).status_code == 404


def test_oembed_of_page_check_and_embed(
    slogan: Any, record: ApprovalRecord, client: Client, settings: Any
) -> None:
    addresses = [slogan.url, f"/xac-minh/{record.shown_code}/", f"/nhung/{record.shown_code}/"]
    for path in addresses:
        answer = client.get("/oembed/", {"url": settings.SITE_URL + path, "maxwidth": "300"})
        body = json.loads(answer.content)
        assert (body["version"], body["type"], body["width"]) == ("1.0", "rich", 300)
        assert f"/nhung/{record.shown_code}/" in body["html"] and "<script" not in body["html"]


def test_oembed_keeps_the_frame_within_the_requested_size(slogan: Any, client: Client, settings: Any) -> None:
    query = {"url": settings.SITE_URL + slogan.url, "maxwidth": "300", "maxheight": "200"}
    body = client.get("/oembed/", query).json()
    assert (body["width"], body["height"]) == (300, 200)
    assert 'width="300" height="200"' in body["html"] and "max-width:300px" in body["html"]
    assert "480" not in body["html"]


def _oembed_links(answer: Any) -> list[str]:
    found = re.findall(
        r'<link rel="alternate" type="application/json\+oembed"[^>]*>', answer.content.decode()
    )
    return [html.unescape(link.partition('href="')[2].partition('"')[0]) for link in found]


def test_pages_with_a_code_say_where_their_oembed_is(
    slogan: Any, record: ApprovalRecord, department: Any, client: Client, settings: Any
) -> None:
    news = factories.published(NewsPage, department)
    for path, code in (
        (slogan.url, record.shown_code),
        (f"/xac-minh/{record.shown_code}/", record.shown_code),
        (news.url, codes.shown(news.code)),
    ):
        (link,) = _oembed_links(client.get(path))
        assert link.startswith(f"{settings.SITE_URL}/oembed/?url=")
        answer = client.get(link.removeprefix(settings.SITE_URL))
        assert f"/nhung/{code}/" in answer.json()["html"]


def test_what_has_no_oembed_names_none(
    slogan: Any, record: ApprovalRecord, staff: Any, client: Client
) -> None:
    assert _oembed_links(client.get("/")) == []
    assert _oembed_links(client.get("/xac-minh/")) == []
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Số điện thoại đã đổi.")
    assert _oembed_links(client.get(f"/xac-minh/{record.shown_code}/")) == []


@pytest.mark.parametrize("url", ["", "https://khac.example/", "http://[", "javascript:1"])
def test_oembed_knows_its_own_addresses_only(url: str, client: Client) -> None:
    assert client.get("/oembed/", {"url": url}).status_code == 404


def test_the_last_slash_and_the_scheme_do_not_matter(
    slogan: Any, record: ApprovalRecord, client: Client, settings: Any
) -> None:
    settings.SITE_URL = "https://trang.example.vn"
    paths = [slogan.url, f"/xac-minh/{record.shown_code}/", f"/nhung/{record.shown_code}/"]
    hosts = ["https://trang.example.vn", "http://trang.example.vn", "HTTP://TRANG.example.vn:80"]
    for path in (*paths, *(path.rstrip("/") for path in paths), f"{slogan.url}?utm=a#b"):
        for host in hosts:
            answer = client.get("/oembed/", {"url": host + path})
            assert answer.status_code == 200, host + path
            assert f"/nhung/{record.shown_code}/" in answer.json()["html"]


@pytest.mark.parametrize(
    "host",
    [
        "https://khac.example.vn",
        "ftp://trang.example.vn",
        "https://trang.example.vn:8443",
        "trang.example.vn",
    ],
)
def test_another_host_or_port_is_another_site(slogan: Any, client: Client, settings: Any, host: str) -> None:
    settings.SITE_URL = "https://trang.example.vn"
    assert client.get("/oembed/", {"url": host + slogan.url}).status_code == 404


def test_an_old_address_leads_to_the_embed(
    slogan: Any, record: ApprovalRecord, client: Client, settings: Any
) -> None:
    Redirect.add_redirect("/dia-chi-cu", slogan)
    answer = client.get("/oembed/", {"url": f"{settings.SITE_URL}/dia-chi-cu/"})
    assert f"/nhung/{record.shown_code}/" in answer.json()["html"]


@pytest.mark.parametrize("times", [1, 60])
def test_a_frame_is_as_high_as_its_words(department: Any, client: Client, settings: Any, times: int) -> None:
    page = factories.published(SloganPage, department, text="Cảnh giác với việc nhẹ lương cao. " * times)
    body = client.get("/oembed/", {"url": settings.SITE_URL + page.url}).json()
    assert body["height"] == embed_height(page.text) and f'height="{body["height"]}"' in body["html"]
