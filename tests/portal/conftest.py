"""Portals to publish to: a receiver in a process of its own, and a server that fails in every way."""

import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from campaigns.portal.client import SafeClient
from campaigns.portal.delivery import deliver
from campaigns.portal.models import Delivery, PortalConnection
from tests import factories
from tests.portal.faults import FaultyServer
from tests.portal.memory import MemoryWordPress

SECRET = "bí-mật-dùng-chung-0123456789"


# Below what the system hands out by itself, each process from a place of its own: nobody else takes the
# port between its choice and its use.
PORTS = itertools.count(20_000 + os.getpid() * 37 % 12_000)


def free_port() -> int:
    for port in PORTS:
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


def wait_for(port: int) -> None:
    """A minute: the machine may have much else to do."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.05)
    raise TimeoutError


@pytest.fixture(autouse=True)
def loopback_allowed(settings: Any) -> None:
    settings.PORTAL_ALLOWED_PRIVATE = ["127.0.0.1"]


class Receiver:
    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log
        self.url = f"http://127.0.0.1:{port}/"

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    @property
    def events(self) -> list[str]:
        return [line["event"] for line in self.lines]


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    log = tmp_path / "received.jsonl"
    command = [sys.executable, str(Path(__file__).with_name("receiver.py")), SECRET, str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield Receiver(int(process.stdout.readline()), log)
        finally:
            process.kill()


@pytest.fixture
def faulty() -> Iterator[FaultyServer]:
    with FaultyServer() as server:
        yield server


@pytest.fixture
def connect(department: Any) -> Callable[..., PortalConnection]:
    """``connect(address, kind)``: a connection of the department that takes news by itself."""

    def make(address: str, kind: str = "webhook", **fields: Any) -> PortalConnection:
        values = {
            "organisation": department.organisation,
            "name": "Cổng thử",
            "department": department,
            "automatic": ["tin-tuc"],
        } | fields
        secret = values.pop("secret", SECRET)
        connection = PortalConnection(address=address, kind=kind, **values)
        connection.secret = secret
        connection.save()
        return connection

    return make


@pytest.fixture
def delivery() -> Callable[..., Delivery]:
    return lambda page, connection: Delivery.objects.get(target=connection.target, key=str(page.pk))


@pytest.fixture
def again(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """``again(page, **changes)``: the page published once more with those changes, approved as it is."""

    def publish(page: Any, **changes: Any) -> Any:
        for name, value in changes.items():
            setattr(page, name, value)
        page.save_revision()
        factories.approve(page)
        with django_capture_on_commit_callbacks(execute=True):
            page.get_latest_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return publish


@pytest.fixture
def publish(django_capture_on_commit_callbacks: Any, department: Any) -> Callable[..., Any]:
    """``publish(model, **fields)``: a page of the department, live, and everything after its commit done."""

    def make(model: Any, parent: Any = None, **fields: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return factories.published(model, parent or department, **fields)

    return make


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryWordPress:
    """Every request goes to a WordPress in memory."""
    wordpress = MemoryWordPress()
    monkeypatch.setattr(SafeClient, "request", lambda self, *args, **named: wordpress.request(*args, **named))
    return wordpress


@pytest.fixture
def soon() -> Callable[[PortalConnection], int]:
    """``soon(connection)``: the waits are over; deliver what is due."""

    def run(connection: PortalConnection) -> int:
        Delivery.objects.update(next_try=timezone.now())
        PortalConnection.objects.filter(pk=connection.pk).update(rests_until=None)
        return deliver(connection.pk)

    return run
