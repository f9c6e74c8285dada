"""The frame on other sites: it follows every change, its use is counted or registered."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from campaigns.approvals.models import ApprovalRecord
from campaigns.kits.embed_code import HIGHEST, LOWEST, embed_height
from campaigns.models import MaterialPage, SloganPage
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, PartnerOrigin, Reuse, Usage
from cms.accounts.models import Organisation, Role
from tests import factories
from tests.campaigns.kits.support import reissued
from tests.clients import page_text

pytestmark = pytest.mark.django_db


def test_any_site_may_frame_it(record: ApprovalRecord, client: Client) -> None:
    answer = client.get(f"/nhung/{record.code}/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    # A frame in a sandbox has no origin; by this it may ask whether the text has changed.
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies


@pytest.mark.parametrize("ending", ["", "withdrawn"])
def test_111_code_and_address_are_read_in_every_state(
    slogan: Any, record: ApprovalRecord, staff: Any, client: Client, settings: Any, ending: str
) -> None:
    if ending:
        withdrawals.withdraw(slogan, staff(Role.APPROVER), "Số điện thoại đã đổi.")
    answer = client.get(f"/nhung/{record.code}/")
    text = page_text(answer)
    address = settings.SITE_URL.partition("://")[2] + f"/xac-minh/{record.shown_code}/"
    assert "Gọi 111" in text and record.shown_code in text and address in text
    # They stand outside of what scrolls.
    below = answer.content.decode().partition("</main>")[2]
    assert 'href="tel:111"' in below and address in below


def test_an_open_frame_asks_again(record: ApprovalRecord, client: Client) -> None:
    page = client.get(f"/nhung/{record.code}/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="120"></noscript>' in page
    script = Path(finders.find("cms/embed.js")).read_text()
    assert "setInterval(follow, MINUTE)" in script and "omit" in script and "http" not in script


def test_asking_again_counts_no_embed(record: ApprovalRecord, client: Client) -> None:
    client.get(f"/nhung/{record.code}/", headers={"origin": "null"})
    assert not Usage.objects.exists()


def test_an_embed_shows_the_words_uncut(department: Any, client: Client) -> None:
    text = "Cảnh giác với lời mời đi làm ở nơi xa, hỏi người thân trước khi đi. " * 9
    page = factories.published(MaterialPage, department, form="bai-phat-thanh", text=text.strip())
    assert text.strip() in page_text(client.get(f"/nhung/{page.code}/"))


def test_only_the_words_of_a_frame_are_scrolled() -> None:
    style = Path(finders.find("cms/css/embed.css")).read_text()
    assert "overflow-y: auto" in style.partition("main {")[2].partition("}")[0]


def test_the_height_grows_with_the_words_up_to_a_limit() -> None:
    heights = [embed_height("Cảnh giác với việc nhẹ lương cao. " * times) for times in (1, 5, 20, 60, 500)]
    assert heights == sorted(heights) and (heights[0], heights[-1]) == (LOWEST, HIGHEST)
    assert embed_height("a\n" * 30) > embed_height("a " * 30)
    assert embed_height("chữ " * 100, width=300) > embed_height("chữ " * 100, width=480)


@pytest.mark.parametrize(("state", "notice"), [("pending", "chờ công bố"), ("hidden", "tạm gỡ để rà soát")])
def test_an_embed_says_why_it_is_empty(department: Any, client: Client, state: str, notice: str) -> None:
    if state == "hidden":
        page = factories.published(SloganPage, department)
        page.unpublish()
        record = ApprovalRecord.objects.get(page_id=page.pk)
    else:
        record = factories.approve(factories.draft(SloganPage, department))
    text = page_text(client.get(f"/nhung/{record.code}/"))
    assert notice in text and "không còn dùng được" not in text


def test_other_pages_stay_out_of_frames(slogan: Any, client: Client) -> None:
    answer = client.get(slogan.url)
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_an_embed_follows_to_the_newer_version(slogan: Any, record: ApprovalRecord, client: Client) -> None:
    reissued(slogan)
    assert "Lời mới được duyệt sau" in client.get(f"/nhung/{record.code}/").content.decode()


@pytest.mark.parametrize("place", ["/xac-minh/{}/", "/lay-ve/{}/"])
@pytest.mark.parametrize(("ahead", "shown"), [(3, True), (0, False), (None, False)])
def test_words_for_later_name_their_first_day(
    department: Any, client: Client, place: str, ahead: int | None, shown: bool
) -> None:
    day = None if ahead is None else timezone.localdate() + timedelta(days=ahead)
    page = factories.published(SloganPage, department, valid_from=day)
    answer = client.get(place.format(page.code))
    assert answer.status_code == 200
    notice = f"Dùng từ {date_format(day or timezone.localdate())}"
    assert (notice in page_text(answer)) == shown


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


def test_the_script_for_other_sites_is_open_and_loads_nothing_from_others(client: Client) -> None:
    answer = client.get("/nhung.js")
    text = answer.content.decode()
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/javascript")
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies
    assert "a[data-chung-tay]" in text and "document.write" not in text
    # Only the address in the link: no other host stands in it.
    assert set(re.findall(r"https?://[\w.-]+", text)) <= {"https://…"}
    assert "event.source" in text
    assert client.post("/nhung.js").status_code == 405


def test_our_own_pages_are_no_embed(record: ApprovalRecord, client: Client) -> None:
    client.get(f"/nhung/{record.code}/", headers={"referer": "http://testserver/khau-hieu/"})
    assert not Usage.objects.exists()
