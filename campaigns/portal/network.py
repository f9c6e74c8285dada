"""Which addresses this server may ask: the public Internet, and what the operator lists.

``PORTAL_ALLOWED_PRIVATE`` names hosts ("cong.noibo") and networks ("10.1.0.0/16") that may be asked
although they are private.
"""

import ipaddress
import socket
import threading
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# IPv6 addresses that lead to an IPv4 address: NAT64 and 6to4.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")


def addresses_of(host: str, port: int, seconds: float) -> list[Address]:
    """The addresses behind the name that may be asked, in the resolver's order; [] when none may.

    Raises ``socket.gaierror`` for a name that leads nowhere, ``TimeoutError`` when the resolver needs
    longer than ``seconds``.
    """
    found = _resolved(host, port, seconds)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if listed(host):
        return list(dict.fromkeys(addresses))
    # One private address among public ones is an attempt to get in; the rest is not trusted either.
    return list(dict.fromkeys(addresses)) if all(map(allowed, addresses)) else []


def _resolved(host: str, port: int, seconds: float) -> list[Any]:
    """As ``getaddrinfo``, which knows no limit of time: the thread that waits for it is left behind."""
    answers: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except UnicodeError as error:
            answers.put(socket.gaierror(str(error)))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def ascii_host(host: str) -> str:
    """The name as resolvers and certificates spell it, in lower case. Raises ``ValueError``."""
    return host.lower() if ":" in host or not host else host.encode("idna").decode().lower()


def listed(host: str) -> bool:
    """Whether the operator named this very host."""
    return _spelled(host) in {_spelled(entry) for entry in settings.PORTAL_ALLOWED_PRIVATE}


def _spelled(host: str) -> str:
    try:
        return ascii_host(host)
    except ValueError:
        return host.lower()


def allowed(address: Address) -> bool:
    real = _behind(address)
    return _public(real) or _in_listed_network(real) or _in_listed_network(address)


def _behind(address: Address) -> Address:
    """The IPv4 address that an IPv6 address stands for, else the address."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address


def _public(address: Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not getattr(address, "is_site_local", False)
    )


def _in_listed_network(address: Address) -> bool:
    for entry in settings.PORTAL_ALLOWED_PRIVATE:
        with suppress(ValueError):
            if address in ipaddress.ip_network(entry, strict=False):
                return True
    return False


def is_listed_literal(host: str) -> bool:
    """Whether the host is an address itself, inside a network that the operator listed."""
    with suppress(ValueError):
        return _in_listed_network(ipaddress.ip_address(host))
    return False
