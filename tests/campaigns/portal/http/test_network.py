"""Connections to private addresses are refused unless the operator lists them."""

import ipaddress
import socket
import threading
from typing import Any

import pytest

from campaigns.portal.http import network
from campaigns.portal.http.client import SafeClient, Timeouts
from campaigns.portal.http.errors import ForbiddenAddressError, UnreachablePortalError
from tests.campaigns.portal.support.network import resolving


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
    assert not network.is_allowed(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(ForbiddenAddressError):
        SafeClient().request("GET", f"http://{host}:1/")


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_allowed(address: str, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    assert network.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    ["localhost", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost.", "LOCALHOST"],
)
def test_other_spellings_of_loopback_are_refused(host: str, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    with pytest.raises((ForbiddenAddressError, UnreachablePortalError)) as caught:
        SafeClient().request("GET", f"http://{host}:1/")
    assert "từ chối kết nối" not in str(caught.value)


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = []
    resolving(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    with pytest.raises(ForbiddenAddressError):
        SafeClient().request("GET", "http://cong.example.vn/")


def test_listed_hosts_and_networks_are_allowed(settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = ["10.1.0.0/16", "cong.noibo"]
    assert network.is_allowed(ipaddress.ip_address("10.1.2.3"))
    assert network.is_allowed(ipaddress.ip_address("::ffff:10.1.2.3"))
    assert not network.is_allowed(ipaddress.ip_address("10.2.0.1"))
    assert network.is_listed_host("CONG.noibo") and not network.is_listed_host("khac.noibo")


def test_a_hanging_resolver_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [never.wait()][1:])
    try:
        with pytest.raises(UnreachablePortalError, match="không trả lời"):
            SafeClient(Timeouts(connect=0.05)).request("GET", "http://cong.example.vn/")
    finally:
        never.set()
