"""What anybody takes of one approved text: every output with its code, and no personal data."""

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
from PIL import Image
from wagtail.models import PageViewRestriction

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, outputs, post_of
from campaigns.kits.models import BannerSize
from campaigns.kits.text_version import Look
from campaigns.kits.views import kit as kit_views
from campaigns.models import MaterialPage, NewsPage, SloganPage
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse, Usage
from cms.accounts.models import Organisation, Role, User
from media.posters.families import FAMILIES
from tests import factories
from tests.clients import page_text

pytestmark = pytest.mark.django_db
S1 = (
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người "
    "và Ngày toàn dân phòng, chống mua bán người 30/7"
)
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "webp": "image/webp",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
OPENINGS = {"pdf": b"%PDF-", "png": b"\x89PNG", "webp": b"RIFF"}


@pytest.fixture
def slogan(department: Any) -> Any:
    return factories.published(SloganPage, department, text=S1)


@pytest.fixture
def long_text(department: Any) -> Any:
    text = "Cảnh giác với lời mời việc nhẹ lương cao ở nước ngoài. " * 12
    return factories.published(MaterialPage, department, form="bai-phat-thanh", text=text.strip())


def kit(page: Any, rest: str = "") -> str:
    return f"/lay-ve/{codes.shown(page.code)}/{rest}"


def take_back(page: Any, staff: Any) -> None:
    withdrawals.withdraw(page, staff(Role.APPROVER), "Số điện thoại đã đổi.")


def links(answer: Any) -> list[str]:
    return re.findall(r'href="(/lay-ve/[^"?]+\.\w+)(?:\?[^"]*)?"', answer.content.decode())


def test_the_page_offers_every_output(slogan: Any, client: Client) -> None:
    answer = client.get(kit(slogan))
    offered = {link.rpartition("/")[2] for link in links(answer)}
    sizes = [(4, 0.8), (6, 1), (8, 1.2), (10, 1.5)]
    # The HTML snippet is shown to be copied.
    assert offered == set(outputs(answer.context["text_version"], sizes)) - {"nhung.html"}
    assert answer.context["text_version"].embed_html.startswith("<iframe")


def test_the_page_offers_the_script_beside_the_frame(slogan: Any, client: Client, settings: Any) -> None:
    text = html.unescape(client.get(kit(slogan)).content.decode())
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
    address = kit(slogan, "xem/a4/")
    for revision in (8, 8, 9):
        monkeypatch.setattr(orders, "REVISION", revision)
        assert client.get(address).status_code == 200
    assert drawn == ["a4", "a4"]


def test_every_output_downloads_with_the_code_in_its_name(slogan: Any, client: Client) -> None:
    answer = client.get(kit(slogan))
    for link in links(answer):
        name = link.rpartition("/")[2]
        file = client.get(link)
        ending = name.rpartition(".")[2]
        assert file.status_code == 200, link
        assert file["Content-Type"] == CONTENT_TYPES[ending]
        disposition = f'attachment; filename="{codes.shown(slogan.code)}_{name}"'
        assert file["Content-Disposition"] == disposition
        assert file.content.startswith(OPENINGS.get(ending, b""))


def test_social_pictures_weigh_at_most_200_kb(slogan: Any, client: Client) -> None:
    for name, size in {"vuong": (1080, 1080), "doc": (1080, 1350), "story": (1080, 1920)}.items():
        content = client.get(kit(slogan, f"{name}.webp")).content
        assert len(content) <= 200_000
        assert Image.open(io.BytesIO(content)).size == size


@pytest.mark.parametrize("name", ["vuong.png", "doc.png", "story.png", "chia-se.png", "story.webp"])
def test_social_pictures_with_a_photograph_for_a_logo_weigh_no_more(
    slogan: Any, record: ApprovalRecord, name: str
) -> None:
    out = io.BytesIO()
    Image.effect_noise((800, 400), 90).convert("RGB").save(out, "PNG")
    text_version = orders.text_version_of(record, slogan)
    made = outputs(text_version, ())[name].make(
        text_version, Look(DESIGN, "UBND xã Bằng Mạc", out.getvalue())
    )
    assert len(made) <= 200_000


def test_a_post_says_the_words_once(slogan: Any, record: ApprovalRecord) -> None:
    post = post_of(orders.text_version_of(record, slogan)).copy_text
    assert post.count(S1) == 1
    assert f"Ảnh: Áp phích ghi nguyên văn trên, số 111 và mã duyệt {codes.shown(slogan.code)}." in post


@pytest.mark.parametrize("name", ["tin-nhan-co-dau.txt", "bang-led.txt"])
def test_the_approved_words_are_sent_alone(slogan: Any, client: Client, name: str) -> None:
    assert client.get(kit(slogan, name)).content.decode("utf-8-sig") == S1


