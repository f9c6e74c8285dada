"""Rule 99: nobody sets another's password; links end, are used once, and go to the owner."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from freezegun import freeze_time

from cms.accounts import password_links, throttling
from cms.accounts.models import Role, User
from tests import factories
from tests.clients import outcome, page_text, signed_in

pytestmark = pytest.mark.django_db
NEW = "mận chín gió lùa bếp"


@pytest.fixture
def administrator(home: Any) -> User:
    return factories.staff(Role.ADMINISTRATOR, home.get_parent())


def post_link(editor: User, user: User, way: str) -> Any:
    return signed_in(editor).post(reverse("wagtailusers_users:password_link", args=[user.pk]), {"by": way})


def link_in(text: str) -> str:
    return re.search(r"http://testserver(/admin/password_reset/confirm/[^\s<]+)", text)[1]


def set_password(link: str, password: str = NEW) -> Any:
    client = Client()
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"new_password1": password, "new_password2": password})


def test_the_forms_have_no_passwords(administrator: User, staff: Any) -> None:
    client, user = signed_in(administrator), staff(Role.APPROVER)
    for url in (
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[user.pk]),
        reverse("wagtailusers_users:edit", args=[administrator.pk]),
    ):
        assert 'type="password"' not in client.get(url).content.decode()
    data = {"username": user.username, "email": user.email, "first_name": "Thử", "last_name": "Người"}
    data |= {"is_active": "on", "groups": [user.groups.get().pk], "password1": NEW, "password2": NEW}
    assert client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data).status_code == 302
    assert not User.objects.get(pk=user.pk).check_password(NEW)


def test_a_new_account_has_no_password_until_its_owner_sets_one(
    administrator: User, mailoutbox: list[Any]
) -> None:
    data = {"username": "moi", "email": "moi@example.vn", "first_name": "Mới", "last_name": "Người"}
    response = signed_in(administrator).post(reverse("wagtailusers_users:add"), data)
    user = User.objects.get(username="moi")
    assert response["Location"] == reverse("wagtailusers_users:password_link", args=[user.pk])
    assert not user.has_usable_password()
    post_link(administrator, user, "mail")
    (letter,) = mailoutbox
    assert letter.to == ["moi@example.vn"] and administrator.get_full_name() in letter.body
    assert set_password(link_in(letter.body)).status_code == 302
    assert User.objects.get(pk=user.pk).check_password(NEW)


def test_a_link_is_used_once_and_ends(staff: Any) -> None:
    user = staff(Role.EDITOR)
    with freeze_time("2026-07-30 08:00") as clock:
        link = password_links.make_link(user)
        assert set_password(link_in(link.url)).status_code == 302
        set_password(link_in(link.url), "thuyền giấy trôi ngược")
        assert User.objects.get(pk=user.pk).check_password(NEW)
        late = password_links.make_link(User.objects.get(pk=user.pk))
        clock.tick(timedelta(days=3, minutes=1))
        set_password(link_in(late.url), "thuyền giấy trôi ngược")
    assert User.objects.get(pk=user.pk).check_password(NEW)


def test_a_newer_link_replaces_one_that_was_never_used() -> None:
    user = User.objects.create_user("moi")
    first = password_links.make_link(user)
    password_links.make_link(user)
    set_password(link_in(first.url))
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_a_sheet_shows_link_code_and_end(administrator: User, staff: Any) -> None:
    user = staff(Role.STATION)
    with freeze_time("2026-07-30 01:05"):
        response = post_link(administrator, user, "sheet")
        text = page_text(response)
        assert "data:image/svg+xml" in response.content.decode() and "08:05, 02/08/2026" in text
        assert user.username in text and "no-store" in response["Cache-Control"]
        assert set_password(link_in(response.content.decode())).status_code == 302


def test_the_link_of_an_approver_goes_to_their_own_address_alone(
    administrator: User, staff: Any, mailoutbox: list[Any]
) -> None:
    approver = staff(Role.APPROVER)
    response = post_link(administrator, approver, "sheet")
    assert "password_reset/confirm" not in response.content.decode()
    assert "thư của chính người đó" in page_text(response)
    mailoutbox.clear()
    post_link(administrator, approver, "mail")
    assert [letter.to for letter in mailoutbox] == [[approver.email]]


def test_who_may_make_links(administrator: User, staff: Any) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn")
    user, gone = staff(Role.EDITOR), staff(Role.READER, is_active=False)
    url = reverse("wagtailusers_users:password_link", args=[user.pk])
    assert outcome(signed_in(staff(Role.EDITOR)).get(url)) == "refused"
    assert outcome(signed_in(administrator).get(url)) == "shown"
    assert outcome(post_link(administrator, boss, "mail")) == "refused"
    assert outcome(post_link(administrator, gone, "mail")).endswith(f"/edit/{gone.pk}/")
    assert outcome(post_link(administrator, administrator, "mail")) == reverse("wagtailadmin_account")


def ask(address: str, client_address: str = "203.0.113.7") -> Any:
    client = Client(REMOTE_ADDR=client_address)
    return client.post(reverse("wagtailadmin_password_reset"), {"email": address})


def test_a_forgotten_password_is_set_by_mail(staff: Any, mailoutbox: list[Any]) -> None:
    user = staff(Role.EDITOR)
    assert outcome(ask(user.email.upper())) == reverse("wagtailadmin_password_reset_done")
    set_password(link_in(mailoutbox[0].body))
    assert User.objects.get(pk=user.pk).check_password(NEW)


def test_known_and_unknown_addresses_get_the_same_answer(
    staff: Any, mailoutbox: list[Any], django_assert_num_queries: Any, settings: Any
) -> None:
    """The worker looks for the account: the request itself writes one task, whatever the address."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    user = staff(Role.EDITOR)
    for address in (user.email, "khong-co@example.vn"):
        with django_assert_num_queries(1):
            assert outcome(ask(address)) == reverse("wagtailadmin_password_reset_done")
    assert not mailoutbox


def test_links_to_one_address_are_few_whoever_asks(staff: Any, mailoutbox: list[Any]) -> None:
    user = staff(Role.EDITOR)
    answers = {outcome(ask(user.email, f"192.0.2.{number}")) for number in range(10)}
    assert answers == {reverse("wagtailadmin_password_reset_done")}
    assert len(mailoutbox) == throttling.LINKS_OF_ACCOUNT


def test_one_client_asks_for_few_links() -> None:
    answers = [ask(f"ten-{number}@example.vn") for number in range(12)]
    assert [one.status_code for one in answers] == [302] * throttling.LINKS_OF_ADDRESS + [429] * 2
    assert "thử lại sau một giờ" in page_text(answers[-1])
    assert ask("ten-1@example.vn", "198.51.100.9").status_code == 302


def test_whoever_sets_a_password_by_mail_may_sign_in_at_once(staff: Any) -> None:
    user = staff(Role.EDITOR)
    data = {"username": user.username, "password": "mat-khau-sai-roi"}
    for _time in range(6):
        locked = Client().post(reverse("wagtailadmin_login"), data)
    assert locked.status_code == 429
    set_password(link_in(password_links.make_link(user).url))
    assert Client().post(reverse("wagtailadmin_login"), data | {"password": NEW}).status_code == 302


def test_a_weak_password_is_refused_with_words(staff: Any) -> None:
    user = staff(Role.EDITOR)
    response = set_password(link_in(password_links.make_link(user).url), "caobang@2026")
    assert response.status_code == 200 and "dễ đoán" in page_text(response)
    assert not User.objects.get(pk=user.pk).check_password("caobang@2026")
