"""One publication, one message; each correction another; a withdrawal the last. Signed, and told once."""

import http.client
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.signals import page_published

from campaigns.models import MaterialPage, NewsPage, SloganPage
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors import connector_of
from campaigns.portal.delivery import deliver, send, take_back
from campaigns.portal.models import Delivery
from campaigns.portal.signing import SIGNATURE, TIMESTAMP, signed
from campaigns.reuse import withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from tests import factories
from tests.conftest import ROOT
from tests.portal.conftest import SECRET

pytestmark = pytest.mark.django_db
STANDS, DOWN = Delivery.State.STANDS, Delivery.State.DOWN


def test_the_life_of_an_item(
    receiver: Any,
    connect: Any,
    publish: Any,
    again: Any,
    delivery: Any,
    staff: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    connection = connect(receiver.url)
    page = publish(NewsPage, title="Bản tin đi cổng")
    row = delivery(page, connection)
    assert (row.state, row.code, row.waits) == (STANDS, page.code, False)
    assert row.link.startswith(receiver.url)
    first = receiver.lines[-1]
    assert (
        first["event"] == "item.published" and first["item"]["approval"]["code"].replace("-", "") == page.code
    )
    assert "Gọi 111 khi nghi ngờ." in first["item"]["html"] and first["item"]["title"] == "Bản tin đi cổng"
    use = Reuse.objects.get(how=How.PUSH)
    assert (use.state, use.organisation) == (Reuse.State.IN_USE, connection.organisation)

    page = again(page, title="Bản tin đã sửa")
    assert receiver.events == ["item.published", "item.updated"]
    assert receiver.lines[-1]["item"]["title"] == "Bản tin đã sửa"
    assert receiver.lines[-1]["key"] != first["key"]
    assert Reuse.objects.filter(how=How.PUSH).open().count() == 1

    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, staff(Role.APPROVER), "Số liệu sai")
    row = delivery(page, connection)
    assert (row.state, receiver.events[-1], receiver.lines[-1]["holds"]) == (DOWN, "item.withdrawn", 0)
    assert not Reuse.objects.filter(how=How.PUSH).open().exists()
    assert "tự gỡ" in Reuse.objects.filter(approval__code=page.code).get().note


def test_the_same_again_is_not_told(receiver: Any, connect: Any, publish: Any, delivery: Any) -> None:
    connection = connect(receiver.url)
    page = publish(NewsPage)
    Delivery.objects.touch([connection.target], [str(page.pk)])
    deliver(connection.pk)
    assert receiver.events == ["item.published"]
    assert not delivery(page, connection).waits


def test_only_what_is_wanted_goes(receiver: Any, connect: Any, publish: Any) -> None:
    connection = connect(receiver.url)
    publish(SloganPage)
    publish(NewsPage, parent=factories.department())
    factories.draft(NewsPage)
    assert not receiver.lines and not Delivery.objects.filter(target=connection.target).exists()


def test_by_hand_and_back(
    receiver: Any,
    connect: Any,
    publish: Any,
    delivery: Any,
    again: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    connection = connect(receiver.url)
    page = publish(MaterialPage, form="tin-nhan", text="Goi 111 ngay")
    assert not receiver.lines
    with django_capture_on_commit_callbacks(execute=True):
        send(page, connection)
    assert receiver.events == ["item.published"]
    page = again(page, text="Goi 111 mien phi")
    assert receiver.events == ["item.published", "item.updated"]
    with django_capture_on_commit_callbacks(execute=True):
        take_back(str(page.pk), connection)
    assert receiver.events[-1] == "item.withdrawn" and delivery(page, connection).state == DOWN
    again(page, text="Goi 111 mien phi 24/24")
    assert len(receiver.events) == 3


@pytest.mark.parametrize("how", ["unpublish", "delete", "private", "move"])
def test_whatever_leaves_here_leaves_there(
    how: str, receiver: Any, connect: Any, publish: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connect(receiver.url)
    page = publish(NewsPage)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "unpublish":
            page.unpublish()
        elif how == "delete":
            page.delete()
        elif how == "private":
            page.view_restrictions.create(restriction_type="login")
        else:
            page.move(factories.section(factories.department(), "tin-tuc"), "last-child")
    assert receiver.events == ["item.published", "item.withdrawn"]


def test_what_ran_out_leaves(
    receiver: Any, connect: Any, publish: Any, django_capture_on_commit_callbacks: Any
) -> None:
    connect(receiver.url)
    page = publish(NewsPage)
    NewsPage.objects.filter(pk=page.pk).update(expire_at="2020-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    assert receiver.events == ["item.published", "item.withdrawn"]


def test_the_receiver_checks_signatures(receiver: Any) -> None:
    body = json.dumps({"event": "item.published", "item": {"id": "urn:uuid:1"}}).encode()

    def post(data: bytes, headers: dict[str, str]) -> int:
        peer = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=5)
        peer.request("POST", "/", data, headers)
        return peer.getresponse().status

    headers = signed(SECRET, "k", body)
    assert post(body, headers) == 200
    assert post(body, headers) == 409
    assert post(body.replace(b"published", b"withdrawn"), headers) == 401
    assert post(body, signed("khác", "k", body)) == 401
    old = str(int(time.time()) - 900)
    assert post(body, {**headers, TIMESTAMP: old}) == 401
    assert post(body, {**headers, SIGNATURE: "sha256="}) == 401


def test_a_transaction_that_fails_leaves_no_row(connect: Any, department: Any) -> None:
    connection = connect("http://127.0.0.1:9/")
    page = factories.draft(NewsPage, department)
    factories.approve(page)

    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    page_published.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            page.get_latest_revision().publish()
    finally:
        page_published.disconnect(fail)
    assert not NewsPage.objects.get(pk=page.pk).live
    assert not Delivery.objects.filter(target=connection.target).exists()


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
            assert row.state == STANDS and row.link.startswith("http://127.0.0.1/bai/")
            # Another body than that of the trial: the same one in the same second is a replay.
            body = json.dumps({"event": "ping", "note": "hai"}).encode()
            headers = signed(SECRET, "ping-2", body)
            client = SafeClient()
            assert client.request("POST", connection.address, headers, body).status == 200
            assert client.request("POST", connection.address, headers, body).status == 409
            assert client.request("POST", connection.address, headers, body + b" ").status == 401
            for broken in ({}, headers | {TIMESTAMP: "x"}, headers | {SIGNATURE: "sha256=\xe9"}):
                assert client.request("POST", connection.address, broken, body).status == 401
            with django_capture_on_commit_callbacks(execute=True):
                page.unpublish()
            assert delivery(page, connection).state == DOWN
            # A message of an earlier version that comes late changes nothing.
            old = {
                "event": "item.published",
                "version": 1,
                "item": {"id": f"urn:uuid:{page.translation_key}"},
            }
            late = json.dumps(old).encode()
            assert (
                client.request(
                    "POST", connection.address, signed(SECRET, "cũ".encode().hex(), late), late
                ).status
                == 200
            )
        finally:
            process.kill()
        said = process.stdout.read()
    assert said.splitlines() == [
        f"đăng urn:uuid:{page.translation_key} Bài mẫu",
        f"gỡ urn:uuid:{page.translation_key}",
    ]
