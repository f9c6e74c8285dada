"""A reader's own place: typed, made clear, chosen, taken away; and the traits of places."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from campaigns.models import NewsPage
from cms.vocabulary.models import Region, Trait
from cms.vocabulary.places import read_place
from tests import factories

pytestmark = pytest.mark.django_db
COMMUNE = "Xã Đàm Thủy, Cao Bằng"


@pytest.fixture
def section(department: Any) -> Any:
    """News of a commune, of its province, of another province, and for all."""
    commune = Region.objects.get(name=COMMUNE)
    places = {"xã": commune, "tỉnh": commune.parent, "nơi khác": Region.objects.get(slug="20")}
    for name, region in places.items():
        factories.published(NewsPage, department, title=f"Tin {name}", regions=[region])
    factories.published(NewsPage, department, title="Tin cả nước")
    return factories.section(department, "tin-tuc")


def shown(client: Client, section: Any, query: str) -> tuple[str, set[str]]:
    answer = client.get(f"{section.url}?{query}")
    assert answer.status_code == 200
    page = re.sub(r"</?span[^>]*>", "", answer.content.decode())
    return page, set(re.findall(r">(Tin (?:xã|tỉnh|nơi khác|cả nước))</a></h3>", page))


@pytest.mark.parametrize("typed", ["đàm thuỷ", "xa dam thuy", COMMUNE, "Đàm Thủy, Cao Bằng"])
def test_an_unambiguous_name_is_chosen(client: Client, section: Any, typed: str) -> None:
    page, found = shown(client, section, QueryDict(mutable=True).urlencode() + f"place={typed}")
    assert found == {"Tin xã", "Tin tỉnh", "Tin cả nước"}
    code = Region.objects.get(name=COMMUNE).slug
    assert f"Nơi tôi ở: {COMMUNE}" in page and f'value="{COMMUNE}"' in page
    assert f"rss/?place={code}" in page


def test_a_name_of_several_places_offers_them(client: Client, section: Any) -> None:
    page, found = shown(client, section, "place=tan+tien&year=2026")
    assert len(found) == 4
    offers = re.findall(r'<li><a href="\?year=2026&amp;place=(\d+)" rel="nofollow">(.*?)</a>', page)
    assert len(offers) > 3 and all(Region.objects.get(slug=code).name == name for code, name in offers)
    assert 'value="tan tien"' in page


def test_an_earlier_name_says_why(client: Client, section: Any) -> None:
    assert "Hải Dương" in shown(client, section, "place=t%E1%BB%89nh+h%E1%BA%A3i+d%C6%B0%C6%A1ng")[0]
    matches = read_place(QueryDict("place=tỉnh hải dương"))
    assert matches.why or all(match.why for match in matches.offers)


def test_a_name_that_is_no_place_is_reported_and_changes_nothing(client: Client, section: Any) -> None:
    page, found = shown(client, section, "place=%3Cb%3Exyzxyz")
    assert len(found) == 4 and "Chưa tìm thấy nơi nào tên “&lt;b&gt;xyzxyz”." in page


def test_a_chosen_place_is_a_chip_that_can_be_removed(client: Client, section: Any) -> None:
    page, _found = shown(client, section, "place=04&year=2026")
    assert f'<a href="{section.url}?year=2026">' in page


@pytest.mark.parametrize(
    "query", ["place=", "place=%00", "place=" + "a" * 3000, "place=999999", "place=+", "place=04&place=%F0"]
)
def test_any_value_is_fit(client: Client, section: Any, query: str) -> None:
    assert shown(client, section, query)[1]


def test_mere_codes_cost_no_query(django_assert_num_queries: Any, db: None) -> None:
    with django_assert_num_queries(0):
        assert read_place(QueryDict("place=04&place=01273")).params.getlist("place") == ["04", "01273"]


def test_a_trait_filters_what_lies_in_such_places(client: Client, section: Any) -> None:
    border, remote = Trait.objects.get(slug="bien-gioi"), Trait.objects.get(slug="vung-sau-vung-xa")
    Region.objects.get(slug="04").traits.set([border])
    Region.objects.get(slug="20").traits.set([])
    Region.objects.get(name=COMMUNE).traits.set([remote])
    page, _all = shown(client, section, "")
    assert '<option value="bien-gioi">Biên giới (2)</option>' in page
    assert '<option value="vung-sau-vung-xa">Vùng sâu, vùng xa (1)</option>' in page
    assert shown(client, section, "trait=bien-gioi")[1] == {"Tin xã", "Tin tỉnh"}
    assert shown(client, section, "trait=vung-sau-vung-xa")[1] == {"Tin xã"}
    assert len(shown(client, section, "trait=khong-co")[1]) == 4
