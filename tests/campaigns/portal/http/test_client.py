"""The HTTP client is limited in time and size, and does not give credentials to other servers."""

import itertools
import socket
import time
from typing import Any
from urllib.parse import unquote

import pytest

from campaigns.portal.http import client as client_module
from campaigns.portal.http.client import SafeClient, Timeouts
from campaigns.portal.http.errors import (
    ForbiddenAddressError,
    RefusedError,
    UncertainError,
    UnreachablePortalError,
)
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.network import resolving

QUICK = SafeClient(Timeouts(connect=1, read=0.5, total=1))


# For a server that answers: no busy machine makes it late.
PATIENT = SafeClient(Timeouts(connect=20, read=20, total=40))


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://example.vn/", "gopher://example.vn/", "//example.vn", "javascript:1"),
        *(
            "http://",
            "http://u:p@example.vn/",
            "http://example.vn:99999/",
            "http://exa mple.vn/",
            "http://a.vn/\r\nX: 1",
        ),
    ],
)
def test_only_http_addresses_are_allowed(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        SafeClient().request("GET", url)


def test_the_checked_address_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, settings: Any, faulty: FaultyServer
) -> None:
    """The client connects to the checked address: the name is resolved once."""
    settings.PORTAL_ALLOWED_PRIVATE = ["127.0.0.0/8"]
    resolved = resolving(monkeypatch, ["127.0.0.1"], ["192.168.77.77"])
    answer = PATIENT.request("GET", f"http://doi-dia-chi.example.vn:{faulty.port}/x")
    assert answer.status == 200 and resolved.count("doi-dia-chi.example.vn") == 1
    assert faulty.requests[0][2]["host"] == f"doi-dia-chi.example.vn:{faulty.port}"


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd"]
)
def test_redirects_to_forbidden_addresses_are_refused(faulty: FaultyServer, target: str) -> None:
    faulty.script = [f"redirect:{target}"]
    with pytest.raises(ForbiddenAddressError):
        PATIENT.request("GET", faulty.url)


def test_redirects_are_limited(faulty: FaultyServer) -> None:
    faulty.script = [f"redirect:{faulty.url}"]
    with pytest.raises(RefusedError, match="quá nhiều lần"):
        PATIENT.request("GET", faulty.url)
    assert len(faulty.requests) == 4


def test_credentials_do_not_follow_a_redirect_to_another_server(faulty: FaultyServer) -> None:
    with FaultyServer() as other:
        faulty.script = [f"redirect:http://127.0.0.1:{other.port}/"]
        PATIENT.request("GET", faulty.url, {"Authorization": "Basic abc"})
        assert faulty.requests[0][2]["authorization"] == "Basic abc"
        assert "authorization" not in other.requests[0][2]


def test_a_redirected_post_is_not_repeated(faulty: FaultyServer) -> None:
    faulty.script = ["redirect:https://cong-moi.example.vn/nhan"]
    with pytest.raises(RefusedError, match=r"https://cong-moi\.example\.vn"):
        PATIENT.request("POST", faulty.url, {}, b"{}")


@pytest.mark.parametrize(
    ("behaviour", "error", "words"),
    [
        ("hang", UncertainError, "không trả lời kịp"),
        ("drip", UncertainError, "không trả lời kịp"),
        ("close", UncertainError, "cắt kết nối"),
        ("cut", UncertainError, "cắt kết nối"),
        ("garbage", UncertainError, "cắt kết nối"),
    ],
)
def test_broken_answers_are_uncertain(
    faulty: FaultyServer, behaviour: str, error: type[Exception], words: str
) -> None:
    faulty.script = [behaviour]
    start = time.monotonic()
    with pytest.raises(error, match=words):
        QUICK.request("POST", faulty.url, {}, b"{}")
    # The server would go on for as long as it runs: what ends it is the limit, not the server.
    assert time.monotonic() - start < 20


def test_an_endless_answer_is_cut_off(faulty: FaultyServer) -> None:
    faulty.script = ["big"]
    with pytest.raises(RefusedError, match="nhiều dữ liệu hơn"):
        PATIENT.request("POST", faulty.url, {}, b"{}")


def test_the_whole_request_has_a_deadline(monkeypatch: pytest.MonkeyPatch, faulty: FaultyServer) -> None:
    """Each byte comes in time; the request as a whole does not: the clock is moved on, not waited for."""
    faulty.script = ["drip"]
    client = SafeClient(Timeouts(connect=20, read=20, total=30))
    start, ticks = time.monotonic(), itertools.count()
    monkeypatch.setattr(client_module.time, "monotonic", lambda: start + next(ticks))
    with pytest.raises(UncertainError, match="không trả lời kịp"):
        client.request("POST", faulty.url, {}, b"{}")


def test_unreachable_servers_are_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    # Bound and not listening, so that no other process uses the port.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        with pytest.raises(UnreachablePortalError, match="từ chối kết nối"):
            PATIENT.request("GET", f"http://127.0.0.1:{port}/")

    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreachablePortalError, match="tên miền"):
        PATIENT.request("GET", "http://khong-co.invalid/")


def test_a_server_without_tls_is_explained(faulty: FaultyServer) -> None:
    with pytest.raises(UnreachablePortalError, match="TLS"):
        PATIENT.request("GET", faulty.url.replace("http://", "https://"))


def test_html_is_not_json(faulty: FaultyServer) -> None:
    faulty.script = ["html"]
    with pytest.raises(RefusedError, match="trang HTML"):
        PATIENT.request("GET", faulty.url).json()


@pytest.mark.parametrize("path", ["/nhận-tin", "/a?tên=Đặng", "/%C4%91%C3%A3-m%C3%A3"])
def test_vietnamese_paths_are_percent_encoded(path: str, faulty: FaultyServer) -> None:
    answer = PATIENT.request("POST", f"http://127.0.0.1:{faulty.port}{path}", {}, b"{}")
    assert answer.status == 200
    sent = faulty.requests[0][1]
    assert sent.isascii() and unquote(sent) == unquote(path)


def test_a_vietnamese_host_is_sent_in_idna(
    monkeypatch: pytest.MonkeyPatch, settings: Any, faulty: FaultyServer
) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = ["cổng.vn"]
    resolved = resolving(monkeypatch, ["127.0.0.1"])
    assert PATIENT.request("GET", f"http://cổng.vn:{faulty.port}/").status == 200
    assert "xn--cng-qmz.vn" in resolved and faulty.requests[0][2]["host"] == f"xn--cng-qmz.vn:{faulty.port}"


@pytest.mark.parametrize("host", ["a..vn", "x" * 70 + ".vn", "[::1", "\u200d.vn"])
def test_invalid_hosts_are_refused(host: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        PATIENT.request("GET", f"http://{host}/")


@pytest.mark.parametrize("target", ["http://[", "http://a..vn/", "http://[::1"])
def test_redirects_to_invalid_addresses_are_refused(target: str, faulty: FaultyServer) -> None:
    for method in ("GET", "POST"):
        faulty.script = [f"redirect:{target}"]
        with pytest.raises(RefusedError):
            PATIENT.request(method, faulty.url, {}, b"")


def test_a_redirect_to_a_vietnamese_path_is_followed(faulty: FaultyServer) -> None:
    faulty.script = ["redirect:/đăng", "ok"]
    assert PATIENT.request("GET", faulty.url).status == 200
    assert unquote(faulty.requests[1][1]) == "/đăng"