def test_the_unmarked_message_is_ascii_without_code(slogan: Any, client: Client) -> None:
    text = client.get(kit(slogan, "tin-nhan-khong-dau.txt")).content.decode()
    assert text.isascii() and slogan.code not in text.replace("-", "")


def test_the_code_is_on_the_sheet_and_not_read_out(slogan: Any, client: Client) -> None:
    sheet = client.get(kit(slogan, "loa-truyen-thanh.txt")).content.decode()
    head, _mark, read = sheet.partition("LỜI ĐỌC")
    assert codes.shown(slogan.code) in head and S1 in head
    assert codes.shown(slogan.code) not in read and "ba mươi tháng bảy" in read


def test_a_size_of_the_editors_is_offered(department: Any, client: Client) -> None:
    slogan = factories.published(SloganPage, department, text="Vì một cộng đồng không có mua bán người")
    BannerSize.objects.create(width=3, height=1)
    offered = links(client.get(kit(slogan)))
    assert kit(slogan, "bang-ron-3x1.pdf") in offered
    # … beside the usual four, which are rows of the same table.
    usual = ("4x0.8", "6x1", "8x1.2", "10x1.5")
    assert [size for size in usual if kit(slogan, f"bang-ron-{size}.pdf") not in offered] == []
    assert client.get(kit(slogan, "bang-ron-3x1.pdf")).content.startswith(b"%PDF")


def test_a_size_that_cannot_be_drawn_is_refused_with_advice() -> None:
    from django.core.exceptions import ValidationError

    for width, height in ((25, 1), (20, 1), (1, 10)):
        with pytest.raises(ValidationError, match="Băng rôn"):
            BannerSize(width=width, height=height).full_clean()
    BannerSize(width=7, height=1).full_clean()


def test_readers_are_counted_as_numbers(slogan: Any, record: ApprovalRecord, client: Client) -> None:
    for _ in range(2):
        client.get(
            kit(slogan, "bang-led.txt"), headers={"user-agent": "May/1", "referer": "https://a.example/"}
        )
    usage = Usage.objects.get()
    assert (usage.approval, usage.what, usage.count) == (record, "bang-led.txt", 2)
    fields = {field.name for field in Usage._meta.get_fields()}
    assert fields == {"id", "approval", "day", "how", "what", "count"}
    assert not Reuse.objects.exists()


def test_asking_for_the_head_is_no_download(slogan: Any, client: Client) -> None:
    assert client.head(kit(slogan, "bang-led.txt")).status_code == 200
    assert not Usage.objects.exists()


def test_staff_are_remembered_as_one_row(slogan: Any, record: ApprovalRecord, client: Client) -> None:
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    user = User.objects.create_user("xa", organisation=unit)
    client.force_login(user)
    client.get(kit(slogan, "bang-led.txt"))
    client.get(kit(slogan, "a4.pdf"))
    row = Reuse.objects.get()
    assert (row.approval, row.organisation, row.user, row.how) == (record, unit, user, How.DOWNLOAD)
    assert row.printed["outputs"] == ["bang-led.txt", "a4.pdf"] and row.printed["hotline"] == "111"
    assert not Usage.objects.exists()


def test_what_was_printed_with_the_old_number_is_not_forgotten(
    slogan: Any, record: ApprovalRecord, client: Client
) -> None:
    line = factories.hotline(number="18001567", is_primary=True)
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(User.objects.create_user("xa", organisation=unit))
    client.get(kit(slogan, "a4.png"))
    line.number = "111"
    line.save()
    client.get(kit(slogan, "a4.png"))
    assert sorted(row.printed["hotline"] for row in Reuse.objects.all()) == ["111", "18001567"]


def test_a_download_after_the_use_was_ended_opens_a_new_row(
    slogan: Any, record: ApprovalRecord, client: Client
) -> None:
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(User.objects.create_user("xa", organisation=unit))
    client.get(kit(slogan, "bang-led.txt"))
    Reuse.objects.update(state=Reuse.State.TAKEN_DOWN)
    client.get(kit(slogan, "bang-led.txt"))
    assert Reuse.objects.filter(state=Reuse.State.IN_USE).count() == 1


def test_staff_without_organisation_are_only_counted(slogan: Any, client: Client) -> None:
    client.force_login(User.objects.create_user("khong-don-vi"))
    client.get(kit(slogan, "bang-led.txt"))
    assert Usage.objects.get().count == 1 and not Reuse.objects.exists()


