"""The check page for whoever holds a code, and the frame on other people's sites."""

import html
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import MaterialPage, NewsPage, SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, PartnerOrigin, Reuse, Usage, origin_of
from cms.accounts.models import Organisation, Role
from tests import factories
from tests.clients import page_text

pytestmark = pytest.mark.django_db


def test_the_field_leads_to_the_address_of_the_code(record: ApprovalRecord, client: Client) -> None:
    answer = client.get("/xac-minh/", {"ma": f" {record.code.lower()} "})
    assert answer["Location"] == f"/xac-minh/{record.shown_code}/"


def test_it_tells_who_approved_what(record: ApprovalRecord, client: Client) -> None:
    text = client.get(f"/xac-minh/{record.code}/").content.decode()
    assert record.text in text and record.approver_name in text and record.agency in text


def test_the_twin_is_open_to_every_origin(record: ApprovalRecord, client: Client) -> None:
    answer = client.get(f"/xac-minh/{record.code}/json/")
    body = json.loads(answer.content)
    assert (body["state"], body["text"], body["label"]) == ("in-force", record.text, "Còn hiệu lực")
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("ABCDE-2345", "10 chữ và số"), ("AB0DE-23456", "không có số 0"), ("ABĐDE-23456", "không có số 0")],
)
def test_a_wrong_code_gets_help(typed: str, said: str, client: Client) -> None:
    answer = client.get(f"/xac-minh/{typed}/")
    assert answer.status_code == 404 and said in page_text(answer)


def test_a_well_formed_code_of_nobody_warns_of_forgery(client: Client) -> None:
    answer = client.get(f"/xac-minh/{codes.new_code()}/")
    assert answer.status_code == 404 and "giả" in answer.content.decode()


@pytest.mark.usefixtures("one_minute")
def test_guessing_is_slowed_down(client: Client) -> None:
    answers = [client.get(f"/xac-minh/{codes.new_code()}/").status_code for _ in range(32)]
    assert answers[-1] == 429 and answers[0] == 404


@pytest.mark.usefixtures("one_minute")
@pytest.mark.parametrize(
    "place",
    [
        "/xac-minh/{}/",
        "/xac-minh/{}/json/",
        "/lay-ve/{}/",
        "/lay-ve/{}/a4.pdf",
        "/lay-ve/{}/xem/a4/",
        "/nhung/{}/",
        "/oembed/?url=http://testserver/xac-minh/{}/",
        "/oembed/?url=http://testserver/nhung/{}/",
        "/lay-ve/?ma={}",
    ],
)
def test_every_place_that_knows_codes_slows_guessing_down(client: Client, place: str) -> None:
    answers = [client.get(place.format(codes.new_code())).status_code for _ in range(31)]
    assert 429 not in answers[:30] and answers[30] == 429


@pytest.mark.usefixtures("one_minute")
def test_guesses_are_counted_together(record: ApprovalRecord, client: Client) -> None:
    for place in ("/xac-minh/{}/", "/nhung/{}/", "/lay-ve/{}/"):
        for _ in range(10):
            client.get(place.format(codes.new_code()))
    assert client.get(f"/oembed/?url=http://testserver/nhung/{codes.new_code()}/").status_code == 429
    assert (
        client.get(f"/xac-minh/{record.code}/", headers={"x-forwarded-for": "198.51.100.7"}).status_code
        == 200
    )


@pytest.mark.usefixtures("one_minute")
def test_right_codes_are_never_too_many(record: ApprovalRecord, client: Client) -> None:
    for place in ("/xac-minh/{}/", "/xac-minh/{}/json/", "/nhung/{}/"):
        assert {client.get(place.format(record.code)).status_code for _ in range(40)} == {200}


@pytest.mark.usefixtures("one_minute")
def test_guesses_are_counted_for_all_processes(client: Client, settings: Any) -> None:
    for _ in range(30):
        client.get(f"/xac-minh/{codes.new_code()}/")
    # What another process sees: its own memory is empty, the store of limits is shared.
    caches["default"].clear()
    caches["limits"].close()
    assert client.get(f"/nhung/{codes.new_code()}/").status_code == 429
    assert "locmem" not in settings.CACHES["limits"]["BACKEND"]


