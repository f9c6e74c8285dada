"""Loading: complete the first time, nothing the second, never against what the admin decided."""

import csv
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.vietnamese import sort_key
from cms.vocabulary.loader import DATA, Changes, label_units, load_vocabulary
from cms.vocabulary.models import Audience, Channel, Movement, Region, RegionAlias, Topic, Trait

pytestmark = pytest.mark.django_db
Rows = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def rewrite(folder: Path, name: str, change: Callable[[Rows], Rows]) -> None:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(change(rows))


def test_everything_is_there() -> None:
    assert Region.objects.filter(parent__isnull=True).count() == 34
    assert Region.objects.filter(parent__isnull=False).count() == 3321
    assert RegionAlias.objects.count() > 12_000
    assert [model.objects.count() for model in (Audience, Topic, Channel, Movement, Trait)] == [
        20,
        15,
        8,
        4,
        7,
    ]


def test_labels_are_unique_though_names_are_not() -> None:
    names = list(Region.objects.values_list("name", flat=True))
    assert len(set(names)) == len(names) == 3355
    official = list(Region.objects.filter(parent__isnull=False).values_list("official_name", flat=True))
    assert sum(official.count(name) > 1 for name in official) == 562
    assert Region.objects.get(slug="06019").name == "Xã Tân Tiến, Lạng Sơn"
    assert Region.objects.get(slug="31").name == "Thành phố Hải Phòng"


def test_namesakes_in_one_province_would_get_their_code() -> None:
    province = {"code": "99", "official_name": "Tỉnh A", "kind": "tinh", "parent": ""}
    twins = [{"code": c, "official_name": "Xã B", "kind": "xa", "parent": "99"} for c in ("90001", "90002")]
    assert label_units([province, *twins]) == {
        "99": "Tỉnh A",
        "90001": "Xã B, A (mã 90001)",
        "90002": "Xã B, A (mã 90002)",
    }


def test_order_is_that_of_a_dictionary() -> None:
    provinces = list(Region.objects.filter(parent__isnull=True).values_list("official_name", flat=True))
    bare = [name.removeprefix("Tỉnh ").removeprefix("Thành phố ") for name in provinces]
    assert bare == sorted(bare, key=sort_key)
    assert bare[:3] == ["An Giang", "Bắc Ninh", "Cà Mau"]
    first = Region.objects.all()[:2]
    assert [region.parent_id for region in first] == [None, first[0].pk]


def test_the_second_run_changes_nothing(django_assert_max_num_queries: Callable) -> None:
    with django_assert_max_num_queries(30):
        assert load_vocabulary() == []


def test_the_command_says_what_it_did() -> None:
    Audience.objects.get(slug="phu-nu").delete()
    out = StringIO()
    call_command("load_vocabulary", stdout=out)
    call_command("load_vocabulary", stdout=out)
    assert out.getvalue().splitlines() == ["đối tượng: thêm 1", "Danh mục đã đủ, không có gì thay đổi."]


def test_traits_are_given_once_and_edits_stay() -> None:
    border = Trait.objects.get(slug="bien-gioi")
    assert set(border.region_set.values_list("slug", flat=True)) == {"04", "20"}
    cao_bang = Region.objects.get(slug="04")
    cao_bang.traits.set([Trait.objects.get(slug="vung-sau-vung-xa")])
    assert load_vocabulary() == []
    assert list(cao_bang.traits.values_list("slug", flat=True)) == ["vung-sau-vung-xa"]


def test_a_term_renamed_or_moved_in_the_admin_stays_so() -> None:
    Audience.objects.filter(slug="phu-nu").update(name="Chị em phụ nữ", sort_order=1)
    assert load_vocabulary() == []
    term = Audience.objects.get(slug="phu-nu")
    assert (term.name, term.sort_order) == ("Chị em phụ nữ", 1)


def test_a_missing_term_whose_name_is_in_use_is_left_out() -> None:
    Audience.objects.filter(slug="phu-nu").update(slug="chi-em")
    assert load_vocabulary() == []


def test_tricks_stand_under_their_topic() -> None:
    tricks = Topic.objects.get(letter="b").children.values_list("slug", flat=True)
    assert next(iter(tricks)) == "viec-nhe-luong-cao"
    assert len(tricks) == 7


def test_a_unit_that_left_the_list_is_dated_not_deleted(folder: Path) -> None:
    rewrite(folder, "regions.csv", lambda rows: [row for row in rows if row["code"] != "06019"])
    rewrite(folder, "region_aliases.csv", lambda rows: [row for row in rows if row["region"] != "06019"])
    changes = load_vocabulary(folder)
    region = Region.objects.get(slug="06019")
    assert region.valid_to == timezone.localdate()
    assert [change.retired for change in changes if change.model is Region] == [1]
    assert not Region.objects.current().filter(slug="06019").exists()
    assert load_vocabulary(folder) == []
    load_vocabulary()
    assert Region.objects.get(slug="06019").valid_to is None


def test_a_new_unit_may_take_the_label_of_one_that_left(folder: Path) -> None:
    def recode(rows: Rows) -> Rows:
        return [row | {"code": "99999"} if row["code"] == "06019" else row for row in rows]

    rewrite(folder, "regions.csv", recode)
    rewrite(folder, "region_aliases.csv", lambda rows: [row for row in rows if row["region"] != "06019"])
    load_vocabulary(folder)
    assert Region.objects.get(slug="99999").name == "Xã Tân Tiến, Lạng Sơn"
    assert Region.objects.get(slug="06019").name == "Xã Tân Tiến, Lạng Sơn (mã 06019)"


def test_two_units_may_swap_their_names(folder: Path) -> None:
    names = {"06019": "Xã Đồng Đăng", "06184": "Xã Tân Tiến"}

    def swap(rows: Rows) -> Rows:
        return [row | {"official_name": names.get(row["code"], row["official_name"])} for row in rows]

    rewrite(folder, "regions.csv", swap)
    load_vocabulary(folder)
    region = Region.objects.get(slug="06019")
    assert (region.name, region.key) == ("Xã Đồng Đăng, Lạng Sơn", "xa dong dang, lang son")
    assert load_vocabulary(folder) == []


def test_earlier_names_follow_the_file(folder: Path) -> None:
    def edit(rows: Rows) -> Rows:
        remaining = [row for row in rows if row["name"] != "Tỉnh Hải Dương"]
        return [
            row | {"valid_to": "2025-06-29"} if row["name"] == "Tỉnh Hà Giang" else row for row in remaining
        ]

    rewrite(folder, "region_aliases.csv", edit)
    assert load_vocabulary(folder) == [Changes(RegionAlias, 0, 1, 0, 1)]
    assert not RegionAlias.objects.filter(name="Tỉnh Hải Dương").exists()
    assert load_vocabulary() == [Changes(RegionAlias, 1, 1, 0, 0)]