def test_withdrawn_is_gone_everywhere(slogan: Any, staff: Any, client: Client) -> None:
    take_back(slogan, staff)
    for rest, status in (("", 410), ("a4.pdf", 410), ("bang-led.txt", 410), ("xem/a4/", 404)):
        assert client.get(kit(slogan, rest)).status_code == status, rest
    text = client.get(kit(slogan)).content.decode()
    assert "Số điện thoại đã đổi." in text and "Đã thu hồi" in text
    assert not Usage.objects.exists()


def test_expired_says_so(department: Any, client: Client) -> None:
    page = factories.published(SloganPage, department, signing={"valid_until": timezone.localdate()})
    page.unpublish(set_expired=True)
    answer = client.get(kit(page, "a4.pdf"))
    assert answer.status_code == 410 and "Hết hạn" in answer.content.decode()


def test_the_old_version_leads_to_the_new(slogan: Any, client: Client) -> None:
    old = kit(slogan)
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
    assert client.get(kit(slogan)).status_code == 404
    take_back(slogan, staff)
    answer = client.get(kit(slogan))
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
    assert client.get(kit(slogan, name)).status_code == 404


def test_news_has_no_kit(department: Any, client: Client) -> None:
    page = factories.published(NewsPage, department)
    assert client.get(kit(page)).status_code == 404
    assert client.get(kit(page, "a4.pdf")).status_code == 404


def test_a_text_too_long_for_a_format_says_so(slogan: Any, client: Client) -> None:
    BannerSize.objects.create(width=3, height=1)
    answer = client.get(kit(slogan, "bang-ron-3x1.pdf"))
    assert answer.status_code == 422
    assert "ký tự" in page_text(answer) and "Chọn khổ khác" in page_text(answer)
    assert not Usage.objects.exists()
    assert client.get(kit(slogan, "xem/bang-ron-3x1/")).status_code == 422
    assert client.get(kit(slogan)).status_code == 200


def test_the_words_to_be_used_exactly_are_never_cut(long_text: Any, client: Client) -> None:
    record = ApprovalRecord.objects.get(code=long_text.code)
    shown = client.get(kit(long_text)).content.decode()
    assert f'<p class="verbatim">{record.text}</p>' in shown
    heading = re.search(r"<h1>(.*?)</h1>", shown, re.S)
    assert heading and re.sub(r"<[^>]+>", "", heading[1]) == record.title
    text_version = orders.text_version_of(record, long_text)
    page = render_to_string("kits/bundle.html", {"groups": [(text_version, [])], "look": Look(DESIGN)})
    assert f'<h2 class="long">{record.text}</h2>' in page


def test_a_text_of_more_than_300_characters_keeps_its_other_outputs(long_text: Any, client: Client) -> None:
    answer = client.get(kit(long_text))
    assert answer.status_code == 200 and "dài hơn 300 ký tự" in page_text(answer)
    assert {link.rpartition(".")[2] for link in links(answer)} == {"txt"}
    assert client.get(kit(long_text, "loa-truyen-thanh.txt")).status_code == 200
    assert client.get(kit(long_text, "a4.pdf")).status_code == 404


def test_a_post_of_a_long_text_tells_of_no_poster(long_text: Any, slogan: Any, client: Client) -> None:
    assert "Ảnh: Áp phích" in client.get(kit(slogan, "bai-dang.txt")).content.decode()
    assert "Ảnh:" not in client.get(kit(long_text, "bai-dang.txt")).content.decode()


def test_a_text_without_words_has_a_page_without_script(department: Any, client: Client) -> None:
    page = factories.published(SloganPage, department, text="…!")
    assert client.get(kit(page)).status_code == 200
    assert client.get(kit(page, "loa-truyen-thanh.txt")).status_code == 422


def test_the_unit_is_added_and_the_words_stay(slogan: Any, client: Client) -> None:
    plain = client.get(kit(slogan, "loa-truyen-thanh.txt")).content.decode()
    own = client.get(kit(slogan, "loa-truyen-thanh.txt"), {"don_vi": "xã Đàm Thủy"}).content.decode()
    assert "xã Đàm Thủy" in own and "xã Đàm Thủy" not in plain
    assert S1 in own
    picture = client.get(kit(slogan, "a4.png"), {"don_vi": "xã Đàm Thủy"}).content
    assert picture != client.get(kit(slogan, "a4.png")).content
    for name in ("tin-nhan-co-dau.txt", "bang-led.txt"):
        assert client.get(kit(slogan, name), {"don_vi": "xã Đàm Thủy"}).content.decode("utf-8-sig") == S1


def test_same_specification_same_bytes(slogan: Any, client: Client) -> None:
    first, second = (client.get(kit(slogan, "a4.pdf"), {"don_vi": "Xã A"}).content for _ in range(2))
    assert first == second


