"""The basket and its ZIP: ordered once, made by the worker, never handed out with anything withdrawn."""

import csv
import hashlib
import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.editorial import outdated
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN, outputs
from campaigns.kits.models import BannerSize, KitOrder
from campaigns.kits.text_version import Look
from campaigns.models import CampaignPage, MaterialFile, MaterialPage, SloganPage
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse, Usage
from cms.accounts.models import Organisation, Role, User
from cms.vocabulary.models import Audience
from media.posters.families import FAMILIES
from tests import factories
from tests.clients import page_text

pytestmark = pytest.mark.django_db
State = KitOrder.State
WORDS = "chu"


@pytest.fixture
def slogan(department: Any) -> Any:
    return factories.published(SloganPage, department, text="Chung tay phòng, chống nạn mua bán người")


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any) -> Any:
    """``run(call)``: do it, and let the worker finish what was queued."""

    def do(call: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return call()

    return do


@pytest.fixture
def order(client: Client, run: Any) -> Any:
    """``order(page, …)``: order the words of these pages and wait; ``data`` goes into the form."""

    def place(*pages: Any, **data: Any) -> KitOrder:
        sent = {"ma": [page.code for page in pages], "nhom": WORDS} | data
        answer = run(lambda: client.post("/lay-ve/", sent))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return KitOrder.objects.get(key=answer["Location"].rstrip("/").rpartition("/")[2])

    return place


def address(order: KitOrder, rest: str = "") -> str:
    return f"/lay-ve/don/{order.key}/{rest}"


def content(client: Client, order: KitOrder) -> bytes:
    answer = client.get(address(order, "tai-ve/"))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    return b"".join(answer.streaming_content)


def archive(client: Client, order: KitOrder) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content(client, order)))


def waiting(page: Any) -> KitOrder:
    """An order that no worker has seen yet."""
    return orders.place_order([page.code], ["bang-led.txt"], Look(DESIGN))


def test_an_order_waits_and_is_ready(slogan: Any, client: Client, run: Any) -> None:
    placed = waiting(slogan)
    answer = client.get(address(placed))
    assert "Đang đóng gói" in page_text(answer) and answer["Refresh"] == "2"
    run(lambda: orders.make_bundle.enqueue(placed.pk))
    answer = client.get(address(placed))
    assert "Đã xong" in page_text(answer) and "Refresh" not in answer


def test_the_numbers_of_progress_are_shown(slogan: Any, client: Client) -> None:
    placed = waiting(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=3, total=12)
    answer = client.get(address(placed))
    assert "3 / 12 tệp" in page_text(answer) and 'value="25"' in answer.content.decode()


def test_the_worker_counts_each_file(slogan: Any, order: Any) -> None:
    placed = order(slogan)
    assert (placed.state, placed.done, placed.total) == (State.READY, 6, 6)
    assert placed.size == default_storage.size(orders.bundle_path(placed))


def test_the_list_names_code_expiry_and_the_hash_of_each_file(
    department: Any, order: Any, client: Client
) -> None:
    last = timezone.localdate() + timedelta(days=20)
    first = factories.published(SloganPage, department, signing={"valid_until": last})
    second = factories.published(SloganPage, department)
    packed = archive(client, order(first, second))
    rows = list(csv.DictReader(io.StringIO(packed.read("DANH-MUC.csv").decode("utf-8-sig"))))
    assert len(rows) == 12
    assert {row["Mã duyệt"] for row in rows} == {codes.shown(page.code) for page in (first, second)}
    assert {row["Dùng đến"] for row in rows if row["Mã duyệt"] == codes.shown(first.code)} == {
        last.strftime("%d/%m/%Y")
    }
    for row in rows:
        assert hashlib.sha256(packed.read(row["Tệp"])).hexdigest() == row["SHA-256"]
        assert row["Mã duyệt"] in row["Tệp"].rpartition("/")[2]
    listed = {row["Tệp"] for row in rows} | {"DANH-MUC.csv", "DANH-MUC.txt", "MO-TRANG-NAY.html"}
    assert set(packed.namelist()) == listed
    plain = packed.read("DANH-MUC.txt").decode("utf-8-sig")
    assert all(row["SHA-256"] in plain for row in rows) and second.text in plain