def test_a_store_that_cannot_be_written_locks_nobody_out(client: Client, monkeypatch: Any) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OSError

    monkeypatch.setattr(type(caches["limits"]), "get", broken)
    monkeypatch.setattr(type(caches["limits"]), "set", broken)
    assert client.get(f"/xac-minh/{codes.new_code()}/").status_code == 404


@pytest.mark.parametrize("typed", ["%00", "a" * 3000, "<script>", "😀", "..%2f", "Đ" * 10])
def test_no_text_is_an_error(typed: str, client: Client) -> None:
    assert client.get(f"/xac-minh/{typed}/").status_code == 404
    assert client.get("/xac-minh/", {"ma": typed}).status_code in (200, 302)


def test_a_pending_text_is_kept(department: Any, client: Client) -> None:
    page = factories.draft(SloganPage, department)
    record = factories.approve(page)
    text = client.get(f"/xac-minh/{record.code}/").content.decode()
    assert "chưa công bố" in text and page.text not in text


def test_no_cookie_is_set(record: ApprovalRecord, client: Client) -> None:
    for address in (f"/xac-minh/{record.code}/", f"/nhung/{record.code}/", "/xac-minh/"):
        assert not client.get(address).cookies


def test_any_site_may_frame_it(record: ApprovalRecord, client: Client) -> None:
    answer = client.get(f"/nhung/{record.code}/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "script-src 'none'" in answer["Content-Security-Policy"]


def test_an_embed_shows_the_words_uncut(department: Any, client: Client) -> None:
    text = "Cảnh giác với lời mời đi làm ở nơi xa, hỏi người thân trước khi đi. " * 9
    page = factories.published(MaterialPage, department, form="bai-phat-thanh", text=text.strip())
    assert text.strip() in page_text(client.get(f"/nhung/{page.code}/"))


def test_a_frame_can_be_scrolled() -> None:
    style = Path(finders.find("cms/css/embed.css")).read_text()
    assert "overflow" not in style, "a long text would be cut at the frame's edge"


@pytest.mark.parametrize(("state", "said"), [("pending", "chờ công bố"), ("hidden", "tạm gỡ để rà soát")])
def test_an_embed_says_why_it_is_empty(department: Any, client: Client, state: str, said: str) -> None:
    if state == "hidden":
        page = factories.published(SloganPage, department)
        page.unpublish()
        record = ApprovalRecord.objects.get(page_id=page.pk)
    else:
        record = factories.approve(factories.draft(SloganPage, department))
    text = page_text(client.get(f"/nhung/{record.code}/"))
    assert said in text and "không còn dùng được" not in text


def test_other_pages_stay_out_of_frames(slogan: Any, client: Client) -> None:
    answer = client.get(slogan.url)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def reissued(slogan: Any) -> SloganPage:
    """The slogan with other words, approved and published."""
    slogan.text = "Lời mới được duyệt sau"
    slogan.save_revision()
    page = SloganPage.objects.get(pk=slogan.pk)
    factories.approve(page)
    page.get_latest_revision().publish()
    return SloganPage.objects.get(pk=slogan.pk)


def test_an_embed_follows_to_the_newer_version(slogan: Any, record: ApprovalRecord, client: Client) -> None:
    reissued(slogan)
    assert "Lời mới được duyệt sau" in client.get(f"/nhung/{record.code}/").content.decode()


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


@pytest.mark.parametrize("place", ["/xac-minh/{}/", "/lay-ve/{}/"])
@pytest.mark.parametrize(("ahead", "told"), [(3, True), (0, False), (None, False)])
def test_words_for_later_name_their_first_day(
    department: Any, client: Client, place: str, ahead: int | None, told: bool
) -> None:
    day = None if ahead is None else timezone.localdate() + timedelta(days=ahead)
    page = factories.published(SloganPage, department, valid_from=day)
    answer = client.get(place.format(page.code))
    assert answer.status_code == 200
    said = f"Dùng từ {date_format(day or timezone.localdate())}"
    assert (said in page_text(answer)) == told


def test_embeds_of_anybody_are_counted_without_a_name(record: ApprovalRecord, client: Client) -> None:
    for _ in range(3):
        client.get(f"/nhung/{record.code}/", headers={"referer": "https://blog.example.org/bai"})
    assert not Reuse.objects.exists()
    usage = Usage.objects.get()
    assert (usage.count, usage.how) == (3, How.EMBED)
    assert "blog" not in str(usage.__dict__)


def test_an_embed_of_a_partner_enters_the_register_once(record: ApprovalRecord, client: Client) -> None:
    unit = Organisation.objects.create(name="Cổng thử", kind=Organisation.Kind.PRESS)
    PartnerOrigin.objects.create(origin="https://cong.example.vn", organisation=unit)
    for path in ("a", "b"):
        client.get(f"/nhung/{record.code}/", headers={"referer": f"https://CONG.example.vn:443/{path}"})
    row = Reuse.objects.get()
    assert (row.organisation, row.how, row.where) == (unit, How.EMBED, "https://cong.example.vn")


def test_the_script_for_other_sites_is_open_and_asks_nobody_else(client: Client) -> None:
    answer = client.get("/nhung.js")
    text = answer.content.decode()
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript")
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    assert "a[data-chung-tay]" in text and "document.write" not in text
    # Only the address in the link: no other host stands in it.
    assert set(re.findall(r"https?://[\w.-]+", text)) <= {"https://…"}
    assert client.post("/nhung.js").status_code == 405


def test_our_own_pages_are_no_embed(record: ApprovalRecord, client: Client) -> None:
    client.get(f"/nhung/{record.code}/", headers={"referer": "http://testserver/khau-hieu/"})
    assert not Usage.objects.exists()


def test_oembed_of_page_check_and_embed(
    slogan: Any, record: ApprovalRecord, client: Client, settings: Any
) -> None:
    addresses = [slogan.url, f"/xac-minh/{record.shown_code}/", f"/nhung/{record.shown_code}/"]
    for path in addresses:
        answer = client.get("/oembed/", {"url": settings.SITE_URL + path, "maxwidth": "300"})
        body = json.loads(answer.content)
        assert (body["version"], body["type"], body["width"]) == ("1.0", "rich", 300)
        assert f"/nhung/{record.shown_code}/" in body["html"] and "<script" not in body["html"]


def test_oembed_keeps_the_frame_within_the_size_asked_for(slogan: Any, client: Client, settings: Any) -> None:
    asked = {"url": settings.SITE_URL + slogan.url, "maxwidth": "300", "maxheight": "200"}
    body = client.get("/oembed/", asked).json()
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


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://A.vn/x?y", "https://a.vn"),
        ("http://a.vn:80", "http://a.vn"),
        ("http://a.vn:8080/", "http://a.vn:8080"),
        ("ftp://a.vn", ""),
        ("http://[", ""),
        ("http://a:b", ""),
    ],
)
def test_origins_have_one_spelling(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_downloads_of_staff_are_one_row_a_day(record: ApprovalRecord) -> None:
    unit = Organisation.objects.create(name="Xã thử", kind=Organisation.Kind.COMMUNE)
    user = factories.User.objects.create(username="xa", organisation=unit)
    for output in ("a4", "sms", "a4"):
        register.record_download(record, user, output, {"hotline": "111"})
    row = Reuse.objects.get()
    assert row.printed == {"hotline": "111", "outputs": ["a4", "sms"]}
    assert row.quantity == 3


def test_downloads_of_readers_are_numbers(record: ApprovalRecord) -> None:
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    for _ in range(2):
        register.record_download(record, request.user, "a4", {"hotline": "111"})
    assert Usage.objects.get().count == 2 and not Reuse.objects.exists()
