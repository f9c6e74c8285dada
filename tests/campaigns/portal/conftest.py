"""Portals to publish to: a receiver in its own process, a failing server, a WordPress in memory."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.portal.http.client import SafeClient
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing.delivery import deliver
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.portal.support.faulty_server import FaultyServer
from tests.campaigns.portal.support.wordpress_fake import WordPressFake

SECRET = "bí-mật-dùng-chung-0123456789"


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
    command = [
        sys.executable,
        str(Path(__file__).parent / "support" / "webhook_receiver.py"),
        SECRET,
        str(log),
    ]
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
    """``connect(address, kind)``: a connection of the department with news as its automatic kind."""

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
def wordpress_fake(monkeypatch: pytest.MonkeyPatch) -> WordPressFake:
    """Every request goes to a WordPress in memory."""
    fake = WordPressFake()
    monkeypatch.setattr(SafeClient, "request", lambda self, *args, **named: fake.request(*args, **named))
    return fake


@pytest.fixture
def wordpress(wordpress_fake: WordPressFake, connect: Any) -> PortalConnection:
    """A connection to the WordPress in memory."""
    connection: PortalConnection = connect(wordpress_fake.url, "wordpress", username="bientap")
    return connection


@pytest.fixture
def unpublish(django_capture_on_commit_callbacks: Any) -> Callable[[Any], None]:
    """``unpublish(page)``: unpublish the page and run everything after its commit."""

    def run(page: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            page.unpublish()

    return run


@pytest.fixture
def picture() -> Any:
    """A picture of the library."""
    return factories.image()


@pytest.fixture
def editor_client(staff: Any) -> Client:
    """A client with an editor of the department signed in."""
    client = Client()
    client.force_login(staff(Role.EDITOR))
    return client


@pytest.fixture
def soon() -> Callable[[PortalConnection], int]:
    """``soon(connection)``: end the waits and deliver what is due."""

    def run(connection: PortalConnection) -> int:
        Delivery.objects.update(next_try=timezone.now())
        PortalConnection.objects.filter(pk=connection.pk).update(paused_until=None)
        return deliver(connection.pk)

    return run
