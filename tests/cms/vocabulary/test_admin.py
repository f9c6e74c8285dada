"""The vocabularies in the admin: what may be edited, and what may not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cms.vocabulary.models import Audience, Channel, Movement, Region, Topic, Trait
from tests.clients import outcome

pytestmark = pytest.mark.django_db
MODELS = [Audience, Topic, Channel, Movement, Trait, Region]


def url(model: type, name: str, *args: object) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_forms_open(admin_client: Client, model: type) -> None:
    term = model.objects.first()
    assert term.name in admin_client.get(url(model, "list")).content.decode()
    assert term.name in admin_client.get(url(model, "edit", term.pk)).content.decode()


def test_a_term_is_renamed_but_keeps_its_key(admin_client: Client) -> None:
    term = Audience.objects.get(slug="phu-nu")
    data = {"name": "Chị em phụ nữ", "slug": "khac", "sort_order": "5"}
    assert admin_client.post(url(Audience, "edit", term.pk), data).status_code == 302
    term.refresh_from_db()
    assert (term.name, term.slug, term.sort_order) == ("Chị em phụ nữ", "phu-nu", 5)


@pytest.mark.parametrize(("given", "made"), [("", "nguoi-cao-tuoi"), ("người-già", "nguoi-gia")])
def test_a_new_term_gets_a_key(admin_client: Client, given: str, made: str) -> None:
    data = {"name": "Người cao tuổi", "slug": given, "sort_order": "300"}
    assert admin_client.post(url(Audience, "add"), data).status_code == 302
    assert Audience.objects.get(name="Người cao tuổi").slug == made


def test_a_key_is_not_given_twice(admin_client: Client) -> None:
    data = {"name": "Phụ nữ!", "slug": "", "sort_order": "300"}
    assert admin_client.post(url(Audience, "add"), data).status_code == 200
    assert not Audience.objects.filter(name="Phụ nữ!").exists()


def test_a_trick_stands_under_a_topic_and_no_deeper(admin_client: Client) -> None:
    trick = Topic.objects.get(slug="viec-nhe-luong-cao")
    html = admin_client.get(url(Topic, "edit", trick.pk)).content.decode()
    assert "Mục đích, thủ đoạn, hành vi mua bán người" in html
    assert "Môi giới kết hôn" not in html


def test_only_the_traits_of_a_place_are_edited(admin_client: Client) -> None:
    region = Region.objects.get(slug="06184")
    trait = Trait.objects.get(slug="bien-gioi")
    data = {"name": "Tên khác", "slug": "khac", "traits": [trait.pk]}
    assert admin_client.post(url(Region, "edit", region.pk), data).status_code == 302
    region.refresh_from_db()
    assert (region.name, region.slug) == ("Xã Đồng Đăng, Lạng Sơn", "06184")
    assert list(region.traits.all()) == [trait]


def test_no_place_is_added_or_deleted_by_hand(admin_client: Client) -> None:
    region = Region.objects.get(slug="06184")
    assert outcome(admin_client.get(url(Region, "add"))) == "refused"
    assert outcome(admin_client.post(url(Region, "delete", region.pk))) == "refused"
    assert Region.objects.filter(slug="06184").exists()


def test_places_are_searched_by_the_finder(admin_client: Client) -> None:
    html = admin_client.get(url(Region, "list_results"), {"q": "hai duong"}).content.decode()
    first = html.index("Phường Hải Dương, Hải Phòng")
    assert first < html.index("Thành phố Hải Phòng") < html.index("Phường Ái Quốc, Hải Phòng")
    assert "Tỉnh Cao Bằng" not in admin_client.get(url(Region, "list_results"), {"q": "zzz"}).content.decode()


def test_places_are_filtered_by_kind_and_province(admin_client: Client) -> None:
    lang_son = Region.objects.get(slug="20")
    html = admin_client.get(
        url(Region, "list_results"), {"kind": "phuong", "parent": lang_son.pk}
    ).content.decode()
    assert "Phường Kỳ Lừa, Lạng Sơn" in html
    assert "Xã Đồng Đăng" not in html
    assert html.count(", Lạng Sơn") >= 4


def test_the_window_for_one_place_is_searched_too(admin_client: Client) -> None:
    address = reverse(Region.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    html = admin_client.get(address, {"q": "huyen cao loc"}).content.decode()
    assert "Xã Đồng Đăng, Lạng Sơn" in html
    assert "Tỉnh Cao Bằng" not in html


def test_lists_of_places_cost_few_queries(
    admin_client: Client, django_assert_max_num_queries: Callable
) -> None:
    admin_client.get(url(Region, "list"))
    with django_assert_max_num_queries(25):
        admin_client.get(url(Region, "list"))
