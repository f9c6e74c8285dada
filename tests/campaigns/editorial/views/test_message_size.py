"""The size of a message, counted while it is written."""

from typing import Any

import pytest
from django.test import Client

from campaigns.kits.outputs import sms
from campaigns.models import SloganPage
from cms.accounts.models import Role
from tests import factories
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


def counted(client: Client, text: str) -> list[str]:
    answer = client.post("/admin/do-dai-tin-nhan/", {"text": text})
    assert answer.status_code == 200
    return list(answer.json()["lines"])


@pytest.mark.parametrize(
    ("text", "marked", "unmarked"),
    [
        ("Goi 111", "7 ký tự, GSM-7, 1 tin", "7 ký tự, GSM-7, 1 tin"),
        ("Gọi 111", "7 ký tự, UCS-2, 1 tin", "7 ký tự, GSM-7, 1 tin"),
        ("ọ" * 71, "71 ký tự, UCS-2, 2 tin", "71 ký tự, GSM-7, 1 tin"),
        ("o" * 161, "161 ký tự, GSM-7, 2 tin", "161 ký tự, GSM-7, 2 tin"),
    ],
)
def test_a_message_is_measured_while_typing(staff: Any, text: str, marked: str, unmarked: str) -> None:
    lines = counted(signed_in(staff(Role.COMMUNICATOR)), text)
    assert lines == [f"Tin nhắn có dấu: {marked}", f"Tin nhắn không dấu: {unmarked}"]


def test_signs_that_operators_refuse_are_named(staff: Any) -> None:
    for sign in sms.OFTEN_REFUSED:
        assert sign in counted(signed_in(staff(Role.COMMUNICATOR)), f"Goi 111 {sign}")[-1]


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 20_000, "😀"])
def test_no_text_breaks_the_counter(staff: Any, text: str) -> None:
    counted(signed_in(staff(Role.COMMUNICATOR)), text)


def test_the_counter_is_for_staff_and_changes_nothing(client: Client, staff: Any) -> None:
    assert client.post("/admin/do-dai-tin-nhan/", {"text": "Goi 111"}).status_code == 403
    assert signed_in(staff(Role.EDITOR)).get("/admin/do-dai-tin-nhan/").status_code == 405


def test_the_editor_of_a_slogan_uses_the_counter(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = factories.draft(SloganPage, department, author)
    page.owner = author
    page.save()
    text = signed_in(staff(Role.EDITOR)).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'data-message-size="/admin/do-dai-tin-nhan/"' in text
