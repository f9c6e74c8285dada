"""The page of a kit: which outputs it offers, of which version, at which price."""

import csv
import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, outputs
from campaigns.kits.models import BannerSize
from campaigns.kits.text_version import Look
from campaigns.kits.views import kit as kit_views
from campaigns.models import MaterialPage, NewsPage, SloganPage
from campaigns.reuse.models import Usage
from cms.accounts.models import Organisation, Role
from tests import factories
from tests.campaigns.kits.support import kit_path, output_links
from tests.campaigns.workflow import withdraw
from tests.clients import page_text

pytestmark = pytest.mark.django_db


def test_the_page_offers_every_output(slogan: Any, client: Client) -> None:
    answer = client.get(kit_path(slogan))
    offered = {link.rpartition("/")[2] for link in output_links(answer)}
    sizes = [(4, 0.8), (6, 1), (8, 1.2), (10, 1.5)]
    # The HTML snippet is shown to be copied.
    assert offered == set(outputs(answer.context["text_version"], sizes)) - {"nhung.html"}
    assert answer.context["text_version"].embed_html.startswith("<iframe")


def test_the_page_offers_the_script_beside_the_frame(slogan: Any, client: Client, settings: Any) -> None:
    text = html.unescape(client.get(kit_path(slogan)).content.decode())
    link = f'<a data-chung-tay href="{settings.SITE_URL}/nhung/{codes.shown(slogan.code)}/">'
    script = f'<script src="{settings.SITE_URL}/nhung.js" defer></script>'
    # Once to be read, once to be copied.
    assert text.count(link) == text.count(script) == 2
    assert "thẻ script" in text


