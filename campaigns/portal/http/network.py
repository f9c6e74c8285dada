"""Restriction of outgoing connections to public addresses and to those that the operator lists.

``PORTAL_ALLOWED_PRIVATE`` names hosts ("cong.noibo") and networks ("10.1.0.0/16") that are allowed
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


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """Return the allowed addresses of the name in the resolver's order; [] when any is forbidden.

    Raises ``socket.gaierror`` for an unknown name, ``TimeoutError`` when the resolver needs longer
    than ``seconds``.
    """
    found = _getaddrinfo(host, port, seconds)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if is_listed_host(host):
        return list(dict.fromkeys(addresses))
    # One private address among public ones is an attempt to get in; the rest is not trusted either.
    return list(dict.fromkeys(addresses)) if all(map(is_allowed, addresses)) else []


def _getaddrinfo(host: str, port: int, seconds: float) -> list[Any]:
    """Call ``getaddrinfo`` with a time limit, which it lacks: its thread is abandoned after that."""
    answers: SimpleQueue[list[Any] | Exception] = SimpleQueue()

    def resolve_name() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except UnicodeError as error:
            answers.put(socket.gaierror(str(error)))
        except OSError as error:
            answers.put(error)

    threading.Thread(target=resolve_name, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty as error:
        raise TimeoutError from error
    if isinstance(answer, Exception):
        raise answer
    return answer


def ascii_host(host: str) -> str:
    """Return the name in IDNA and lower case; raises ``ValueError``."""
    return host.lower() if ":" in host or not host else host.encode("idna").decode().lower()


def is_listed_host(host: str) -> bool:
    """Return whether the operator listed this host by name."""
    return _normalised(host) in {_normalised(entry) for entry in settings.PORTAL_ALLOWED_PRIVATE}


def _normalised(host: str) -> str:
    try:
        return ascii_host(host)
    except ValueError:
        return host.lower()


def is_allowed(address: Address) -> bool:
    """Return whether this server may connect to the address: public, or in a listed network."""
    real = _embedded_ipv4(address)
    return _is_public(real) or _is_in_listed_network(real) or _is_in_listed_network(address)


def _embedded_ipv4(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address maps to, else the address."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address


def _is_public(address: Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not getattr(address, "is_site_local", False)
    )


def _is_in_listed_network(address: Address) -> bool:
    for entry in settings.PORTAL_ALLOWED_PRIVATE:
        with suppress(ValueError):
            if address in ipaddress.ip_network(entry, strict=False):
                return True
    return False


def is_listed_address(host: str) -> bool:
    """Return whether the host is an IP address inside a network that the operator listed."""
    with suppress(ValueError):
        return _is_in_listed_network(ipaddress.ip_address(host))
    return False
