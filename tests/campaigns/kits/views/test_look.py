"""The look of a kit: unit, logo and design are added, the exact text stays; odd values change nothing."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from media.posters.families import FAMILIES
from tests.campaigns.kits.support import SLOGAN, kit_path

pytestmark = pytest.mark.django_db


def test_the_unit_is_added_and_the_words_stay(slogan: Any, client: Client) -> None:
    plain = client.get(kit_path(slogan, "loa-truyen-thanh.txt")).content.decode()
    own = client.get(kit_path(slogan, "loa-truyen-thanh.txt"), {"don_vi": "xã Đàm Thủy"}).content.decode()
    assert "xã Đàm Thủy" in own and "xã Đàm Thủy" not in plain
    assert SLOGAN in own
    picture = client.get(kit_path(slogan, "a4.png"), {"don_vi": "xã Đàm Thủy"}).content
    assert picture != client.get(kit_path(slogan, "a4.png")).content
    for name in ("tin-nhan-co-dau.txt", "bang-led.txt"):
        assert (
            client.get(kit_path(slogan, name), {"don_vi": "xã Đàm Thủy"}).content.decode("utf-8-sig")
            == SLOGAN
        )


def test_same_specification_same_bytes(slogan: Any, client: Client) -> None:
    first, second = (client.get(kit_path(slogan, "a4.pdf"), {"don_vi": "Xã A"}).content for _ in range(2))
    assert first == second


def test_each_design_is_a_picture_of_its_own(slogan: Any, client: Client) -> None:
    made = {client.get(kit_path(slogan, "xem/a4/"), {"mau": key}).content for key in FAMILIES}
    assert len(made) == len(FAMILIES) >= 3


def test_one_wrong_part_of_the_look_loses_no_other(slogan: Any, client: Client) -> None:
    other = list(FAMILIES)[1]
    answer = client.get(kit_path(slogan), {"mau": other, "don_vi": "x" * 200})
    assert answer.context["look"].design == other and answer.context["look"].unit == ""


@pytest.mark.parametrize("name", ["a4.pdf", "vuong.webp", "loa-truyen-thanh.txt", "xem/a4/"])
def test_no_file_is_made_without_the_name_that_was_asked_for(slogan: Any, client: Client, name: str) -> None:
    answer = client.get(kit_path(slogan, name), {"don_vi": "Trường " * 20})
    assert answer.status_code == 422
    assert "Tên đơn vị dài 139 ký tự, chỉ in được 80." in strip_tags(answer.content.decode())


def test_a_name_too_long_stays_in_its_field(slogan: Any, client: Client) -> None:
    name = "Trường Phổ thông Dân tộc nội trú " * 3
    page = client.get(kit_path(slogan), {"don_vi": name}).content.decode()
    assert name.strip() in page and "Hãy dùng tên gọi ngắn hơn" in page


def test_a_name_is_shown_as_text(slogan: Any, client: Client) -> None:
    text = client.get(
        kit_path(slogan), {"don_vi": "<script>alert(1)</script>\"'", "x": '"><b>'}
    ).content.decode()
    assert "<script>alert" not in text and '"><b>' not in text


@pytest.mark.parametrize(
    ("rest", "is_drawn"),
    [("", False), ("a4.png", True), ("loa-truyen-thanh.txt", False), ("xem/vuong/", True)],
)
@pytest.mark.parametrize(
    ("query", "can_be_drawn"),
    [
        ({"mau": "?"}, True),
        ({"mau": "\x00"}, True),
        ({"mau": ["a", "b"]}, True),
        ({"mau": "x" * 10_000}, True),
        ({"don_vi": "😀 Xã"}, False),
        ({"don_vi": "\u202eXã\u200b"}, False),
        ({"don_vi": "W" * 80}, False),
        ({"don_vi": "ก\ue000\ufffd"}, False),
        ({"don_vi": '#"\\[]{}$*_`~@<>'}, True),
        ({"mau[]": "1", "": "x"}, True),
    ],
)
def test_no_odd_look_is_an_error(
    slogan: Any, client: Client, query: Any, can_be_drawn: bool, rest: str, is_drawn: bool
) -> None:
    status = 422 if is_drawn and not can_be_drawn else 200
    assert client.get(kit_path(slogan, rest), query).status_code == status


@pytest.mark.parametrize("unit", ["x" * 10_000, "Xã\x00A"])
@pytest.mark.parametrize("rest", ["a4.png", "loa-truyen-thanh.txt", "xem/vuong/"])
def test_a_name_that_cannot_be_read_is_told(slogan: Any, client: Client, rest: str, unit: str) -> None:
    assert client.get(kit_path(slogan), {"don_vi": unit}).status_code == 200
    assert client.get(kit_path(slogan, rest), {"don_vi": unit}).status_code == 422