def test_the_page_opens_offline(slogan: Any, order: Any, client: Client) -> None:
    packed = archive(client, order(slogan))
    page = packed.read("MO-TRANG-NAY.html").decode()
    relative = [link for link in re.findall(r'href="([^"]+)"', page) if "://" not in link]
    assert len(relative) == 6 and set(relative) <= set(packed.namelist())
    assert not re.findall(r"(?:src=|@import|url\(|<script|<link)", page)
    assert codes.shown(slogan.code) in page


def test_names_in_the_archive_stay_inside(department: Any, order: Any, client: Client) -> None:
    page = factories.published(SloganPage, department, text="../../etc/passwd \\ C: <b> “ngoặc” 😀")
    for name in archive(client, order(page)).namelist():
        assert re.fullmatch(r"[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?", name) and ".." not in name


def test_full_kit_with_pictures(slogan: Any, order: Any, client: Client) -> None:
    packed = archive(client, order(slogan, nhom=["in", "man-hinh", "chu"]))
    found = [name for name in packed.namelist() if "/" in name]
    text_version = orders.text_version_of(ApprovalRecord.objects.get(code=slogan.code), slogan)
    assert len(found) == len(outputs(text_version, orders.banner_sizes()))
    rows = csv.DictReader(io.StringIO(packed.read("DANH-MUC.csv").decode("utf-8-sig")))
    assert any("1:10" in row["Ghi chú"] for row in rows)
    assert packed.testzip() is None


def test_what_cannot_be_made_is_said_in_the_list(department: Any, order: Any, client: Client) -> None:
    BannerSize.objects.create(width=3, height=1)
    page = factories.published(SloganPage, department, text="Phòng, chống mua bán người " * 5)
    packed = archive(client, order(page, nhom=["in"]))
    rows = list(csv.DictReader(io.StringIO(packed.read("DANH-MUC.csv").decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["Tệp"] == "không làm được"]
    assert "ký tự" in row["Ghi chú"] and not row["SHA-256"]
    assert "không làm được" in packed.read("DANH-MUC.txt").decode("utf-8-sig")


def test_the_same_order_is_made_once_and_has_the_same_bytes(slogan: Any, order: Any, client: Client) -> None:
    first = order(slogan)
    made = content(client, first)
    second = order(slogan)
    assert second == first and second.changed_at == KitOrder.objects.get().changed_at
    default_storage.delete(orders.bundle_path(first))
    again = order(slogan)
    assert again == first and content(client, again) == made


@pytest.mark.parametrize("change", [{"don_vi": "Xã A"}, {"mau": list(FAMILIES)[1]}, {"nhom": ["chu", "in"]}])
def test_another_look_is_another_order(slogan: Any, order: Any, change: Any) -> None:
    assert order(slogan).key != order(slogan, **change).key


def test_a_new_size_is_another_order(slogan: Any, order: Any) -> None:
    first = order(slogan)
    BannerSize.objects.create(width=5, height=1)
    assert order(slogan).key != first.key


def test_another_number_is_another_order(slogan: Any, order: Any) -> None:
    line = factories.hotline(number="1900 0001", is_primary=True)
    first = order(slogan)
    line.number = "1900 0002"
    line.save()
    assert order(slogan).key != first.key


def test_a_moved_page_is_another_order(slogan: Any, order: Any) -> None:
    first = order(slogan)
    slogan.slug = "dia-chi-moi"
    SloganPage.objects.filter(pk=slogan.pk).update(slug=slogan.slug)
    page = SloganPage.objects.get(pk=slogan.pk)
    page.set_url_path(page.get_parent())
    SloganPage.objects.filter(pk=slogan.pk).update(url_path=page.url_path)
    assert order(slogan).key != first.key


def test_whoever_died_at_it_is_replaced(slogan: Any, order: Any) -> None:
    placed = order(slogan)
    long_ago = timezone.now() - orders.STUCK_AFTER - timedelta(seconds=1)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=2, changed_at=long_ago)
    assert order(slogan).state == State.READY


def test_the_page_of_a_stuck_order_offers_to_try_again(slogan: Any, client: Client, run: Any) -> None:
    placed = waiting(slogan)
    long_ago = timezone.now() - orders.STUCK_AFTER - timedelta(seconds=1)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, changed_at=long_ago)
    answer = client.get(address(placed))
    assert "ngắt giữa chừng" in page_text(answer) and "lam-lai/" in answer.content.decode()
    run(lambda: client.post(address(placed, "lam-lai/")))
    placed.refresh_from_db()
    assert placed.state == State.READY


