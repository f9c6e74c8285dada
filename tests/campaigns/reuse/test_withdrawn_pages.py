"""What readers and partners get of a withdrawn text: at its address, in lists, API, check page and embed."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.approvals.status import status_of
from campaigns.models import NewsPage, SloganPage
from tests import factories
from tests.addresses import sitemap_part
from tests.campaigns.workflow import record_of, withdraw
from tests.clients import page_text

pytestmark = pytest.mark.django_db


def test_the_address_answers_410_with_reason_and_code(slogan: Any, approver: Any, client: Client) -> None:
    url = slogan.url
    withdraw(slogan, approver)
    answer = client.get(url)
    assert answer.status_code == 410
    text = answer.content.decode()
    assert "Đã thu hồi" in text and "Số điện thoại đã đổi." in text
    assert record_of(slogan).shown_code in text
    assert "tel:111" in text


@pytest.mark.parametrize("place", ["/xac-minh/{0}/", "/lay-ve/{0}/", "{1}"])
def test_no_place_promises_validity_any_more(slogan: Any, approver: Any, client: Client, place: str) -> None:
    address = place.format(record_of(slogan).shown_code, slogan.url)
    withdraw(slogan, approver)
    text = page_text(client.get(address))
    assert f"đã chấm dứt: thu hồi {date_format(timezone.localdate())}" in text
    assert "không định hạn" not in text


def test_the_replacement_is_named(slogan: Any, approver: Any, department: Any, client: Client) -> None:
    url = slogan.url
    other = factories.published(SloganPage, department)
    withdraw(slogan, approver, replacement=other)
    assert record_of(other).shown_code in client.get(url).content.decode()
    assert status_of(record_of(slogan)).successor == record_of(other)


def test_it_leaves_list_feed_and_sitemap(slogan: Any, approver: Any, client: Client) -> None:
    section = slogan.get_parent().url
    places = [section, f"{section}rss/", f"{section}atom/", f"{section}json/", sitemap_part(slogan)]
    for place in places:
        assert f"/{slogan.slug}/" in client.get(place).content.decode(), place
    withdraw(slogan, approver)
    for place in places:
        assert f"/{slogan.slug}/" not in client.get(place).content.decode()


def test_it_leaves_the_api(slogan: Any, approver: Any, client: Client) -> None:
    def listed() -> list[int]:
        answer = client.get("/api/v2/pages/", {"kind": "khau-hieu", "limit": "50"})
        return [item["id"] for item in answer.json()["items"]]

    assert slogan.pk in listed()
    assert client.get(f"/api/v2/pages/{slogan.pk}/").status_code == 200
    withdraw(slogan, approver)
    assert slogan.pk not in listed()
    assert client.get(f"/api/v2/pages/{slogan.pk}/").status_code == 404


def test_expired_answers_410_and_says_so(department: Any, client: Client) -> None:
    page = factories.published(SloganPage, department, signing={"valid_until": timezone.localdate()})
    url = page.url
    page.expired = True
    page.unpublish(set_expired=True)
    answer = client.get(url)
    assert answer.status_code == 410 and "Hết hạn" in answer.content.decode()


def test_hidden_or_never_published_stays_404(slogan: Any, department: Any, client: Client) -> None:
    url = slogan.url
    slogan.unpublish()
    draft = factories.draft(SloganPage, department)
    assert [client.get(address).status_code for address in (url, draft.get_url())] == [404, 404]


def test_the_check_page_and_its_twin_say_it(slogan: Any, approver: Any, client: Client) -> None:
    code = record_of(slogan).shown_code
    assert "Còn hiệu lực" in client.get(f"/xac-minh/{code}/").content.decode()
    withdraw(slogan, approver)
    assert "Đã thu hồi" in client.get(f"/xac-minh/{code.lower()}/").content.decode()
    twin = json.loads(client.get(f"/xac-minh/{code}/json/").content)
    assert (twin["state"], twin["withdrawal"]["reason"]) == ("withdrawn", "Số điện thoại đã đổi.")


SECRET = "Tên thật của người được cứu"


def retell(department: Any, approver: Any) -> Any:
    """A story that was withdrawn because it tells who a victim is, in its title and its words."""
    story = factories.published(NewsPage, department, title=f"{SECRET} kể lại", summary=f"{SECRET} ở bản.")
    record = record_of(story)
    withdraw(story, approver, "Bài nêu thông tin nhận ra nạn nhân.")
    return story, record


@pytest.mark.parametrize("place", ["/xac-minh/{0}/", "/xac-minh/{0}/json/", "/nhung/{0}/", "{1}"])
def test_a_withdrawn_story_is_shown_nowhere(
    department: Any, approver: Any, client: Client, place: str
) -> None:
    story, record = retell(department, approver)
    text = client.get(place.format(record.shown_code, story.url)).content.decode()
    text = text.replace('<span class="u">', "").replace("</span>", "")
    assert "Bài nêu thông tin nhận ra nạn nhân." in text
    assert SECRET not in text
    if "xac-minh" in place:
        assert "Nguyên văn không còn hiển thị" in text and record.content_hash in text


def test_the_notice_of_a_withdrawn_story_names_it_and_quotes_nothing(
    department: Any, approver: Any, client: Client
) -> None:
    _story, record = retell(department, approver)
    client.force_login(approver)
    text = client.get(f"/admin/thu-hoi/{record.withdrawals.get().pk}/thong-bao/").content.decode()
    assert f"{SECRET} kể lại" in text and f"{SECRET} ở bản." not in text


def test_words_to_be_taken_down_can_still_be_recognised(slogan: Any, approver: Any, client: Client) -> None:
    code = record_of(slogan).shown_code
    withdraw(slogan, approver)
    assert slogan.text in client.get(f"/xac-minh/{code}/").content.decode()
    assert client.get(f"/xac-minh/{code}/json/").json()["text"] == slogan.text


def test_an_embed_says_it(slogan: Any, approver: Any, client: Client) -> None:
    code = record_of(slogan).shown_code
    assert slogan.text in client.get(f"/nhung/{code}/").content.decode().replace(
        '<span class="u">', ""
    ).replace("</span>", "")
    withdraw(slogan, approver)
    text = client.get(f"/nhung/{code}/").content.decode()
    assert "Đã thu hồi" in text and slogan.text not in text
