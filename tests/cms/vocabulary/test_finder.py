"""Finding places: as people type them, old and new, in few queries and little time."""

import unicodedata
from collections.abc import Callable

import pytest

from cms.vocabulary.finder import Match, find_regions
from cms.vocabulary.models import Region

pytestmark = pytest.mark.django_db


def names(text: str, limit: int = 20) -> list[str]:
    return [match.region.name for match in find_regions(text, limit)]


def why(text: str, name: str) -> str:
    return next(match.why for match in find_regions(text) if match.region.name == name)


def test_a_province_that_was_merged() -> None:
    matches = find_regions("hai duong")
    assert matches[0] == find_regions("phuong hai duong")[0]
    assert matches[1].region.code == "31"
    assert matches[1].why == "Tỉnh Hải Dương nhập vào Thành phố Hải Phòng từ 01/7/2025"
    assert find_regions("tỉnh Hải Dương")[0].region.name == "Thành phố Hải Phòng"


def test_a_district_leads_to_its_communes() -> None:
    matches = find_regions("huyen cao loc")
    assert len(matches) == 8
    assert {match.why for match in matches} == {"Thuộc huyện Cao Lộc cũ"}
    assert "Xã Đồng Đăng, Lạng Sơn" in {match.region.name for match in matches}
    assert names("cao loc")[0] == "Xã Cao Lộc, Lạng Sơn"


@pytest.mark.parametrize("text", ["dam thuy", "Đàm Thuỷ", "đàm thủy", "ĐÀM THUỶ", "xã Đàm Thủy", "01501"])
def test_a_commune_however_it_is_spelt(text: str) -> None:
    assert find_regions(text) == [Match(find_regions("01501")[0].region)]
    assert names(unicodedata.normalize("NFD", text)) == ["Xã Đàm Thủy, Cao Bằng"]


def test_name_and_province() -> None:
    assert names("tan tien lang son") == ["Xã Tân Tiến, Lạng Sơn"]
    assert names("Xã Tân Tiến, Lạng Sơn")[0] == "Xã Tân Tiến, Lạng Sơn"
    assert len([name for name in names("xa tan tien") if name.startswith("Xã Tân Tiến,")]) > 3


def test_an_official_code() -> None:
    assert names("31")[0] == "Thành phố Hải Phòng"
    assert names("06184") == ["Xã Đồng Đăng, Lạng Sơn"]


def test_short_types() -> None:
    assert names("TP. Hải Phòng")[0] == "Thành phố Hải Phòng"
    assert all(match.why == "Thuộc huyện Cao Lộc cũ" for match in find_regions("h. Cao Lộc"))


def test_a_whole_old_address() -> None:
    matches = find_regions("xã Tân Kỳ, huyện Tứ Kỳ, tỉnh Hải Dương")
    assert [match.region.name for match in matches] == ["Xã Tân Kỳ, Hải Phòng"]
    assert names("dam thuy trung kh") == ["Xã Đàm Thủy, Cao Bằng"]
    assert "Xã Tân Kỳ, Hải Phòng" in names("tan ky hai duong")


def test_units_that_changed_their_type() -> None:
    assert why("tinh dong nai", "Thành phố Đồng Nai") == "Trước ngày 30/4/2026 là Tỉnh Đồng Nai"
    assert why("xa bo ha", "Phường Bố Hạ, Bắc Ninh") == "Trước ngày 20/9/2026 là xã Bố Hạ"
    assert why("thua thien hue", "Thành phố Huế") == "Trước ngày 01/01/2025 là Tỉnh Thừa Thiên Huế"
    assert why("binh phuoc", "Thành phố Đồng Nai").startswith("Tỉnh Bình Phước nay thuộc Thành phố Đồng Nai")


def test_a_commune_that_was_merged() -> None:
    assert why("thuy hung", "Xã Đồng Đăng, Lạng Sơn") == "Có địa bàn của xã Thụy Hùng cũ"
    assert why("quan 1", "Phường Bến Thành, Hồ Chí Minh") == "Thuộc Quận 1 cũ"


@pytest.mark.parametrize("text", ["ea hleo", "ea h'leo", "Ea H’Leo"])
def test_apostrophes(text: str) -> None:
    matches = find_regions(text)
    assert matches[0].region.name == "Xã Ea H’Leo, Đắk Lắk"
    assert matches[1].why == "Thuộc huyện Ea H’leo cũ"


def test_hyphens() -> None:
    assert names("chan may lang co") == ["Xã Chân Mây - Lăng Cô, Huế"]
    assert names("ba ria vung tau")[0] == "Thành phố Hồ Chí Minh"
    assert why("Phan Rang - Tháp Chàm", "Phường Đô Vinh, Khánh Hòa").startswith("Thuộc thành phố Phan Rang")


def test_order() -> None:
    found = names("cao bang", limit=60)
    assert found[0] == "Tỉnh Cao Bằng"
    assert all(name.endswith(", Cao Bằng") for name in found[1:57])
    exact = names("hoa binh")
    assert exact[0] == "Xã Hòa Bình, Cà Mau"
    assert exact.index("Tỉnh Phú Thọ") > exact.index("Phường Hòa Bình, Phú Thọ")
    assert names("lang s")[0] == "Tỉnh Lạng Sơn"


def test_scattered_words_when_nothing_else_is_found() -> None:
    assert "Xã Tân Tiến, Lạng Sơn" in names("tien tan lang")
    assert "Phường An Dương, Hải Phòng" not in names("hai duong")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "\0",
        "ha\0noi",
        "!!!",
        "%",
        "_",
        "\\",
        "'",
        "日本",
        "🙂",
        "\u200b",
        "\ud800",
        "x" * 5000,
        "ha " * 30,
        "zzz",
    ],
)
def test_nothing_comes_of_nothing(text: str) -> None:
    assert find_regions(text) == []


def test_units_that_have_ceased_are_not_offered() -> None:
    Region.objects.filter(slug="06019").update(valid_to="2026-01-01")
    assert names("tan tien lang son") == []
    assert "Xã Tân Tiến, Lạng Sơn" not in names("huyen van lang")


def test_limit() -> None:
    assert len(find_regions("xa", 5)) == 5
    assert find_regions("xa", 0) == []


QUERIES = [
    "xa",
    "a",
    "an",
    "hai duong",
    "huyen cao loc",
    "tan tien lang son",
    "bo ha",
    "thi xa ha dong",
    "0",
    "01",
    "huyen",
]


@pytest.mark.parametrize("text", [*QUERIES, "xã Tân Kỳ, huyện Tứ Kỳ, tỉnh Hải Dương"])
def test_three_queries_at_most(text: str, django_assert_max_num_queries: Callable) -> None:
    with django_assert_max_num_queries(3):
        find_regions(text)
