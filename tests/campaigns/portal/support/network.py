"""Free ports, and names that resolve to given addresses."""

import itertools
import os
import socket
import time
from contextlib import suppress
from typing import Any

import pytest

# Below the ports that the system assigns by itself, and each process from a place of its own, so that
# nobody else uses the port between its choice and its use.
PORTS = itertools.count(20_000 + os.getpid() * 37 % 12_000)


def free_port() -> int:
    """Return a port that no process uses."""
    for port in PORTS:
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


def wait_for(port: int) -> None:
    """Wait up to a minute for a server on the port: the machine may be busy."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise TimeoutError


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Resolve names to these addresses, one list for each request, the last one staying.

    Returns the list of the names that were resolved.
    """
    resolved: list[str] = []
    script = list(answers)

    def answer(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        resolved.append(host)
        found = script.pop(0) if len(script) > 1 else script[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return resolved
