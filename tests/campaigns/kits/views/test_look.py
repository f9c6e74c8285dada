"""The look of a kit: unit and design are added, the exact text stays; odd values change nothing."""

from typing import Any

import pytest
from django.test import Client

from campaigns.kits.models import KitOrder
from cms.accounts.models import Role
from media.posters.families import FAMILIES
from tests.campaigns.kits.support import SLOGAN, UNIT, UNIT_KEY, kit_path

pytestmark = pytest.mark.django_db


def test_the_unit_is_added_and_the_words_stay(slogan: Any, client: Client) -> None:
    plain = client.get(kit_path(slogan, "loa-truyen-thanh.txt")).content.decode()
    own = client.get(kit_path(slogan, "loa-truyen-thanh.txt"), {"don_vi": UNIT_KEY}).content.decode()
    assert "xã Đàm Thủy" in own and "xã Đàm Thủy" not in plain
    assert SLOGAN in own
    picture = client.get(kit_path(slogan, "a4.png"), {"don_vi": UNIT_KEY}).content
    assert picture != client.get(kit_path(slogan, "a4.png")).content
    for name in ("tin-nhan-co-dau.txt", "bang-led.txt"):
        assert client.get(kit_path(slogan, name), {"don_vi": UNIT_KEY}).content.decode("utf-8-sig") == SLOGAN


def test_same_specification_same_bytes(slogan: Any, client: Client) -> None:
    by_key, by_name = (
        client.get(kit_path(slogan, "a4.pdf"), {"don_vi": unit}).content for unit in (UNIT_KEY, UNIT)
    )
    assert by_key == by_name


def test_each_design_is_a_picture_of_its_own(slogan: Any, client: Client) -> None:
    made = {client.get(kit_path(slogan, "xem/a4/"), {"mau": key}).content for key in FAMILIES}
    assert len(made) == len(FAMILIES) >= 3


def test_one_wrong_part_of_the_look_loses_no_other(slogan: Any, client: Client) -> None:
    other = list(FAMILIES)[1]
    answer = client.get(kit_path(slogan), {"mau": other, "don_vi": "x" * 200})
    assert answer.context["look"].design == other and answer.context["look"].unit == ""
    answer = client.get(kit_path(slogan), {"mau": "?", "don_vi": UNIT_KEY})
    assert answer.context["look"].unit == UNIT


@pytest.mark.parametrize("rest", ["", "a4.png", "loa-truyen-thanh.txt", "xem/vuong/"])
def test_no_odd_look_is_an_error(slogan: Any, client: Client, rest: str) -> None:
    for query in (
        {"mau": "?"},
        {"mau": "\x00"},
        {"mau": ["a", "b"]},
        {"mau": "x" * 10_000},
        {"mau[]": "1", "": "x"},
    ):
        assert client.get(kit_path(slogan, rest), query).status_code == 200


UNKNOWN = [
    "Nạn nhân cần giải cứu gọi ngay 0912 345 678",
    "Xã lạ không có trong danh sách",
    "x" * 10_000,
    "Xã\x00A",
    "<script>alert(1)</script>\"'",
    "ubnd-99999",
    "ubnd-",
    "to-chuc-999999999",
    "dai-04",
]


@pytest.mark.parametrize("field", ["don_vi", "tim", "ten"])
def test_an_unknown_unit_is_refused_in_words_and_never_printed(
    slogan: Any, client: Client, field: str
) -> None:
    for unit in UNKNOWN:
        page = client.get(kit_path(slogan), {field: unit})
        assert page.status_code == 200 and page.context["form"].unit_problem
        assert "<script>alert" not in page.content.decode() and page.context["look"].unit == ""
        for rest in ("a4.png", "bang-ron-6x1.pdf", "loa-truyen-thanh.txt", "xem/a4/"):
            answer = client.get(kit_path(slogan, rest), {field: unit})
            assert answer.status_code == 422 and "0912" not in answer.content.decode()
            assert answer["X-Robots-Tag"] == "noindex"
        posted = client.post("/lay-ve/", {"ma": slogan.code, field: unit})
        assert posted.status_code == 200 and not KitOrder.objects.exists()


def test_a_commune_that_was_typed_offers_its_units(slogan: Any, client: Client) -> None:
    answer = client.get(kit_path(slogan), {"tim": "dam thuy"})
    page = answer.content.decode()
    assert '<optgroup label="Xã Đàm Thủy, Cao Bằng">' in page and f'value="{UNIT_KEY}"' in page
    assert "đơn vị. Chọn đúng đơn vị" in page and 'value="dam thuy"' in page
    assert 'role="alert"' not in page and f'value="{answer.context["form"].offer.key}" selected' in page
    assert answer.context["look"].unit == ""
    chosen = client.get(kit_path(slogan), {"tim": "dam thuy", "don_vi": UNIT_KEY})
    assert chosen.context["look"].unit == UNIT
    assert f"don_vi={UNIT_KEY}" in chosen.content.decode() and "Chọn đúng" not in chosen.content.decode()


def test_what_is_typed_later_counts(slogan: Any, client: Client) -> None:
    sent = {"tim": "UBND xã Cao Lộc", "don_vi": UNIT_KEY}
    assert client.get(kit_path(slogan), sent).context["look"].unit == "UBND xã Cao Lộc"


def test_others_get_a_line_to_write_on(slogan: Any, client: Client) -> None:
    plain, line = (
        client.get(kit_path(slogan, "a4.png"), {"don_vi": unit}).content for unit in ("", "viet-tay")
    )
    assert plain != line
    sheet = client.get(kit_path(slogan, "loa-truyen-thanh.txt"), {"don_vi": "viet-tay"}).content.decode()
    assert "Đơn vị phát: ....." in sheet and "____" not in sheet
    assert client.get(kit_path(slogan), {"don_vi": "viet-tay", "tim": "Xã lạ"}).context["form"].is_valid()


def test_staff_type_a_name_of_their_own(slogan: Any, client: Client, staff: Any) -> None:
    name = "Trường Nội trú Hà Quảng"
    assert "Tên khác" not in client.get(kit_path(slogan)).content.decode()
    client.force_login(staff(Role.COMMUNICATOR))
    page = client.get(kit_path(slogan), {"ten": name})
    assert page.context["look"].unit == name and "Tên khác" in page.content.decode()
    assert name in client.get(kit_path(slogan, "loa-truyen-thanh.txt"), {"ten": name}).content.decode()
    preview = client.get(kit_path(slogan, "xem/a4/"), {"ten": name})
    assert "no-store" in preview["Cache-Control"] and "public" not in preview["Cache-Control"]
    for refused in ("Gọi Văn A", "Xã 0912 345 678"):
        for rest in ("a4.png", "xem/a4/", "loa-truyen-thanh.txt"):
            assert client.get(kit_path(slogan, rest), {"ten": refused}).status_code == 422


def test_addresses_with_a_unit_are_not_indexed(slogan: Any, client: Client) -> None:
    for path in (kit_path(slogan), kit_path(slogan, "xem/a4/"), "/lay-ve/"):
        assert client.get(path, {"don_vi": UNIT_KEY})["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/lay-ve/")
    assert "Disallow: /lay-ve/*?" in client.get("/robots.txt").content.decode()
