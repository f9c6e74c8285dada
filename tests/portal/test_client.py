"""The way out: never into the private network, bounded in time and size, secrets kept."""

import ipaddress
import itertools
import socket
import threading
import time
from typing import Any
from urllib.parse import unquote

import pytest

from campaigns.portal import client as client_module
from campaigns.portal import network
from campaigns.portal.client import (
    ForbiddenAddressError,
    RefusedError,
    SafeClient,
    Timeouts,
    UncertainError,
    UnreachablePortalError,
)
from tests.portal.faults import FaultyServer

QUICK = SafeClient(Timeouts(connect=1, read=0.5, total=1))
# For a server that answers: no busy machine makes it late.
PATIENT = SafeClient(Timeouts(connect=20, read=20, total=40))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Names lead to these addresses, one list for each question, the last one staying."""
    asked: list[str] = []
    script = list(answers)

    def answer(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        asked.append(host)
        found = script.pop(0) if len(script) > 1 else script[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.1", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::", "2001:db8::1"),
    ],
)
def test_private_addresses_are_refused(address: str, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    assert not network.allowed(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ForbiddenAddressError):
        SafeClient().request("GET", f"http://{host}:1/")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_not(address: str, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    assert network.allowed(ipaddress.ip_address(address))


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
def test_only_plain_http_addresses(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        SafeClient().request("GET", url)


@pytest.mark.parametrize(
    "host",
    ["localhost", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost.", "LOCALHOST"],
)
def test_names_and_spellings_of_loopback(host: str, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    with pytest.raises((ForbiddenAddressError, UnreachablePortalError)) as caught:
        SafeClient().request("GET", f"http://{host}:1/")
    assert "từ chối kết nối" not in str(caught.value)


def test_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    resolving(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(ForbiddenAddressError):
        SafeClient().request("GET", "http://cong.example.vn/")


def test_a_name_that_points_elsewhere_a_moment_later(
    monkeypatch: pytest.MonkeyPatch, settings: Any, faulty: FaultyServer
) -> None:
    """The judged address is the one that is connected to: the name is asked once."""
    settings.PORTAL_ALLOWED_PRIVATE = ["127.0.0.0/8"]
    asked = resolving(monkeypatch, ["127.0.0.1"], ["192.168.77.77"])
    answer = PATIENT.request("GET", f"http://doi-dia-chi.example.vn:{faulty.port}/x")
    assert answer.status == 200 and asked.count("doi-dia-chi.example.vn") == 1
    assert faulty.requests[0][2]["host"] == f"doi-dia-chi.example.vn:{faulty.port}"


def test_operators_list_hosts_and_networks(settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = ["10.1.0.0/16", "cong.noibo"]
    assert network.allowed(ipaddress.ip_address("10.1.2.3"))
    assert network.allowed(ipaddress.ip_address("::ffff:10.1.2.3"))
    assert not network.allowed(ipaddress.ip_address("10.2.0.1"))
    assert network.listed("CONG.noibo") and not network.listed("khac.noibo")


@pytest.mark.parametrize(
    "target", ["http://169.254.169.254/latest/", "http://10.0.0.1/", "file:///etc/passwd"]
)
def test_redirects_are_judged_again(faulty: FaultyServer, target: str) -> None:
    faulty.script = [f"redirect:{target}"]
    with pytest.raises(ForbiddenAddressError):
        PATIENT.request("GET", faulty.url)


def test_redirects_end(faulty: FaultyServer) -> None:
    faulty.script = [f"redirect:{faulty.url}"]
    with pytest.raises(RefusedError, match="quá nhiều lần"):
        PATIENT.request("GET", faulty.url)
    assert len(faulty.requests) == 4


def test_a_password_does_not_follow_a_redirect(faulty: FaultyServer) -> None:
    with FaultyServer() as other:
        faulty.script = [f"redirect:http://127.0.0.1:{other.port}/"]
        PATIENT.request("GET", faulty.url, {"Authorization": "Basic abc"})
        assert faulty.requests[0][2]["authorization"] == "Basic abc"
        assert "authorization" not in other.requests[0][2]


def test_what_is_sent_is_not_sent_on(faulty: FaultyServer) -> None:
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
def test_bad_days(faulty: FaultyServer, behaviour: str, error: type[Exception], words: str) -> None:
    faulty.script = [behaviour]
    start = time.monotonic()
    with pytest.raises(error, match=words):
        QUICK.request("POST", faulty.url, {}, b"{}")
    # The server would go on for as long as it runs: what ends it is the limit, not the server.
    assert time.monotonic() - start < 20


def test_an_answer_without_end(faulty: FaultyServer) -> None:
    faulty.script = ["big"]
    with pytest.raises(RefusedError, match="nhiều dữ liệu hơn"):
        PATIENT.request("POST", faulty.url, {}, b"{}")


def test_a_drip_is_no_answer(monkeypatch: pytest.MonkeyPatch, faulty: FaultyServer) -> None:
    """Each byte comes in time; the request as a whole does not: the clock is moved on, not waited for."""
    faulty.script = ["drip"]
    client = SafeClient(Timeouts(connect=20, read=20, total=30))
    start, ticks = time.monotonic(), itertools.count()
    monkeypatch.setattr(client_module.time, "monotonic", lambda: start + next(ticks))
    with pytest.raises(UncertainError, match="không trả lời kịp"):
        client.request("POST", faulty.url, {}, b"{}")


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    # Bound and not listening: nobody else can take the port meanwhile.
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


def test_no_tls_there(faulty: FaultyServer) -> None:
    with pytest.raises(UnreachablePortalError, match="TLS"):
        PATIENT.request("GET", faulty.url.replace("http://", "https://"))


def test_html_is_no_data(faulty: FaultyServer) -> None:
    faulty.script = ["html"]
    with pytest.raises(RefusedError, match="trang HTML"):
        PATIENT.request("GET", faulty.url).json()


@pytest.mark.parametrize("path", ["/nhận-tin", "/a?tên=Đặng", "/%C4%91%C3%A3-m%C3%A3"])
def test_vietnamese_addresses(path: str, faulty: FaultyServer) -> None:
    answer = PATIENT.request("POST", f"http://127.0.0.1:{faulty.port}{path}", {}, b"{}")
    assert answer.status == 200
    sent = faulty.requests[0][1]
    assert sent.isascii() and unquote(sent) == unquote(path)


def test_a_vietnamese_host(monkeypatch: pytest.MonkeyPatch, settings: Any, faulty: FaultyServer) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = ["cổng.vn"]
    asked = resolving(monkeypatch, ["127.0.0.1"])
    assert PATIENT.request("GET", f"http://cổng.vn:{faulty.port}/").status == 200
    assert "xn--cng-qmz.vn" in asked and faulty.requests[0][2]["host"] == f"xn--cng-qmz.vn:{faulty.port}"


@pytest.mark.parametrize("host", ["a..vn", "x" * 70 + ".vn", "[::1", "\u200d.vn"])
def test_hosts_that_are_none(host: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        PATIENT.request("GET", f"http://{host}/")


@pytest.mark.parametrize("target", ["http://[", "http://a..vn/", "http://[::1"])
def test_redirects_to_nowhere_are_words(target: str, faulty: FaultyServer) -> None:
    for method in ("GET", "POST"):
        faulty.script = [f"redirect:{target}"]
        with pytest.raises(RefusedError):
            PATIENT.request(method, faulty.url, {}, b"")


def test_a_redirect_in_vietnamese(faulty: FaultyServer) -> None:
    faulty.script = ["redirect:/đăng", "ok"]
    assert PATIENT.request("GET", faulty.url).status == 200
    assert unquote(faulty.requests[1][1]) == "/đăng"


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [never.wait()][1:])
    try:
        with pytest.raises(UnreachablePortalError, match="không trả lời"):
            SafeClient(Timeouts(connect=0.05)).request("GET", "http://cong.example.vn/")
    finally:
        never.set()
