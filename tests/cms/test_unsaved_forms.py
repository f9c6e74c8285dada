"""What an editor typed survives a database that is locked, a disk that is full."""

import errno
import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from wagtail.models import Page

from cms.accounts.models import User
from cms.unsaved_forms import is_storage_failure, readable
from cms.vocabulary.models import Movement

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/snippets/vocabulary/movement/add/"
TEXT = 'Phong trào "Toàn dân"\nđoàn kết <xây dựng> đời sống văn hóa'


@pytest.fixture
def editor() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    return client


@pytest.fixture(params=[OperationalError("database is locked"), OSError(errno.ENOSPC, "full")])
def dead(request: Any, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def save(*args: Any, **kwargs: Any) -> None:
        raise request.param

    monkeypatch.setattr(Movement, "save", save)
    return monkeypatch


def hidden(html: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', html)
    return {unescape(name): unescape(value) for name, value in found}


def test_the_answer_holds_the_text_and_sending_it_again_saves_it(
    editor: Client, dead: pytest.MonkeyPatch
) -> None:
    data = {"name": "Toàn dân đoàn kết xây dựng đời sống", "slug": "toan-dan", "sort_order": "10"}
    answer = editor.post(ADDRESS, data)
    html = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"]
    assert data["name"] in html and f'action="{ADDRESS}"' in html
    kept = hidden(html)
    assert kept.pop("csrfmiddlewaretoken") and kept == data
    dead.undo()
    assert editor.post(ADDRESS, kept).status_code == 302
    assert Movement.objects.filter(name=data["name"]).exists()


@pytest.mark.parametrize("value", ["[" * 100_000, '{"blocks":' * 20_000, '{"blocks": 3}'])
def test_data_of_any_depth_is_kept(editor: Client, dead: pytest.MonkeyPatch, value: str) -> None:
    data = {"name": "a", "slug": "a", "sort_order": "1", "other": value}
    answer = editor.post(ADDRESS, data)
    assert answer.status_code == 503 and hidden(answer.content.decode())["other"] == value


def test_every_sign_of_a_text_comes_back(editor: Client, dead: pytest.MonkeyPatch) -> None:
    data = {"name": "a", "slug": "a", "sort_order": "1", "note": TEXT}
    kept = hidden(editor.post(ADDRESS, data).content.decode())
    assert kept["note"] == TEXT


def test_autosave_is_told_in_its_own_language(editor: Client, dead: pytest.MonkeyPatch) -> None:
    answer = editor.post(
        ADDRESS, {"name": "a", "slug": "a", "sort_order": 1}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 503 and answer.json()["success"] is False
    assert "Chưa lưu được" in answer.json()["error_message"]


def test_files_are_asked_for_again(editor: Client, dead: pytest.MonkeyPatch) -> None:
    file = SimpleUploadedFile("bìa.pdf", b"x")
    html = editor.post(ADDRESS, {"name": "a", "slug": "a", "sort_order": 1, "tep": file}).content.decode()
    assert "Chọn lại tệp “bìa.pdf”" in html and '<input type="file" name="tep">' in html


def test_no_password_stands_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem")
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", locked)
    client = Client(raise_request_exception=False)
    answer = client.post("/admin/login/", {"username": "trum", "password": "mat-khau-thu-nghiem"})
    assert answer.status_code == 503 and b"mat-khau-thu-nghiem" not in answer.content


def test_a_reader_gets_503_with_111(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(Page, "serve", locked)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 503 and b"tel:111" in answer.content


def test_other_errors_are_none_of_the_storage() -> None:
    assert not is_storage_failure(None)
    assert not is_storage_failure(ValueError("x"))
    assert not is_storage_failure(FileNotFoundError(errno.ENOENT, "x"))


def test_an_error_that_followed_from_the_storage_counts() -> None:
    error = ValueError("x")
    error.__cause__ = OperationalError("database or disk is full")
    assert is_storage_failure(error)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Một câu ", "Một câu"),
        (json.dumps({"blocks": [{"text": "Một"}, {"text": "Hai"}], "entityMap": {}}), "Một\nHai"),
        ('{"a": 1}', ""),
        ("[1, 2]", ""),
        ("{không phải JSON", ""),
    ],
)
def test_rich_text_is_shown_as_words(value: str, text: str) -> None:
    assert readable(value) == text


def test_keys_and_times_are_sent_again_but_not_shown_as_typed(
    editor: Client, dead: pytest.MonkeyPatch
) -> None:
    machine = ["2026-12-01T03:11:57.132846+00:00", "116:2026-12-01T03:11:57+00:00 2026-12-01T03:12:22+00:00"]
    data = {"name": "Toàn dân đoàn kết xây dựng", "slug": "toan-dan-doan-ket-xay-dung", "sort_order": "1"}
    data |= {"loaded_version": machine[0], "loaded_revision_created_at": machine[1]}
    html = editor.post(ADDRESS, data).content.decode()
    shown = re.findall(r'<p class="typed">(.*?)</p>', html)
    assert shown == [data["name"]]
    assert hidden(html).items() >= data.items()