def test_each_design_is_a_picture_of_its_own(slogan: Any, client: Client) -> None:
    made = {client.get(kit(slogan, "xem/a4/"), {"mau": key}).content for key in FAMILIES}
    assert len(made) == len(FAMILIES) >= 3


def test_one_wrong_part_of_the_look_loses_no_other(slogan: Any, client: Client) -> None:
    other = list(FAMILIES)[1]
    answer = client.get(kit(slogan), {"mau": other, "don_vi": "x" * 200})
    assert answer.context["look"].design == other and answer.context["look"].unit == ""


def test_a_name_is_shown_as_text(slogan: Any, client: Client) -> None:
    text = client.get(kit(slogan), {"don_vi": "<script>alert(1)</script>\"'", "x": '"><b>'}).content.decode()
    assert "<script>alert" not in text and '"><b>' not in text


@pytest.mark.parametrize("rest", ["", "a4.png", "loa-truyen-thanh.txt", "xem/vuong/"])
@pytest.mark.parametrize(
    "query",
    [
        {"mau": "?"},
        {"mau": "\x00"},
        {"mau": ["a", "b"]},
        {"don_vi": "x" * 10_000},
        {"don_vi": "Xã\x00A"},
        {"don_vi": "😀 Xã"},
        {"don_vi": "\u202eXã\u200b"},
        {"don_vi": "W" * 80},
        {"don_vi": "ก\ue000\ufffd"},
        {"don_vi": '#"\\[]{}$*_`~@<>'},
        {"mau[]": "1", "": "x"},
    ],
)
def test_no_odd_look_is_an_error(slogan: Any, client: Client, query: Any, rest: str) -> None:
    assert client.get(kit(slogan, rest), query).status_code in (200, 422)


def test_nobody_gets_a_cookie(slogan: Any, client: Client) -> None:
    for path in (kit(slogan), kit(slogan, "bang-led.txt"), kit(slogan, "xem/a4/"), "/lay-ve/"):
        client.get(path)
    client.post("/lay-ve/", {"ma": slogan.code, "nhom": "chu"})
    assert not client.cookies


def test_a_page_of_a_minute_ago_is_never_shown(slogan: Any, client: Client) -> None:
    assert client.get(kit(slogan))["Cache-Control"] == "no-store"
    assert client.get(kit(slogan, "bang-led.txt"))["Cache-Control"] == "no-store"
    assert "max-age=60" in client.get(kit(slogan, "xem/a4/"))["Cache-Control"]


def test_the_kit_page_asks_the_database_little(
    slogan: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get(kit(slogan))
    with django_assert_max_num_queries(18):
        client.get(kit(slogan))


def test_more_sizes_are_no_more_queries(slogan: Any, client: Client, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    BannerSize.objects.create(width=3, height=1)
    client.get(kit(slogan))
    with CaptureQueriesContext(connection) as before:
        client.get(kit(slogan))
    for width in range(4, 12):
        BannerSize.objects.create(width=width, height="1.1")
    with django_assert_num_queries(len(before)):
        client.get(kit(slogan))


@pytest.mark.usefixtures("one_minute")
def test_too_many_downloads_are_slowed_down(slogan: Any, client: Client) -> None:
    answers = [client.get(kit(slogan, "bang-led.txt")).status_code for _ in range(62)]
    assert answers[0] == 200 and answers[-1] == 429


def test_the_number_of_a_material_is_its_own(department: Any, client: Client) -> None:
    line = factories.hotline(number="0206 3852 111")
    page = factories.published(
        MaterialPage, department, form="bai-phat-thanh", text="Chung tay phòng ngừa.", hotline=line
    )
    assert client.get(kit(page)).context["text_version"].hotline == "0206 3852 111"


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
    assert client.get(kit(theme)).context["text_version"].eyebrow == "Chủ đề năm 2026"
    text_version = client.get(kit(plain)).context["text_version"]
    assert text_version.variant == "cao-diem" and f"{today.year}" in text_version.eyebrow


def test_the_export_of_uses_opens_as_a_table(slogan: Any, client: Client, staff: Any) -> None:
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    editor = staff(Role.EDITOR, organisation=unit)
    client.force_login(editor)
    client.get(kit(slogan, "bang-led.txt"))
    answer = client.get("/admin/su-dung/", {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1][0] == codes.shown(slogan.code) and "UBND xã thử" in rows[1]


def test_no_other_number_stands_on_posters_in_place_of_111(department: Any, client: Client) -> None:
    factories.hotline(number="113", is_primary=False)
    page = factories.published(SloganPage, department)
    assert client.get(kit(page)).context["text_version"].hotline == "111"