def test_previews_are_drawn_anew_when_the_designs_change(
    slogan: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def draw(format: Any, *_: Any) -> bytes:
        drawn.append(format.key)
        return b"png"

    monkeypatch.setattr(kit_views, "preview", draw)
    address = kit_path(slogan, "xem/a4/")
    for revision in (8, 8, 9):
        monkeypatch.setattr(orders, "REVISION", revision)
        assert client.get(address).status_code == 200
    assert drawn == ["a4", "a4"]


def test_a_size_of_the_editors_is_offered(department: Any, client: Client) -> None:
    slogan = factories.published(SloganPage, department, text="Vì một cộng đồng không có mua bán người")
    BannerSize.objects.create(width=3, height=1)
    offered = output_links(client.get(kit_path(slogan)))
    assert kit_path(slogan, "bang-ron-3x1.pdf") in offered
    # … beside the usual four, which are rows of the same table.
    usual = ("4x0.8", "6x1", "8x1.2", "10x1.5")
    assert [size for size in usual if kit_path(slogan, f"bang-ron-{size}.pdf") not in offered] == []
    assert client.get(kit_path(slogan, "bang-ron-3x1.pdf")).content.startswith(b"%PDF")


def test_a_size_that_cannot_be_drawn_is_refused_with_advice() -> None:
    from django.core.exceptions import ValidationError

    for width, height in ((25, 1), (20, 1), (1, 10)):
        with pytest.raises(ValidationError, match="Băng rôn"):
            BannerSize(width=width, height=height).full_clean()
    BannerSize(width=7, height=1).full_clean()


def test_withdrawn_answers_410_everywhere(slogan: Any, staff: Any, client: Client) -> None:
    withdraw(slogan, staff(Role.APPROVER))
    for rest, status in (("", 410), ("a4.pdf", 410), ("bang-led.txt", 410), ("xem/a4/", 404)):
        assert client.get(kit_path(slogan, rest)).status_code == status, rest
    text = client.get(kit_path(slogan)).content.decode()
    assert "Số điện thoại đã đổi." in text and "Đã thu hồi" in text
    assert not Usage.objects.exists()


def test_expired_says_so(department: Any, client: Client) -> None:
    page = factories.published(SloganPage, department, signing={"valid_until": timezone.localdate()})
    page.unpublish(set_expired=True)
    answer = client.get(kit_path(page, "a4.pdf"))
    assert answer.status_code == 410 and "Hết hạn" in answer.content.decode()


def test_the_old_version_leads_to_the_new(slogan: Any, client: Client) -> None:
    old = kit_path(slogan)
    slogan.text = "Lời mới đã duyệt"
    slogan.save_revision()
    page = SloganPage.objects.get(pk=slogan.pk)
    factories.approve(page)
    page.get_latest_revision().publish()
    page.refresh_from_db()
    answer = client.get(old)
    assert answer.status_code == 410 and codes.shown(page.code) in answer.content.decode()


def test_a_text_not_yet_published_is_not_shown(department: Any, client: Client) -> None:
    page = factories.draft(SloganPage, department, text="Lời chưa được công bố bao giờ")
    record = factories.approve(page)
    for rest in ("", "a4.pdf", "xem/a4/"):
        answer = client.get(f"/lay-ve/{record.shown_code}/{rest}")
        assert answer.status_code == 404
        assert "chưa được công bố bao giờ" not in page_text(answer)


def test_a_private_text_is_not_shown(slogan: Any, staff: Any, client: Client) -> None:
    PageViewRestriction.objects.create(page=slogan, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(kit_path(slogan)).status_code == 404
    withdraw(slogan, staff(Role.APPROVER))
    answer = client.get(kit_path(slogan))
    assert answer.status_code == 404 and "Tích cực hưởng ứng" not in page_text(answer)


@pytest.mark.parametrize(
    "path", ["ABCDE-23456/", "x/", "%00/", "ABCDE-23456/a4.pdf", "ABCDE-23456/xem/a4/", "don/x/"]
)
def test_an_unknown_code_is_not_found(path: str, client: Client) -> None:
    assert client.get(f"/lay-ve/{path}").status_code == 404


@pytest.mark.parametrize(
    "name", ["a9.pdf", "a4", "a4.gif", "..%2fa4.pdf", "%00.pdf", "xem/a9/", "xem/a4.pdf/"]
)
def test_an_unknown_format_is_not_found(slogan: Any, name: str, client: Client) -> None:
    assert client.get(kit_path(slogan, name)).status_code == 404


def test_news_has_no_kit(department: Any, client: Client) -> None:
    page = factories.published(NewsPage, department)
    assert client.get(kit_path(page)).status_code == 404
    assert client.get(kit_path(page, "a4.pdf")).status_code == 404


def test_a_text_too_long_for_a_format_says_so(slogan: Any, client: Client) -> None:
    BannerSize.objects.create(width=3, height=1)
    answer = client.get(kit_path(slogan, "bang-ron-3x1.pdf"))
    assert answer.status_code == 422
    assert "ký tự" in page_text(answer) and "Chọn khổ khác" in page_text(answer)
    assert not Usage.objects.exists()
    assert client.get(kit_path(slogan, "xem/bang-ron-3x1/")).status_code == 422
    assert client.get(kit_path(slogan)).status_code == 200


def test_the_words_to_be_used_exactly_are_never_cut(long_text: Any, client: Client) -> None:
    record = ApprovalRecord.objects.get(code=long_text.code)
    shown = client.get(kit_path(long_text)).content.decode()
    assert f'<p class="verbatim">{record.text}</p>' in shown
    heading = re.search(r"<h1>(.*?)</h1>", shown, re.S)
    assert heading and re.sub(r"<[^>]+>", "", heading[1]) == record.title
    text_version = orders.text_version_of(record, long_text)
    page = render_to_string("kits/bundle.html", {"groups": [(text_version, [])], "look": Look(DESIGN)})
    assert f'<h2 class="long">{record.text}</h2>' in page


def test_a_text_of_more_than_300_characters_keeps_its_other_outputs(long_text: Any, client: Client) -> None:
    answer = client.get(kit_path(long_text))
    assert answer.status_code == 200 and "dài hơn 300 ký tự" in page_text(answer)
    assert {link.rpartition(".")[2] for link in output_links(answer)} == {"txt"}
    assert client.get(kit_path(long_text, "loa-truyen-thanh.txt")).status_code == 200
    assert client.get(kit_path(long_text, "a4.pdf")).status_code == 404


def test_a_post_of_a_long_text_names_no_poster(long_text: Any, slogan: Any, client: Client) -> None:
    assert "Ảnh: Áp phích" in client.get(kit_path(slogan, "bai-dang.txt")).content.decode()
    assert "Ảnh:" not in client.get(kit_path(long_text, "bai-dang.txt")).content.decode()


def test_a_text_without_words_has_a_page_without_script(department: Any, client: Client) -> None:
    page = factories.published(SloganPage, department, text="…!")
    assert client.get(kit_path(page)).status_code == 200
    assert client.get(kit_path(page, "loa-truyen-thanh.txt")).status_code == 422


def test_nobody_gets_a_cookie(slogan: Any, client: Client) -> None:
    for path in (kit_path(slogan), kit_path(slogan, "bang-led.txt"), kit_path(slogan, "xem/a4/"), "/lay-ve/"):
        client.get(path)
    client.post("/lay-ve/", {"ma": slogan.code, "nhom": "chu"})
    assert not client.cookies


def test_a_page_of_a_minute_ago_is_never_shown(slogan: Any, client: Client) -> None:
    assert client.get(kit_path(slogan))["Cache-Control"] == "no-store"
    assert client.get(kit_path(slogan, "bang-led.txt"))["Cache-Control"] == "no-store"
    assert "max-age=5" in client.get(kit_path(slogan, "xem/a4/"))["Cache-Control"]


def test_the_kit_page_makes_few_queries(
    slogan: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(kit_path(slogan))
    with django_assert_max_num_queries(18):
        client.get(kit_path(slogan))


def test_more_sizes_are_no_more_queries(slogan: Any, client: Client, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    BannerSize.objects.create(width=3, height=1)
    client.get(kit_path(slogan))
    with CaptureQueriesContext(connection) as before:
        client.get(kit_path(slogan))
    for width in range(4, 12):
        BannerSize.objects.create(width=width, height="1.1")
    with django_assert_num_queries(len(before)):
        client.get(kit_path(slogan))


def test_the_number_of_a_material_is_its_own(department: Any, client: Client) -> None:
    line = factories.hotline(number="0206 3852 111")
    page = factories.published(
        MaterialPage, department, form="bai-phat-thanh", text="Chung tay phòng ngừa.", hotline=line
    )
    assert client.get(kit_path(page)).context["text_version"].hotline == "0206 3852 111"


def test_the_theme_of_the_year_and_the_peak_are_marked(department: Any, client: Client) -> None:
    from campaigns.models import CampaignPage

    today = timezone.localdate()
    campaign = factories.published(
        CampaignPage,
        department,
        year=2026,
        start=today - timedelta(days=40),
        end=today + timedelta(days=40),
        peak_start=today - timedelta(days=1),
        peak_end=today + timedelta(days=1),
    )
    theme = factories.published(SloganPage, department, form="chu-de", campaign=campaign)
    plain = factories.published(SloganPage, department, campaign=campaign)
    assert client.get(kit_path(theme)).context["text_version"].eyebrow == "Chủ đề năm 2026"
    text_version = client.get(kit_path(plain)).context["text_version"]
    assert text_version.variant == "cao-diem" and f"{today.year}" in text_version.eyebrow


def test_the_export_of_uses_opens_as_a_table(slogan: Any, client: Client, staff: Any) -> None:
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    editor = staff(Role.EDITOR, organisation=unit)
    client.force_login(editor)
    client.get(kit_path(slogan, "bang-led.txt"))
    answer = client.get("/admin/su-dung/", {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1][0] == codes.shown(slogan.code) and "UBND xã thử" in rows[1]


def test_no_other_number_stands_on_posters_in_place_of_111(department: Any, client: Client) -> None:
    factories.hotline(number="113", is_primary=False)
    page = factories.published(SloganPage, department)
    assert client.get(kit_path(page)).context["text_version"].hotline == "111"