def test_an_order_under_way_is_left_to_whoever_is_at_it(slogan: Any, run: Any) -> None:
    placed = waiting(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING, done=1, changed_at=timezone.now())
    again = run(lambda: waiting(slogan))
    assert (again.pk, again.state, again.done) == (placed.pk, State.RUNNING, 1)


def test_a_second_worker_does_nothing(slogan: Any) -> None:
    placed = waiting(slogan)
    KitOrder.objects.filter(pk=placed.pk).update(state=State.RUNNING)
    orders.make_bundle.enqueue(placed.pk)
    assert KitOrder.objects.get().state == State.RUNNING
    assert not default_storage.exists(orders.bundle_path(placed))


def test_a_failure_says_why_and_can_be_tried_again(
    slogan: Any, client: Client, run: Any, monkeypatch: Any
) -> None:
    placed = waiting(slogan)

    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", full)
        run(lambda: orders.make_bundle.enqueue(placed.pk))
    answer = client.get(address(placed))
    assert "Không đóng gói được" in page_text(answer) and "Mời bấm thử lại" in page_text(answer)
    run(lambda: client.post(address(placed, "lam-lai/")))
    assert KitOrder.objects.get().state == State.READY


def test_a_ready_bundle_with_something_withdrawn_is_refused(
    slogan: Any, department: Any, staff: Any, order: Any, client: Client, run: Any
) -> None:
    other = factories.published(SloganPage, department)
    placed = order(slogan, other)
    withdrawals.withdraw(other, staff(Role.APPROVER), "Sai số.")
    answer = client.get(address(placed, "tai-ve/"))
    assert answer.status_code == 302 and answer["Location"] == address(placed)
    assert "vừa bị thu hồi" in page_text(client.get(address(placed)))
    again = run(lambda: client.post(address(placed, "lam-lai/")))
    made = KitOrder.objects.get(key=again["Location"].rstrip("/").rpartition("/")[2])
    assert made.items == [slogan.code]
    names = archive(client, made).namelist()
    assert not any(codes.shown(other.code) in name for name in names)


def test_nothing_left_leads_back_to_the_basket(slogan: Any, staff: Any, order: Any, client: Client) -> None:
    placed = order(slogan)
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai số.")
    assert client.post(address(placed, "lam-lai/"))["Location"] == "/lay-ve/"


def test_withdrawn_before_the_worker_came(slogan: Any, staff: Any, client: Client, run: Any) -> None:
    placed = waiting(slogan)
    withdrawals.withdraw(slogan, staff(Role.APPROVER), "Sai số.")
    run(lambda: orders.make_bundle.enqueue(placed.pk))
    assert KitOrder.objects.get().state == State.FAILED
    assert "vừa bị thu hồi" in page_text(client.get(address(placed)))


def test_a_change_of_number_calls_bundles_off(slogan: Any, order: Any, client: Client, run: Any) -> None:
    line = factories.hotline(number="1900 0001", is_primary=True)
    placed = order(slogan)
    line.number = "1900 0002"
    run(line.save)
    assert client.get(address(placed, "tai-ve/")).status_code == 302
    assert "vừa đổi" in page_text(client.get(address(placed)))
    made = run(lambda: client.post(address(placed, "lam-lai/")))
    assert made["Location"] != address(placed)


def test_a_peak_that_is_over_is_handed_out_no_more(
    department: Any, order: Any, client: Client, run: Any
) -> None:
    today = timezone.localdate()
    campaign = factories.published(
        CampaignPage, department, peak_start=today - timedelta(days=5), peak_end=today + timedelta(days=1)
    )
    placed = order(factories.published(SloganPage, department, campaign=campaign))
    CampaignPage.objects.filter(pk=campaign.pk).update(peak_end=today - timedelta(days=1))
    assert client.get(address(placed, "tai-ve/")).status_code == 302
    assert "Cần đóng gói lại" in page_text(client.get(address(placed)))
    made = run(lambda: client.post(address(placed, "lam-lai/")))
    assert client.get(made["Location"] + "tai-ve/").status_code == 200


