"""The test of a connection explains what is wrong."""

import socket
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("ok", "trả lời mã 200"),
        ("401", "khóa chung hai bên khác nhau"),
        ("401", "khong duoc"),
        ("html", "trang HTML"),
        ("404", "không có địa chỉ này"),
        ("503", "đang bận hoặc bảo trì"),
        ("close", "cắt kết nối"),
        ("redirect:http://10.0.0.1/", "chuyển hướng"),
    ],
)
def test_an_answer_is_explained(
    behaviour: str, words: str, editor_client: Client, connect: Any, faulty: Any
) -> None:
    faulty.script = [behaviour]
    connection = connect(faulty.url)
    response = editor_client.post(reverse("portal_test", args=[connection.pk]), follow=True)
    assert words in response.content.decode()
    connection.refresh_from_db()
    assert connection.answered_well == (behaviour == "ok") and words in connection.answer


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1/", "từ chối kết nối"),
        ("http://khong-co.invalid/", "tên miền"),
        ("http://10.0.0.1/", "nội bộ"),
    ],
)
def test_an_unreachable_address_is_explained(
    address: str, words: str, editor_client: Client, connect: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **kwargs: Any) -> Any:
        """As the machine's resolver, except that it knows for sure what does not exist."""
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    connection = connect(address)
    assert (
        words
        in editor_client.post(reverse("portal_test", args=[connection.pk]), follow=True).content.decode()
    )


@pytest.mark.parametrize("address", ["https://cổng.vn/", "http://127.0.0.1:9/nhận-tin"])
def test_an_unknown_vietnamese_host_is_explained(address: str, editor_client: Client, connect: Any,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    connection = connect(address)
    response = editor_client.post(reverse("portal_test", args=[connection.pk]), follow=True)
    assert "tên miền" in response.content.decode()
