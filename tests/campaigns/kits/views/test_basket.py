"""The basket: what is offered and chosen, the logo, limits, odd input."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from campaigns.approvals import codes
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import Look
from campaigns.kits.views import basket
from campaigns.models import MaterialPage, SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role, User
from cms.vocabulary.models import Audience
from tests import factories
from tests.campaigns.kits.support import (
    UNIT,
    UNIT_KEY,
    WORDS,
    bundle_bytes,
    checked_codes,
    order_path,
    queued_order,
)
from tests.clients import page_text

pytestmark = pytest.mark.django_db


def test_what_was_chosen_stays_chosen_when_another_audience_is_looked_at(
    slogan: Any, department: Any, client: Client
) -> None:
    hotel = Audience.objects.get(slug__startswith="co-so-luu-tru")
    factories.published(SloganPage, department, audiences=[hotel])
    answer = client.get("/lay-ve/", {"audience": hotel.slug, "ma": slogan.code})
    assert checked_codes(answer.content.decode()) == [slogan.code]


def test_what_was_chosen_is_listed_however_old(
    slogan: Any, department: Any, client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(basket, "MAX_LISTED", 1)
    SloganPage.objects.filter(pk=slogan.pk).update(date="2001-01-01")
    factories.published(SloganPage, department)
    assert slogan in client.get("/lay-ve/", {"ma": slogan.code}).context["entries"]


@pytest.mark.parametrize("listed", [1, 2])
def test_a_shortened_list_says_where_the_rest_is(
    slogan: Any, department: Any, client: Client, monkeypatch: Any, listed: int
) -> None:
    monkeypatch.setattr(basket, "MAX_LISTED", listed)
    factories.published(SloganPage, department)
    words = re.sub(r"<[^>]+>", "", client.get("/lay-ve/").content.decode())
    assert ("Đây là những nội dung mới nhất" in words) == (listed == 1)


def test_only_what_may_be_downloaded_is_offered(
    slogan: Any, department: Any, staff: Any, client: Client
) -> None:
    draft = factories.draft(SloganPage, department)
    withdrawn = factories.published(SloganPage, department)
    withdrawals.withdraw(withdrawn, staff(Role.APPROVER), "Sai.")
    film = factories.published(MaterialPage, department, form="video", recording=factories.recording("video"))
    entries = client.get("/lay-ve/").context["entries"]
    assert slogan in entries and not {draft, withdrawn, film} & set(entries)


def test_more_than_sixty_at_once_is_reported(client: Client) -> None:
    answer = client.post("/lay-ve/", {"ma": [codes.new_code() for _ in range(orders.MAX_ITEMS + 1)]})
    assert answer.status_code == 200 and "nhiều nhất 60" in page_text(answer)
    assert not KitOrder.objects.exists()


def test_an_empty_choice_is_reported(client: Client) -> None:
    for data in ({}, {"ma": "xxx"}, {"ma": ["", "\x00", "😀"]}):
        assert "Chưa chọn nội dung nào" in page_text(client.post("/lay-ve/", data))


def test_codes_of_nothing_end_with_a_reason(client: Client, order: Any) -> None:
    class Nothing:
        code = codes.new_code()

    placed = order(Nothing())
    assert placed.state == KitOrder.State.FAILED and "được phép dùng" in page_text(
        client.get(order_path(placed))
    )


def png(size: tuple[int, int] = (40, 40), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#c0241c").save(out, kind)
    return out.getvalue()


@pytest.fixture
def member(client: Client, staff: Any) -> User:
    """A member of staff, signed in."""
    user: User = staff(Role.COMMUNICATOR)
    client.force_login(user)
    return user


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.usefixtures("member")
def test_a_logo_is_stored_as_a_clean_png(slogan: Any, order: Any, kind: str) -> None:
    placed = order(slogan, logo=SimpleUploadedFile("logo.png", png(kind=kind)), ten="Xã A")
    assert bytes(placed.logo).startswith(b"\x89PNG") and placed.unit == "Xã A"


def test_a_logo_needs_an_account(slogan: Any, client: Client) -> None:
    assert 'name="logo"' not in client.get("/lay-ve/").content.decode()
    sent = {"ma": slogan.code, "don_vi": UNIT_KEY, "logo": SimpleUploadedFile("logo.png", png())}
    answer = client.post("/lay-ve/", sent)
    assert answer.status_code == 200 and "chỉ dành cho cán bộ đã đăng nhập" in page_text(answer)
    assert slogan.code in checked_codes(answer.content.decode()) and not KitOrder.objects.exists()


@pytest.mark.usefixtures("member")
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
@pytest.mark.usefixtures("member")
def test_what_is_no_logo_is_reported_and_nothing_is_lost(slogan: Any, client: Client, file: bytes) -> None:
    sent = {"ma": slogan.code, "ten": "Xã A", "nhom": WORDS, "logo": SimpleUploadedFile("logo.png", file)}
    answer = client.post("/lay-ve/", sent)
    assert answer.status_code == 200 and "Logo" in page_text(answer)
    page = answer.content.decode()
    assert slogan.code in checked_codes(page) and 'value="Xã A"' in page
    assert len(re.findall(r'name="nhom"\s+value="\w[\w-]*" checked', page)) == 1
    assert not KitOrder.objects.exists()


def test_an_empty_file_is_reported(slogan: Any, client: Client) -> None:
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
        {"tim": "<script>alert(1)</script>"},
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
    placed = queued_order(slogan)
    assert client.get(order_path(placed, "tai-ve/"))["Location"] == order_path(placed)


def test_looking_never_uses_up_the_right_to_order(slogan: Any, client: Client, order: Any) -> None:
    for _ in range(20):
        client.get("/lay-ve/")
    bundle_bytes(client, order(slogan))


@pytest.mark.usefixtures("one_minute")
def test_new_orders_are_limited_by_their_texts(slogan: Any, client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(basket, "TEXTS_A_MINUTE", 2)
    sent = {"ma": slogan.code, "nhom": WORDS}
    units = ("", UNIT_KEY, UNIT_KEY, "viet-tay", "", UNIT_KEY)
    # What was ordered before costs nothing.
    answers = [client.post("/lay-ve/", sent | {"don_vi": unit}) for unit in units]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 302, 302]
    assert int(answers[3]["Retry-After"]) <= 60


def test_finding_a_unit_keeps_the_choice(slogan: Any, client: Client) -> None:
    page = client.get("/lay-ve/", {"ma": slogan.code, "nhom": WORDS, "tim": "Đàm Thủy"}).content.decode()
    assert checked_codes(page) == [slogan.code] and f'value="{UNIT_KEY}"' in page
    assert 'formmethod="get"' in page


def test_a_unit_typed_and_not_chosen_is_told_before_anything_is_packed(
    slogan: Any, client: Client, order: Any
) -> None:
    answer = client.post("/lay-ve/", {"ma": slogan.code, "tim": "Đàm Thủy"})
    assert answer.status_code == 200 and "Chọn đúng đơn vị" in page_text(answer)
    assert order(slogan, tim="Ủy ban nhân dân xã Đàm Thuỷ").unit == UNIT


def test_a_page_of_sixty_makes_no_more_queries_than_a_page_of_two(
    department: Any, client: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    pages = [factories.published(SloganPage, department) for _ in range(5)]
    few = orders.place_order([page.code for page in pages[:2]], ["bang-led.txt"], Look(DESIGN))
    many = orders.place_order([page.code for page in pages], ["bang-led.txt"], Look(DESIGN))
    for path_few, path_many in (
        (order_path(few), order_path(many)),
        (f"/lay-ve/?ma={pages[0].code}", "/lay-ve/?" + "&".join(f"ma={page.code}" for page in pages)),
    ):
        client.get(path_few)
        with CaptureQueriesContext(connection) as before:
            client.get(path_few)
        with django_assert_num_queries(len(before)):
            client.get(path_many)


def test_who_ordered_is_recorded_for_staff_only(slogan: Any, client: Client, order: Any) -> None:
    assert order(slogan).requested_by is None
    user = User.objects.create_user("xa")
    client.force_login(user)
    assert order(slogan, ten="Xã").requested_by == user
