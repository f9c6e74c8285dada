"""Units that everybody may put on outputs: by key, by name, found by a commune or an organisation."""

from datetime import date
from typing import Any

import pytest

from campaigns.kits.local_units import exact_unit, find_units, unit_with
from cms.accounts.models import Organisation
from tests.campaigns.kits.support import UNIT, UNIT_KEY

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [unit.name for group in find_units(text) for unit in group.units]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (UNIT_KEY, UNIT),
        ("dai-01501", "Đài truyền thanh xã Đàm Thủy"),
        ("thcs-01501", "Trường THCS xã Đàm Thủy"),
        ("ubnd-06994", "UBND đặc khu Vân Đồn"),
        ("ubnd-04", "UBND tỉnh Cao Bằng"),
    ],
)
def test_a_key_is_a_unit(key: str, name: str) -> None:
    unit = unit_with(key)
    assert unit is not None and (unit.key, unit.name) == (key, name)


@pytest.mark.parametrize(
    "key", ["", "ubnd", "ubnd-", "ubnd-1501", "dai-04", "to-chuc-0", "so-01501", "ubnd-01501 ", "ubnd-٠١٥٠١"]
)
def test_anything_else_is_none(key: str) -> None:
    assert unit_with(key) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("UBND xã Đàm Thủy", UNIT),
        ("uy ban nhan dan xa dam thuy", UNIT),
        ("Đàm Thủy", UNIT),
        ("đài truyền thanh dam thuy", "Đài truyền thanh xã Đàm Thủy"),
        ("Trường Tiểu học Đàm Thủy", "Trường Tiểu học xã Đàm Thủy"),
        ("Trường Tiểu học và THCS Đàm Thủy", "Trường Tiểu học và THCS xã Đàm Thủy"),
    ],
)
def test_a_name_finds_its_unit_first(text: str, first: str) -> None:
    assert names(text)[0] == first


@pytest.mark.parametrize("text", ["", " ", "\x00", "?", "UBND", "gọi 0912 345 678", "x" * 5000])
def test_what_names_nothing_finds_nothing(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "is_exact"),
    [
        ("UBND xã Đàm Thủy", True),
        ("ubnd  xã đàm thuỷ", True),
        ("Uỷ ban nhân dân xã Đàm Thủy", True),
        ("UBND xa Dam Thuy", False),
        ("UBND xã Đàm Thủy gọi 0912", False),
        ("xã Đàm Thủy", False),
    ],
)
def test_only_the_whole_name_is_exact(text: str, is_exact: bool) -> None:
    found = exact_unit(text, find_units("Đàm Thủy"))
    assert (found is not None) == is_exact


def test_organisations_of_today_are_found_by_part_of_their_name(db: Any) -> None:
    union = Organisation.objects.create(
        name="Hội Liên hiệp Phụ nữ xã Thử", short_name="HLHPN", kind=Organisation.Kind.UNION
    )
    Organisation.objects.create(
        name="Hội Phụ nữ cũ", kind=Organisation.Kind.UNION, valid_to=date(2025, 6, 30)
    )
    assert names("phu nu")[-1:] == [union.name]
    assert "Hội Phụ nữ cũ" not in names("phu nu")
    assert unit_with(f"to-chuc-{union.pk}") in find_units("HLHPN")[-1].units


def test_a_name_too_long_to_print_is_given_by_its_short_one(db: Any) -> None:
    row = Organisation.objects.create(
        name="Trung tâm " + "rất dài " * 12, short_name="TT Dài", kind=Organisation.Kind.SERVICE
    )
    unit = unit_with(f"to-chuc-{row.pk}")
    assert unit is not None and unit.name == "TT Dài"


def test_few_queries_whatever_is_found(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(5):
        find_units("xã Tân Tiến")
    with django_assert_max_num_queries(1):
        unit_with(UNIT_KEY)
