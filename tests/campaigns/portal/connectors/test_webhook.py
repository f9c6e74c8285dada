"""Signed messages, and the receiver of the documentation."""

import http.client
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from campaigns.models import NewsPage
from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.payloads import Message, RemoteItem, Removal
from campaigns.portal.connectors.webhook import WebhookConnector
from campaigns.portal.http.client import Answer, SafeClient
from campaigns.portal.http.signing import SIGNATURE, TIMESTAMP, signed_headers
from campaigns.portal.models import Delivery
from campaigns.portal.outgoing.items import published_item
from cms.vocabulary.models import Audience, Region, Topic
from tests import factories
from tests.campaigns.portal.conftest import SECRET
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
PUBLISHED, REMOVED = Delivery.State.PUBLISHED, Delivery.State.REMOVED


def test_the_receiver_of_the_tests_verifies_signatures(receiver: Any) -> None:
    body = json.dumps({"event": "item.published", "item": {"id": "urn:uuid:1"}}).encode()

    def post(data: bytes, headers: dict[str, str]) -> int:
        peer = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=5)
        peer.request("POST", "/", data, headers)
        return peer.getresponse().status

    headers = signed_headers(SECRET, "k", body)
    assert post(body, headers) == 200
    assert post(body, headers) == 409
    assert post(body.replace(b"published", b"withdrawn"), headers) == 401
    assert post(body, signed_headers("khác", "k", body)) == 401
    old = str(int(time.time()) - 900)
    assert post(body, {**headers, TIMESTAMP: old}) == 401
    assert post(body, {**headers, SIGNATURE: "sha256="}) == 401


def test_the_receiver_of_the_documentation(
    tmp_path: Path, connect: Any, publish: Any, delivery: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """The code that partners copy is the code that is run here."""
    text = (ROOT / "docs" / "cong-tich-hop.md").read_text()
    script = tmp_path / "nhan.py"
    script.write_text(text.partition("```python\n")[2].partition("```")[0])
    # Port 0: the system gives a free one, and the program says which.
    command = [sys.executable, str(script), "0", SECRET]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            port = int(process.stdout.readline())
            connection = connect(f"http://127.0.0.1:{port}/")
            assert "200" in connector_of(connection).check()[0]
            page = publish(NewsPage, title="Bài mẫu")
            row = delivery(page, connection)
            assert row.state == PUBLISHED and row.link.startswith("http://127.0.0.1/bai/")
            # Another body than that of the trial: the same one in the same second is a replay.
            body = json.dumps({"event": "ping", "note": "hai"}).encode()
            headers = signed_headers(SECRET, "ping-2", body)
            client = SafeClient()
            assert client.request("POST", connection.address, headers, body).status == 200
            assert client.request("POST", connection.address, headers, body).status == 409
            assert client.request("POST", connection.address, headers, body + b" ").status == 401
            for broken in ({}, headers | {TIMESTAMP: "x"}, headers | {SIGNATURE: "sha256=\xe9"}):
                assert client.request("POST", connection.address, broken, body).status == 401
            with django_capture_on_commit_callbacks(execute=True):
                page.unpublish()
            assert delivery(page, connection).state == REMOVED
            # A message of an earlier version that comes late changes nothing.
            old = {
                "event": "item.published",
                "version": 1,
                "item": {"id": f"urn:uuid:{page.translation_key}"},
            }
            late = json.dumps(old).encode()
            answer = client.request(
                "POST", connection.address, signed_headers(SECRET, "cũ".encode().hex(), late), late
            )
            assert (answer.status, answer.json()["state"]) == (200, "ignored")
        finally:
            process.kill()
        output = process.stdout.read()
    assert output.splitlines() == [
        f"đăng urn:uuid:{page.translation_key} Bài mẫu",
        f"gỡ urn:uuid:{page.translation_key}",
    ]


def _shape(value: Any) -> Any:
    """The keys of a value, with those below them; lists by their first element."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items() if name != "fields"}
    return [_shape(value[0])] if isinstance(value, list) and value else type(value) in (list, dict)


def test_the_samples_of_the_documentation_are_the_messages(department: Any) -> None:
    text = (ROOT / "docs" / "cong-tich-hop.md").read_text()
    parts = text.partition("### Mẫu tin")[2].partition("### Câu trả lời")[0].split("```json\n")[1:]
    samples = {sample["event"]: sample for sample in (json.loads(part.partition("```")[0]) for part in parts)}
    assert set(samples) == {"ping", "item.published", "item.withdrawn"}
    sent: list[Any] = []

    class Client(SafeClient):
        def request(self, method: str, url: str, headers: Any = None, data: bytes = b"") -> Any:
            sent.append(json.loads(data))
            state = "down" if sent[-1]["event"] == "item.withdrawn" else "published"
            return Answer(200, {}, json.dumps({"state": state}).encode(), url)

    terms = {
        "audiences": [Audience.objects.first()],
        "regions": [Region.objects.first()],
        "topics": [Topic.objects.first()],
    }
    page = factories.published(NewsPage, department, picture=factories.image(), date="2026-07-30", **terms)
    item = published_item(page)
    assert item is not None
    connector = WebhookConnector("https://cong.example.vn/", "", SECRET, Client())
    connector.check()
    connector.put(item, RemoteItem(), Message("khóa", 1, {"category": "Tin tức", "tags": ["pcmbn"]}))
    connector.remove(
        Removal(item.uid, item.title, item.code, "withdrawn", "", ""), RemoteItem(), Message("k", 2, {})
    )
    for body in sent:
        assert _shape(body) == _shape(samples[body["event"]]), body["event"]
