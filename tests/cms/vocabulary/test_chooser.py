"""The chooser: its endpoint, its HTML and the form behind it."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from cms.vocabulary.fields import TermsField
from cms.vocabulary.models import Audience, Region
from cms.vocabulary.widgets import RegionChooser
from tests.clients import outcome

pytestmark = pytest.mark.django_db


class PlacesForm(forms.Form):
    regions = TermsField(queryset=Region.objects.all(), widget=RegionChooser)


def post(*codes: str) -> PlacesForm:
    return PlacesForm(QueryDict("&".join(f"regions={code}" for code in codes)))


def test_the_endpoint_is_for_staff(client: Client, django_user_model: type) -> None:
    url = reverse("region_finder")
    assert outcome(client.get(url, {"q": "cao bang"})).startswith("/admin/login/")
    client.force_login(django_user_model.objects.create_user("doc-gia", password="mat-khau-dai"))
    assert outcome(client.get(url, {"q": "cao bang"})).startswith("/admin/login/")


def test_the_endpoint_answers_json(admin_client: Client) -> None:
    response = admin_client.get(reverse("region_finder"), {"q": "huyen cao loc"})
    assert response["Content-Type"] == "application/json"
    results = response.json()["results"]
    assert {"code": "06184", "name": "Xã Đồng Đăng, Lạng Sơn", "why": "Thuộc huyện Cao Lộc cũ"} in results


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "\0"}, {"q": "x" * 9000}, {"q": "<script>"}])
def test_the_endpoint_survives_anything(admin_client: Client, query: dict[str, str]) -> None:
    response = admin_client.get(reverse("region_finder"), query)
    assert (response.status_code, response.json()) == (200, {"results": []})


def test_the_endpoint_only_reads(admin_client: Client) -> None:
    assert admin_client.post(reverse("region_finder"), {"q": "cao bang"}).status_code == 405


def test_the_form_posts_codes() -> None:
    form = post("06184", "31")
    assert form.is_valid()
    assert {region.code for region in form.cleaned_data["regions"]} == {"06184", "31"}


@pytest.mark.parametrize("key", ["Xã Đồng Đăng, Lạng Sơn", "99999", "6184", "<b>"])
def test_an_unknown_key_is_refused_by_name(key: str) -> None:
    form = post("31", key)
    assert not form.is_valid()
    assert form.errors["regions"] == [f"Không có mục nào mang mã “{key}” trong danh mục này."]


def test_nothing_chosen_and_nonsense() -> None:
    assert post().errors["regions"] == ["Chọn ít nhất một mục."]
    with pytest.raises(ValidationError, match="không phải là mã"):
        TermsField(queryset=Audience.objects.all()).clean(["phu-nu", "\0"])
    assert "regions" in post("%00").errors
    assert str(post("%00")["regions"])


def test_other_vocabularies_post_their_keys() -> None:
    field = TermsField(queryset=Audience.objects.all())
    assert [term.name for term in field.clean(["phu-nu"])] == ["Phụ nữ"]


def test_the_html_holds_only_what_is_chosen() -> None:
    form = PlacesForm(initial={"regions": Region.objects.filter(slug__in=["04", "06184"])})
    html = str(form["regions"])
    assert html.count('<input type="hidden" name="regions" value="') == 3
    assert 'name="regions" value="06184"' in html
    assert 'aria-label="Bỏ Xã Đồng Đăng, Lạng Sơn"' in html
    assert 'role="combobox"' in html
    assert 'id="id_regions"' in html
    assert f'data-url="{reverse("region_finder")}"' in html
    assert "Không thấy địa bàn nào. Thử gõ tên tỉnh trước." in html
    assert " required" not in html
    assert "multiple" not in html
    assert "<script" not in html
    assert "style=" not in html


def test_what_was_posted_is_shown_again() -> None:
    html = str(post("04", "khong-co")["regions"])
    assert 'value="04"' in html
    assert "khong-co" not in html


def test_a_page_keeps_a_unit_that_has_ceased() -> None:
    Region.objects.filter(slug="06184").update(valid_to="2026-01-01")
    form = post("06184")
    assert form.is_valid()
    assert "Xã Đồng Đăng, Lạng Sơn (đã thôi hiệu lực)" in str(form["regions"])


def test_media() -> None:
    media = str(PlacesForm().media)
    assert "vocabulary/region_chooser.js" in media
    assert "vocabulary/region_chooser.css" in media
