"""What an editor typed survives the end of the session and a token that is too old."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.vocabulary.models import Movement
from tests.cms.test_unsaved_forms import hidden

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/snippets/vocabulary/movement/add/"
DATA = {"name": "Toàn dân <đoàn kết> xây dựng", "slug": "toan-dan", "sort_order": "10"}
SIGN_IN = reverse("wagtailadmin_home")


def signed_in(**options: bool) -> Client:
    client = Client(**options)
    client.force_login(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    return client


def test_a_form_without_session_comes_back_filled_and_saves_after_signing_in() -> None:
    answer = Client().post(ADDRESS, DATA)
    html = answer.content.decode()
    assert answer.status_code == 403 and f'<a href="{SIGN_IN}" target="_blank"' in html
    typed = hidden(html)
    assert typed.pop("csrfmiddlewaretoken") and typed == DATA
    assert signed_in().post(ADDRESS, typed).status_code == 302
    assert Movement.objects.filter(slug="toan-dan").exists()


def test_a_form_without_any_cookie_comes_back_filled() -> None:
    html = Client(enforce_csrf_checks=True).post(ADDRESS, DATA).content.decode()
    assert hidden(html)["name"] == DATA["name"] and "Đăng nhập ở cửa sổ mới" in html


def test_a_form_from_before_signing_in_is_saved_by_the_button_of_the_answer() -> None:
    client = signed_in(enforce_csrf_checks=True)
    answer = client.post(ADDRESS, DATA | {"csrfmiddlewaretoken": "a" * 64})
    typed = hidden(answer.content.decode())
    assert answer.status_code == 403 and typed["name"] == DATA["name"]
    assert client.post(ADDRESS, typed).status_code == 302


def test_another_person_who_signed_in_meanwhile_sees_whose_name_saves() -> None:
    client = Client(enforce_csrf_checks=True)
    fields = {"first_name": "Hoa", "last_name": "Trần"}
    client.force_login(User.objects.create_superuser("hoa", "h@example.vn", "mat-khau", **fields))
    answer = client.post(ADDRESS, DATA | {"csrfmiddlewaretoken": "a" * 64})
    html = answer.content.decode()
    assert answer.status_code == 403 and f"<strong>{User.objects.get().get_full_name()}</strong>" in html
    assert not Movement.objects.filter(slug="toan-dan").exists()


@pytest.mark.parametrize("enforced", [True, False])
def test_autosave_says_it_and_where_to_sign_in(enforced: bool) -> None:
    client = Client(enforce_csrf_checks=enforced, headers={"Accept": "application/json"})
    answer = client.post(ADDRESS, DATA)
    assert answer.status_code == 403 and answer.json()["sign_in"] == SIGN_IN
    assert "Phiên làm việc đã hết" in answer.json()["error_message"]


@pytest.mark.parametrize("header", [{"Origin": "https://la.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_words_of_another_site_are_not_offered_for_saving(header: dict[str, str]) -> None:
    answer = signed_in(enforce_csrf_checks=True).post(ADDRESS, DATA, headers=header)
    assert answer.status_code == 403 and "toan-dan" not in answer.content.decode()


def test_no_password_comes_back() -> None:
    data = {"username": "trum", "password": "mat-khau-thu-nghiem"}
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", data)
    assert answer.status_code == 403 and "mat-khau-thu-nghiem" not in answer.content.decode()


def test_a_visit_without_session_still_goes_to_the_login() -> None:
    assert Client().get(ADDRESS).status_code == 302