def test_a_bundle_under_way_is_not_finished_with_the_old_number(slogan: Any, monkeypatch: Any) -> None:
    placed = waiting(slogan)
    save = default_storage.save

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        outdated._invalidate_bundles()
        return save(*args, **kwargs)

    monkeypatch.setattr(default_storage, "save", meanwhile)
    orders.make_bundle.enqueue(placed.pk)
    assert KitOrder.objects.get().state == State.FAILED


def test_old_bundles_are_forgotten(slogan: Any, department: Any, order: Any, client: Client) -> None:
    old, fresh = order(slogan), order(factories.published(SloganPage, department))
    KitOrder.objects.filter(pk=old.pk).update(
        changed_at=timezone.now() - orders.RETENTION - timedelta(minutes=1)
    )
    assert orders.delete_old_orders() == 1
    assert not default_storage.exists(orders.bundle_path(old)) and default_storage.exists(
        orders.bundle_path(fresh)
    )
    assert client.get(address(old)).status_code == 404


def test_taking_a_bundle_keeps_it(slogan: Any, order: Any, client: Client) -> None:
    placed = order(slogan)
    KitOrder.objects.update(changed_at=timezone.now() - orders.RETENTION + timedelta(minutes=1))
    content(client, placed)
    placed.refresh_from_db()
    assert placed.changed_at > timezone.now() - timedelta(minutes=1)


def test_a_bundle_has_no_public_address(slogan: Any, order: Any, client: Client) -> None:
    assert client.get(f"/tep/{orders.bundle_path(order(slogan))}").status_code == 404


