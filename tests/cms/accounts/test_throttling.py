"""Rule 100: guessing is slowed by account and by address; the owner gets in."""

import re
import threading
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from freezegun import freeze_time

from cms.accounts import backends, throttling
from tests.clients import page_text

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-thu-nghiem"
WRONG = "mat-khau-khong-dung"
HOME, AWAY = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def owner(staff: Any) -> Any:
    return staff("bien-tap", username="chu-tai-khoan")


def sign_in(username: str, password: str, address: str = AWAY) -> Any:
    data = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address).post(reverse("wagtailadmin_login"), data)


def fail(username: str, times: int, address: str = AWAY) -> Any:
    return [sign_in(username, WRONG, address) for _time in range(times)][-1]


def errors(response: Any) -> str:
    return re.sub(
        r"<[^>]+>|lúc \d\d:\d\d", "", response.content.decode().split('role="status"')[1].split("</ul>")[0]
    )


def is_in(response: Any) -> bool:
    return response.status_code == 302 and settings.SESSION_COOKIE_NAME in response.cookies


def test_after_five_failures_the_right_password_is_refused_from_there(owner: Any) -> None:
    assert fail(owner.username, 4).status_code == 200
    last = fail(owner.username, 1)
    assert last.status_code == 429 and "thử lại sau 15 phút (lúc" in page_text(last)
    refused = sign_in(owner.username, PASSWORD)
    assert refused.status_code == 429 and 0 < int(refused["Retry-After"]) <= 900
    assert is_in(sign_in(owner.username, PASSWORD, HOME))


def test_a_lock_ends_although_the_guesser_goes_on(owner: Any) -> None:
    with freeze_time("2026-07-30 08:00") as clock:
        fail(owner.username, 5)
        clock.tick(timedelta(minutes=10))
        fail(owner.username, 20)
        clock.tick(timedelta(minutes=6))
        assert is_in(sign_in(owner.username, PASSWORD))


def test_a_success_ends_the_count(owner: Any) -> None:
    fail(owner.username, 4)
    assert is_in(sign_in(owner.username, PASSWORD))
    assert fail(owner.username, 4).status_code == 200


def test_many_names_from_one_address_are_slowed(owner: Any) -> None:
    for number in range(throttling.FAILURES_OF_ADDRESS):
        sign_in(f"ten-{number}", WRONG)
    assert sign_in(owner.username, PASSWORD).status_code == 429
    assert is_in(sign_in(owner.username, PASSWORD, HOME))


def test_guessers_in_the_same_office_do_not_keep_out_those_who_work_there(owner: Any) -> None:
    assert is_in(sign_in(owner.username, PASSWORD, HOME))
    for number in range(throttling.FAILURES_OF_ADDRESS):
        sign_in(f"ten-{number}", WRONG, HOME)
    assert is_in(sign_in(owner.username, PASSWORD, HOME))


def test_one_account_from_many_addresses_is_tried_once_a_minute(owner: Any) -> None:
    with freeze_time("2026-07-30 08:00") as clock:
        sign_in(owner.username, PASSWORD, HOME)
        for number in range(throttling.FAILURES_OF_ACCOUNT):
            sign_in(owner.username, WRONG, f"192.0.2.{number}")
        assert sign_in(owner.username, PASSWORD).status_code == 429
        assert is_in(sign_in(owner.username, PASSWORD, HOME))
        clock.tick(timedelta(seconds=61))
        assert is_in(sign_in(owner.username, PASSWORD))


def test_a_thousand_tries_from_two_hundred_addresses_check_few(owner: Any, monkeypatch: Any) -> None:
    checked = []
    monkeypatch.setattr(
        "django.contrib.auth.backends.ModelBackend.authenticate", lambda *args, **kwargs: checked.append(1)
    )
    for number in range(200):
        fail(owner.username, 5, f"192.0.2.{number}")
    assert len(checked) <= throttling.FAILURES_OF_ACCOUNT + 5


def test_known_and_unknown_names_get_the_same_words_and_limits(owner: Any) -> None:
    get_user_model().objects.create_user("da-nghi", password=PASSWORD, is_active=False)
    answers = []
    for number, username in enumerate((owner.username, "khong-co", "da-nghi")):
        responses = [sign_in(username, WRONG, f"192.0.2.{number}") for _time in range(6)]
        answers.append([(one.status_code, errors(one)) for one in responses])
    assert [code for code, _text in answers[0]] == [200, 200, 200, 200, 429, 429]
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("username", ["owner", "khong-co", "chua-dat"])
def test_every_name_costs_one_hash(owner: Any, monkeypatch: Any, username: str) -> None:
    get_user_model().objects.create_user("chua-dat")
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    hashes: list[str] = []
    monkeypatch.setattr(hasher, lambda self, password, salt: hashes.append(password) or f"md5${salt}$x")
    sign_in(owner.username if username == "owner" else username, WRONG)
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.7", "198.51.100.9", "203.0.113.7"),
        ("127.0.0.1", "9.9.9.9, 198.51.100.9", "198.51.100.9"),
        ("127.0.0.1", "khong phai dia chi", None),
        ("", "", None),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "", "2001:db8:1:2::"),
    ],
)
def test_the_address_that_counts(peer: str, forwarded: str, address: str | None) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert throttling.sign_in_address(request) == address


def test_passwords_and_typed_names_are_not_kept_in_the_posted_data() -> None:
    sign_in("ten-nao-do", "bi-mat-cua-toi")
    kept = AccessAttempt.objects.get()
    assert "bi-mat-cua-toi" not in kept.post_data and "ten-nao-do" not in kept.post_data


def test_more_than_two_checks_at_a_time_are_refused_unchecked(owner: Any) -> None:
    """One password is checked, one waits; neither hashing nor a thread goes to the third."""
    request = HttpRequest()
    request.axes_ip_address = AWAY
    with backends._turn(request, owner.username):
        waiting = threading.Event()
        backends._queue.acquire()
        waiting.set()
        try:
            with pytest.raises(PermissionDenied), backends._turn(request, owner.username):
                pass
        finally:
            backends._queue.release()
    assert request.axes_locked_out and "cùng lúc" in throttling.refusal(request)


def test_a_refused_try_is_no_failure(owner: Any) -> None:
    for _place in range(2):
        backends._queue.acquire()
    try:
        response = sign_in(owner.username, PASSWORD)
    finally:
        for _place in range(2):
            backends._queue.release()
    assert response.status_code == 429 and "cùng lúc" in page_text(response)
    assert not AccessAttempt.objects.exists()
    assert is_in(sign_in(owner.username, PASSWORD))


def test_readers_get_no_cookie_and_no_query_of_it(home: Any, django_assert_num_queries: Any) -> None:
    client = Client()
    response = client.get(home.url)
    assert response.status_code == 200 and not client.cookies
