"""The check page: what a code says, help for a wrong one, guessing slowed down."""

import json
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import SloganPage
from tests import factories
from tests.clients import page_text

pytestmark = pytest.mark.django_db


def test_the_field_leads_to_the_address_of_the_code(record: ApprovalRecord, client: Client) -> None:
    answer = client.get("/xac-minh/", {"ma": f" {record.code.lower()} "})
    assert answer["Location"] == f"/xac-minh/{record.shown_code}/"


def test_it_says_that_the_name_of_a_unit_is_not_approved(record: ApprovalRecord, client: Client) -> None:
    text = " ".join(client.get(f"/xac-minh/{record.code}/").content.decode().split())
    assert "không thuộc phần được duyệt" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_pasted_address_leads_there_too(record: ApprovalRecord, client: Client) -> None:
    address = f"https://example.vn/xac-minh/{record.shown_code.lower()}/?x=" + "1" * 200
    answer = client.get("/xac-minh/", {"ma": f"“mã duyệt” {address}"})
    assert answer["Location"] == f"/xac-minh/{record.shown_code}/"
    assert 'maxlength="1000"' in client.get("/xac-minh/").content.decode()


def test_it_names_who_approved_what(record: ApprovalRecord, client: Client) -> None:
    text = client.get(f"/xac-minh/{record.code}/").content.decode()
    assert record.text in text and record.approver_name in text and record.agency in text


def test_the_twin_is_open_to_every_origin(record: ApprovalRecord, client: Client) -> None:
    answer = client.get(f"/xac-minh/{record.code}/json/")
    body = json.loads(answer.content)
    assert (body["state"], body["text"], body["label"]) == ("in-force", record.text, "Còn hiệu lực")
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("typed", "message"),
    [("ABCDE-2345", "10 chữ và số"), ("AB0DE-23456", "không có số 0"), ("ABĐDE-23456", "không có số 0")],
)
def test_a_wrong_code_gets_help(typed: str, message: str, client: Client) -> None:
    answer = client.get(f"/xac-minh/{typed}/")
    assert answer.status_code == 404 and message in page_text(answer)


@pytest.mark.parametrize("typed", ["ABCDE-2345", "AB0DE-23456", "ABCDE-23456", "ABCDE-2345F", "0912345678"])
def test_a_wrong_code_that_is_printed_so_warns_of_forgery(typed: str, client: Client) -> None:
    for address in (f"/xac-minh/{typed}/", f"/xac-minh/{typed}/json/"):
        text = page_text(client.get(address))
        assert "không phải tài liệu của chúng tôi" in text and "hãy gọi 111" in text


@pytest.mark.usefixtures("one_minute")
def test_guessing_is_slowed_down(client: Client) -> None:
    answers = [client.get(f"/xac-minh/{codes.new_code()}/").status_code for _ in range(32)]
    assert answers[-1] == 429 and answers[0] == 404


@pytest.mark.usefixtures("one_minute")
@pytest.mark.parametrize(
    "place",
    [
        "/xac-minh/{}/",
        "/xac-minh/{}/json/",
        "/lay-ve/{}/",
        "/lay-ve/{}/a4.pdf",
        "/lay-ve/{}/xem/a4/",
        "/nhung/{}/",
        "/oembed/?url=http://testserver/xac-minh/{}/",
        "/oembed/?url=http://testserver/nhung/{}/",
        "/lay-ve/?ma={}",
    ],
)
def test_every_place_that_knows_codes_slows_guessing_down(client: Client, place: str) -> None:
    answers = [client.get(place.format(codes.new_code())).status_code for _ in range(31)]
    assert 429 not in answers[:30] and answers[30] == 429


@pytest.mark.usefixtures("one_minute")
def test_wrong_codes_never_block_right_ones(department: Any, client: Client) -> None:
    page = factories.published(SloganPage, department)
    for _ in range(40):
        client.get(f"/xac-minh/{codes.new_code()}/")
    for place in ("/xac-minh/{}/", "/xac-minh/{}/json/", "/nhung/{}/", "/lay-ve/{}/", "/lay-ve/?ma={}"):
        assert client.get(place.format(page.code)).status_code == 200
    assert client.get(f"/lay-ve/{page.code}/bang-led.txt").status_code == 200
    assert client.get("/lay-ve/").status_code == client.get("/xac-minh/").status_code == 200
    assert client.get(f"/xac-minh/{codes.new_code()}/").status_code == 429


@pytest.mark.usefixtures("one_minute")
def test_guesses_are_counted_together(record: ApprovalRecord, client: Client) -> None:
    for place in ("/xac-minh/{}/", "/nhung/{}/", "/lay-ve/{}/"):
        for _ in range(10):
            client.get(place.format(codes.new_code()))
    assert client.get(f"/oembed/?url=http://testserver/nhung/{codes.new_code()}/").status_code == 429
    assert (
        client.get(f"/xac-minh/{record.code}/", headers={"x-forwarded-for": "198.51.100.7"}).status_code
        == 200
    )


@pytest.mark.usefixtures("one_minute")
def test_right_codes_are_never_too_many(record: ApprovalRecord, client: Client) -> None:
    for place in ("/xac-minh/{}/", "/xac-minh/{}/json/", "/nhung/{}/"):
        assert {client.get(place.format(record.code)).status_code for _ in range(40)} == {200}


@pytest.mark.usefixtures("one_minute")
def test_guesses_are_counted_for_all_processes(client: Client, settings: Any) -> None:
    for _ in range(30):
        client.get(f"/xac-minh/{codes.new_code()}/")
    # What another process sees: its own memory is empty, the store of limits is shared.
    caches["default"].clear()
    caches["limits"].close()
    assert client.get(f"/nhung/{codes.new_code()}/").status_code == 429
    assert "locmem" not in settings.CACHES["limits"]["BACKEND"]


def test_a_store_that_cannot_be_written_locks_nobody_out(client: Client, monkeypatch: Any) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise OSError

    monkeypatch.setattr(type(caches["limits"]), "get", broken)
    monkeypatch.setattr(type(caches["limits"]), "set", broken)
    assert client.get(f"/xac-minh/{codes.new_code()}/").status_code == 404


@pytest.mark.parametrize("typed", ["%00", "a" * 3000, "<script>", "😀", "..%2f", "Đ" * 10])
def test_no_text_is_an_error(typed: str, client: Client) -> None:
    assert client.get(f"/xac-minh/{typed}/").status_code == 404
    assert client.get("/xac-minh/", {"ma": typed}).status_code in (200, 302)


def test_signs_alone_get_advice(client: Client) -> None:
    assert "Gõ mã in trên tài liệu" in client.get("/xac-minh/", {"ma": "../"}).content.decode()
    assert "Không xác minh được" not in client.get("/xac-minh/").content.decode()


def test_a_pending_text_is_not_shown_by_its_code(department: Any, client: Client) -> None:
    page = factories.draft(SloganPage, department)
    record = factories.approve(page)
    text = client.get(f"/xac-minh/{record.code}/").content.decode()
    assert "chưa công bố" in text and page.text not in text


def test_no_cookie_is_set(record: ApprovalRecord, client: Client) -> None:
    for address in (f"/xac-minh/{record.code}/", f"/nhung/{record.code}/", "/xac-minh/"):
        assert not client.get(address).cookies
