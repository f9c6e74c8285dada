"""Downloads of single outputs: exact bytes, the code in the name, counted and limited."""

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, outputs, post_of
from campaigns.kits.text_version import Look
from campaigns.kits.views import kit as kit_views
from campaigns.reuse.models import How, Reuse, Usage
from cms.accounts.models import Organisation, User
from tests import factories
from tests.campaigns.kits.support import SLOGAN, kit_path, output_links

pytestmark = pytest.mark.django_db
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "webp": "image/webp",
    "txt": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
OPENINGS = {"pdf": b"%PDF-", "png": b"\x89PNG", "webp": b"RIFF"}


def test_every_output_downloads_with_the_code_in_its_name(slogan: Any, client: Client) -> None:
    answer = client.get(kit_path(slogan))
    for link in output_links(answer):
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
        content = client.get(kit_path(slogan, f"{name}.webp")).content
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
    assert post.count(SLOGAN) == 1
    assert f"Ảnh: Áp phích ghi nguyên văn trên, số 111 và mã duyệt {codes.shown(slogan.code)}." in post


@pytest.mark.parametrize("name", ["tin-nhan-co-dau.txt", "bang-led.txt"])
def test_the_approved_words_are_sent_alone(slogan: Any, client: Client, name: str) -> None:
    assert client.get(kit_path(slogan, name)).content.decode("utf-8-sig") == SLOGAN


def test_the_unmarked_message_is_ascii_without_code(slogan: Any, client: Client) -> None:
    text = client.get(kit_path(slogan, "tin-nhan-khong-dau.txt")).content.decode()
    assert text.isascii() and slogan.code not in text.replace("-", "")


def test_the_code_is_on_the_sheet_and_not_read_out(slogan: Any, client: Client) -> None:
    sheet = client.get(kit_path(slogan, "loa-truyen-thanh.txt")).content.decode()
    head, _mark, read = sheet.partition("LỜI ĐỌC")
    assert codes.shown(slogan.code) in head and SLOGAN in head
    assert codes.shown(slogan.code) not in read and "ba mươi tháng bảy" in read


def test_readers_are_counted_as_numbers(slogan: Any, record: ApprovalRecord, client: Client) -> None:
    for _ in range(2):
        client.get(
            kit_path(slogan, "bang-led.txt"), headers={"user-agent": "May/1", "referer": "https://a.example/"}
        )
    usage = Usage.objects.get()
    assert (usage.approval, usage.what, usage.count) == (record, "bang-led.txt", 2)
    fields = {field.name for field in Usage._meta.get_fields()}
    assert fields == {"id", "approval", "day", "how", "what", "count"}
    assert not Reuse.objects.exists()


def test_asking_for_the_head_is_no_download(slogan: Any, client: Client) -> None:
    assert client.head(kit_path(slogan, "bang-led.txt")).status_code == 200
    assert not Usage.objects.exists()


def test_staff_are_remembered_as_one_row(slogan: Any, record: ApprovalRecord, client: Client) -> None:
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    user = User.objects.create_user("xa", organisation=unit)
    client.force_login(user)
    client.get(kit_path(slogan, "bang-led.txt"))
    client.get(kit_path(slogan, "a4.pdf"))
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
    client.get(kit_path(slogan, "a4.png"))
    line.number = "111"
    line.save()
    client.get(kit_path(slogan, "a4.png"))
    assert sorted(row.printed["hotline"] for row in Reuse.objects.all()) == ["111", "18001567"]


def test_a_download_after_the_use_was_ended_opens_a_new_row(
    slogan: Any, record: ApprovalRecord, client: Client
) -> None:
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(User.objects.create_user("xa", organisation=unit))
    client.get(kit_path(slogan, "bang-led.txt"))
    Reuse.objects.update(state=Reuse.State.TAKEN_DOWN)
    client.get(kit_path(slogan, "bang-led.txt"))
    assert Reuse.objects.filter(state=Reuse.State.IN_USE).count() == 1


def test_staff_without_organisation_are_only_counted(slogan: Any, client: Client) -> None:
    client.force_login(User.objects.create_user("khong-don-vi"))
    client.get(kit_path(slogan, "bang-led.txt"))
    assert Usage.objects.get().count == 1 and not Reuse.objects.exists()


@pytest.mark.usefixtures("one_minute")
def test_dear_downloads_are_slowed_down_before_cheap_ones(
    slogan: Any, client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(kit_views, "BUDGET_A_MINUTE", 2 * kit_views.DRAWN_COST - 1)
    names = ("a4.png", "a4.png", "bang-led.txt", "vuong.png")
    answers = [client.get(kit_path(slogan, name)) for name in names]
    assert [answer.status_code for answer in answers] == [200, 429, 200, 429]
    assert "111" in answers[1].content.decode() and 0 < int(answers[1]["Retry-After"]) <= 60


@pytest.mark.usefixtures("one_minute")
def test_a_known_preview_costs_nothing(slogan: Any, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(kit_views, "BUDGET_A_MINUTE", kit_views.PREVIEW_COST)
    names = ("xem/a4/", "xem/a4/", "xem/a3/", "xem/a4/")
    assert [client.get(kit_path(slogan, name)).status_code for name in names] == [200, 200, 429, 200]


def test_an_office_takes_two_whole_kits_at_once(slogan: Any, record: ApprovalRecord) -> None:
    every = outputs(orders.text_version_of(record, slogan), orders.banner_sizes()).values()
    formats = {output.format for output in every if output.format}
    whole = sum(map(kit_views.cost_of, every)) + len(formats) * kit_views.PREVIEW_COST
    # With room for the sizes that editors add, and for others in the office.
    assert 3 * whole <= kit_views.BUDGET_A_MINUTE


@pytest.mark.usefixtures("one_minute")
def test_a_browser_is_told_in_a_page_with_111(slogan: Any, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(kit_views, "BUDGET_A_MINUTE", 0)
    answer = client.get(kit_path(slogan, "a4.png"), headers={"accept": "text/html"})
    page = answer.content.decode()
    assert answer.status_code == 429 and 'href="tel:111"' in page and "Mời chờ" in page
    assert answer["X-Robots-Tag"] == "noindex" and "no-store" in answer["Cache-Control"]
