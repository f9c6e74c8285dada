"""Sessions end with their account, their password and their sign-out, within one request."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cms.accounts.models import Role, User
from tests.clients import outcome

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
NEW = "mận chín gió lùa bếp"
HOME = "/admin/"


@pytest.fixture
def user(staff: Any) -> User:
    return staff(Role.EDITOR)


def session_of(user: User, **data: Any) -> Client:
    client = Client()
    post = {"username": user.username, "password": PASSWORD} | data
    assert client.post(reverse("wagtailadmin_login"), post).status_code == 302
    assert outcome(client.get(HOME)) == "shown"
    return client


def is_out(client: Client) -> bool:
    return outcome(client.get(HOME)).startswith(reverse("wagtailadmin_login"))


def test_a_disabled_account_is_out(user: User) -> None:
    client = session_of(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert is_out(client)


def test_a_new_password_ends_the_other_sessions(user: User) -> None:
    here, elsewhere = session_of(user), session_of(user)
    data = {
        "name_email-first_name": "Thử",
        "name_email-last_name": "Người",
        "name_email-email": user.email,
        "locale-preferred_language": "vi",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "password-old_password": PASSWORD,
        "password-new_password1": NEW,
        "password-new_password2": NEW,
    }
    assert here.post(reverse("wagtailadmin_account"), data).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(NEW)
    assert outcome(here.get(HOME)) == "shown" and is_out(elsewhere)


def test_a_session_that_was_signed_out_is_worth_nothing(user: User) -> None:
    client = session_of(user)
    copied = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("wagtailadmin_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = copied
    assert is_out(thief)


def test_signing_in_makes_a_new_session(user: User) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "do-ke-gian-dat-san-0123456789abcd"
    client.post(reverse("wagtailadmin_login"), {"username": user.username, "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "do-ke-gian-dat-san-0123456789abcd"


def test_a_session_ends_after_twelve_hours_whatever_is_done(user: User) -> None:
    client = session_of(user, remember="on")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 12 * 3600
    assert not settings.SESSION_SAVE_EVERY_REQUEST


@pytest.mark.parametrize("url", ["/_util/login/?next=/x/", "/en/_util/login/?next=/x/"])
def test_there_is_one_page_to_sign_in(home: Any, url: str) -> None:
    assert outcome(Client().get(url)) == f"{reverse('wagtailadmin_login')}?next=/x/"
    assert Client().post(url, {"username": "a", "password": "b"}).status_code == 302


def test_old_passwords_are_guessed_no_faster_in_a_session(user: User) -> None:
    client = session_of(user)
    data = {"password-new_password1": NEW, "password-new_password2": NEW}
    url = reverse("wagtailadmin_account")
    for number in range(5):
        client.post(url, data | {"password-old_password": f"doan-lan-{number}"})
    response = client.post(url, data | {"password-old_password": PASSWORD})
    assert "thử sai nhiều lần" in response.content.decode()
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
