"""The ZIP of an order: its list, its files to the byte, its page for use offline."""

import csv
import hashlib
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.kits import orders
from campaigns.kits.catalogue import outputs
from campaigns.kits.models import BannerSize
from campaigns.models import MaterialFile, MaterialPage, SloganPage
from cms.vocabulary.models import Audience
from tests import factories
from tests.campaigns.kits.support import archive, checked_codes

pytestmark = pytest.mark.django_db


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
    page = factories.published(SloganPage, department, text="../../etc/passwd \\ C: <b> “ngoặc” …")
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


def test_what_cannot_be_made_is_named_in_the_list(department: Any, order: Any, client: Client) -> None:
    BannerSize.objects.create(width=3, height=1)
    page = factories.published(SloganPage, department, text="Phòng, chống mua bán người " * 5)
    packed = archive(client, order(page, nhom=["in"]))
    rows = list(csv.DictReader(io.StringIO(packed.read("DANH-MUC.csv").decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["Tệp"] == "không làm được"]
    assert "ký tự" in row["Ghi chú"] and not row["SHA-256"]
    assert "không làm được" in packed.read("DANH-MUC.txt").decode("utf-8-sig")


def test_an_audience_gets_its_toolkit(department: Any, order: Any, client: Client) -> None:
    hotel = Audience.objects.get(slug__startswith="co-so-luu-tru")
    mine = factories.published(SloganPage, department, audiences=[hotel])
    material = factories.published(MaterialPage, department, audiences=[hotel])
    other = factories.published(SloganPage, department)
    answer = client.get("/lay-ve/", {"audience": hotel.slug})
    ticked = checked_codes(answer.content.decode())
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
    assert guide.code in checked_codes(listed)
    packed = archive(client, order(guide))
    rows = list(csv.DictReader(io.StringIO(packed.read("DANH-MUC.csv").decode("utf-8-sig"))))
    (row,) = [row for row in rows if row["Tệp"].endswith(".pdf")]
    assert packed.read(row["Tệp"]) == b"%PDF-1.4 bang kiem"
    assert row["SHA-256"] == hashlib.sha256(b"%PDF-1.4 bang kiem").hexdigest()
    (words,) = [row["Tệp"] for row in rows if row["Tệp"].endswith("noi-dung.txt")]
    assert packed.read(words).decode() == ApprovalRecord.objects.get(code=guide.code).text


def test_a_file_that_is_no_longer_the_approved_one_is_left_out_and_reported(
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