def test_readers_are_counted_and_staff_remembered(slogan: Any, order: Any, client: Client) -> None:
    placed = order(slogan)
    content(client, placed)
    assert (Usage.objects.get().what, Usage.objects.get().count) == ("zip", 1)
    unit = Organisation.objects.create(name="UBND xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(User.objects.create_user("xa", organisation=unit))
    content(client, placed)
    row = Reuse.objects.get()
    assert (row.organisation, row.how, row.printed["outputs"]) == (unit, How.DOWNLOAD, ["zip"])
    assert Usage.objects.get().count == 1


def test_an_audience_gets_its_toolkit(department: Any, order: Any, client: Client) -> None:
    hotel = Audience.objects.get(slug__startswith="co-so-luu-tru")
    mine = factories.published(SloganPage, department, audiences=[hotel])
    material = factories.published(MaterialPage, department, audiences=[hotel])
    other = factories.published(SloganPage, department)
    answer = client.get("/lay-ve/", {"audience": hotel.slug})
    ticked = re.findall(r'name="ma" value="(\w+)" checked', answer.content.decode())
    assert sorted(ticked) == sorted([mine.code, material.code]) and other.code not in ticked
    names = archive(client, order(mine, material)).namelist()
    assert {name[:11] for name in names if "/" in name} == {
        codes.shown(page.code) for page in (mine, material)
    }


@pytest.fixture
def checklist() -> Any:
    return factories.document(b"%PDF-1.4 bang kiem", "Bảng kiểm.pdf")


@pytest.fixture
def guide(department: Any, checklist: Any) -> Any:
    """A guide for hotels with a checklist to print."""
    hotel = Audience.objects.get(slug__startswith="co-so-luu-tru")
    page = factories.draft(MaterialPage, department, form="huong-dan-nganh", audiences=[hotel])
    page.files.add(MaterialFile(document=checklist))
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    return MaterialPage.objects.get(pk=page.pk)


def test_a_toolkit_holds_the_approved_files_to_the_byte(guide: Any, order: Any, client: Client) -> None:
    hotel = Audience.objects.get(slug__startswith="co-so-luu-tru")
    listed = client.get("/lay-ve/", {"audience": hotel.slug}).content.decode()
    assert f'value="{guide.code}" checked' in listed
    packed = archive(client, order(guide))
    rows = list(csv.DictReader(io.StringIO(packed.read("DANH-MUC.csv").decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["Tệp"].endswith(".pdf")]
    assert packed.read(row["Tệp"]) == b"%PDF-1.4 bang kiem"
    assert row["SHA-256"] == hashlib.sha256(b"%PDF-1.4 bang kiem").hexdigest()
    (words,) = [row["Tệp"] for row in rows if row["Tệp"].endswith("noi-dung.txt")]
    assert packed.read(words).decode() == ApprovalRecord.objects.get(code=guide.code).text


def test_a_file_that_is_no_longer_the_approved_one_is_left_out_and_said(
    guide: Any, checklist: Any, order: Any, client: Client
) -> None:
    with checklist.file.storage.open(checklist.file.name, "wb") as opened:
        opened.write(b"%PDF-1.4 khac")
    packed = archive(client, order(guide))
    assert not [name for name in packed.namelist() if name.endswith(".pdf")]
    assert "không còn đúng bản đã duyệt" in packed.read("DANH-MUC.txt").decode("utf-8-sig")


def test_a_file_that_readers_may_not_see_is_not_packed(
    guide: Any, checklist: Any, order: Any, client: Client
) -> None:
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    type(checklist).objects.filter(pk=checklist.pk).update(collection=closed)
    packed = archive(client, order(guide))
    assert not [name for name in packed.namelist() if name.endswith(".pdf")]
    assert "không công khai" in packed.read("DANH-MUC.txt").decode("utf-8-sig")


def test_what_was_chosen_stays_chosen_when_another_audience_is_looked_at(
    slogan: Any, department: Any, client: Client
) -> None:
    hotel = Audience.objects.get(slug__startswith="co-so-luu-tru")
    factories.published(SloganPage, department, audiences=[hotel])
    answer = client.get("/lay-ve/", {"audience": hotel.slug, "ma": slogan.code})
    assert re.findall(r'name="ma" value="(\w+)" checked', answer.content.decode()) == [slogan.code]


def test_what_was_chosen_is_listed_however_old(
    slogan: Any, department: Any, client: Client, monkeypatch: Any
) -> None:
    from campaigns.kits.views import basket

    monkeypatch.setattr(basket, "MAX_LISTED", 1)
    SloganPage.objects.filter(pk=slogan.pk).update(date="2001-01-01")
    factories.published(SloganPage, department)
    assert slogan in client.get("/lay-ve/", {"ma": slogan.code}).context["entries"]


@pytest.mark.parametrize("listed", [1, 2])
def test_a_shortened_list_says_where_the_rest_is(
    slogan: Any, department: Any, client: Client, monkeypatch: Any, listed: int
) -> None:
    from campaigns.kits.views import basket

    monkeypatch.setattr(basket, "MAX_LISTED", listed)
    factories.published(SloganPage, department)
    words = re.sub(r"<[^>]+>", "", client.get("/lay-ve/").content.decode())
    assert ("Đây là những nội dung mới nhất" in words) == (listed == 1)


def test_only_what_may_be_taken_is_offered(slogan: Any, department: Any, staff: Any, client: Client) -> None:
    draft = factories.draft(SloganPage, department)
    gone = factories.published(SloganPage, department)
    withdrawals.withdraw(gone, staff(Role.APPROVER), "Sai.")
    film = factories.published(MaterialPage, department, form="video", recording=factories.recording("video"))
    entries = client.get("/lay-ve/").context["entries"]
    assert slogan in entries and not {draft, gone, film} & set(entries)


def test_more_than_sixty_at_once_is_said(client: Client) -> None:
    answer = client.post("/lay-ve/", {"ma": [codes.new_code() for _ in range(orders.MAX_ITEMS + 1)]})
    assert answer.status_code == 200 and "nhiều nhất 60" in page_text(answer)
    assert not KitOrder.objects.exists()


def test_an_empty_choice_is_said(client: Client) -> None:
    for data in ({}, {"ma": "xxx"}, {"ma": ["", "\x00", "😀"]}):
        assert "Chưa chọn nội dung nào" in page_text(client.post("/lay-ve/", data))


def test_codes_of_nothing_end_with_a_reason(client: Client, order: Any) -> None:
    class Nothing:
        code = codes.new_code()

    placed = order(Nothing())
    assert placed.state == State.FAILED and "được phép dùng" in page_text(client.get(address(placed)))


def png(size: tuple[int, int] = (40, 40), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#c0241c").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_taken_as_a_clean_png(slogan: Any, order: Any, kind: str) -> None:
    placed = order(slogan, logo=SimpleUploadedFile("logo.png", png(kind=kind)), don_vi="Xã A")
    assert bytes(placed.logo).startswith(b"\x89PNG") and placed.unit == "Xã A"


def test_a_large_logo_is_made_smaller(slogan: Any, order: Any) -> None:
    placed = order(slogan, logo=SimpleUploadedFile("logo.png", png((3000, 600))))
    assert Image.open(io.BytesIO(bytes(placed.logo))).size == (1200, 240)


@pytest.mark.parametrize(
    "file",
    [
        b"khong phai anh",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        png()[:60],
        png()[:40] + b"\0" * 40,
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\xff" * 17,
        png(kind="GIF"),
        b"x" * (2 * 1024 * 1024 + 1),
        png((5200, 5200)),
    ],
    ids=["text", "svg", "eps", "cut", "nulls", "header", "gif", "heavy", "wide"],
)
def test_what_is_no_logo_is_said_and_nothing_is_lost(slogan: Any, client: Client, file: bytes) -> None:
    sent = {"ma": slogan.code, "don_vi": "Xã A", "logo": SimpleUploadedFile("logo.png", file)}
    answer = client.post("/lay-ve/", sent)
    assert answer.status_code == 200 and "Logo" in page_text(answer)
    page = answer.content.decode()
    assert f'value="{slogan.code}" checked' in page and 'value="Xã A"' in page
    assert not KitOrder.objects.exists()


def test_an_empty_file_is_said(slogan: Any, client: Client) -> None:
    sent = {"ma": slogan.code, "logo": SimpleUploadedFile("logo.png", b"")}
    assert client.post("/lay-ve/", sent).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"audience": "\x00"},
        {"audience": "x" * 5000},
        {"ma": "\x00"},
        {"ma": ["x"] * 500},
        {"mau": "\x00", "don_vi": "\x00" * 20},
        {"don_vi": "<script>alert(1)</script>"},
        {"nhom": "khong-co"},
        {"logo": "x"},
    ],
)
def test_no_odd_basket_is_an_error(client: Client, query: Any) -> None:
    answer = client.get("/lay-ve/", query)
    assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()
    assert client.post("/lay-ve/", query).status_code == 200


@pytest.mark.parametrize("rest", ["", "tai-ve/"])
@pytest.mark.parametrize("key", ["khong-co", "%00", "a" * 500, "..%2f.."])
def test_an_unknown_order_is_not_found(client: Client, key: str, rest: str) -> None:
    assert client.get(f"/lay-ve/don/{key}/{rest}").status_code == 404


def test_an_order_not_ready_leads_to_its_page(slogan: Any, client: Client) -> None:
    placed = waiting(slogan)
    assert client.get(address(placed, "tai-ve/"))["Location"] == address(placed)


def test_looking_never_uses_up_the_right_to_order(slogan: Any, client: Client, order: Any) -> None:
    for _ in range(20):
        client.get("/lay-ve/")
    content(client, order(slogan))


@pytest.mark.usefixtures("one_minute")
def test_orders_are_limited(slogan: Any, client: Client) -> None:
    sent = {"ma": slogan.code, "nhom": WORDS}
    answers = [client.post("/lay-ve/", sent | {"don_vi": f"Xã {n}"}).status_code for n in range(14)]
    assert answers[0] == 302 and answers[-1] == 429


def test_a_page_of_sixty_asks_no_more_than_a_page_of_two(
    department: Any, client: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pages = [factories.published(SloganPage, department) for _ in range(5)]
    few = orders.place_order([page.code for page in pages[:2]], ["bang-led.txt"], Look(DESIGN))
    many = orders.place_order([page.code for page in pages], ["bang-led.txt"], Look(DESIGN))
    for path_few, path_many in (
        (address(few), address(many)),
        (f"/lay-ve/?ma={pages[0].code}", "/lay-ve/?" + "&".join(f"ma={page.code}" for page in pages)),
    ):
        client.get(path_few)
        with CaptureQueriesContext(connection) as before:
            client.get(path_few)
        with django_assert_num_queries(len(before)):
            client.get(path_many)


def test_who_asked_is_kept_for_staff_only(slogan: Any, client: Client, order: Any) -> None:
    assert order(slogan).requested_by is None
    user = User.objects.create_user("xa")
    client.force_login(user)
    assert order(slogan, don_vi="Xã").requested_by == user
