"""A connection that changes, is tried, and keeps its secret."""

import base64
import logging
import socket
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Role
from tests import factories
from tests.portal.conftest import SECRET
from tests.portal.test_admin import form_data, signed_in

pytestmark = pytest.mark.django_db
R = Role
NEW = "portal_connections:add"


@pytest.fixture
def editor(staff: Any) -> Client:
    return signed_in(staff(R.EDITOR))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "https://cong-khac.example.vn/nhan"}, "address"),
        ({"kind": "chung-tay"}, "kind"),
        ({"organisation": ""}, "organisation"),
    ],
)
def test_another_portal_is_another_connection(
    changes: dict[str, Any], field: str, editor: Client, department: Any, connect: Any
) -> None:
    """Numbers of posts that are held would mean something else there."""
    connection = connect("https://cong.example.vn/nhan")
    Delivery.objects.touch([connection.target], ["1"])
    Delivery.objects.update(state=Delivery.State.STANDS, remote_id="7", delivered=1)
    if field == "organisation":
        changes = {"organisation": factories.department().organisation_id}
    url = reverse("portal_connections:edit", args=[connection.pk])
    response = editor.post(url, form_data(department, **changes))
    assert response.status_code == 200 and field in response.context["form"].errors
    Delivery.objects.update(state=Delivery.State.DOWN)
    assert editor.post(url, form_data(department, **changes)).status_code == 302
    row = Delivery.objects.get()
    assert (row.remote_id, row.state) == ("", Delivery.State.NONE)


def test_a_receiver_that_moves_on_its_server_keeps_its_items(
    editor: Client, department: Any, connect: Any, publish: Any, faulty: Any
) -> None:
    connection = connect(faulty.url)
    publish(NewsPage)
    url = reverse("portal_connections:edit", args=[connection.pk])
    moved = f"{faulty.url}-moi"
    assert editor.post(url, form_data(department, address=moved)).status_code == 302
    row = Delivery.objects.get()
    assert row.state == Delivery.State.STANDS and row.remote_id
    assert Reuse.objects.filter(how=How.PUSH).get().where == moved


def test_two_portals_of_the_whole_site_at_one_address(staff: Any, home: Any, department: Any) -> None:
    keeper = signed_in(staff(R.EDITOR, home.get_parent()))
    assert keeper.post(reverse(NEW), form_data(department, department="")).status_code == 302
    response = keeper.post(reverse(NEW), form_data(department, department=""))
    assert response.status_code == 200 and PortalConnection.objects.count() == 1


@pytest.mark.parametrize("address", ["https://cổng.vn/", "http://127.0.0.1:9/nhận-tin"])
def test_vietnamese_addresses_are_tried_in_words(address: str, editor: Client, connect: Any,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    connection = connect(address)
    response = editor.post(reverse("portal_check", args=[connection.pk]), follow=True)
    assert "tên miền" in response.content.decode()


@pytest.mark.parametrize("behaviour", ["ok", "500", "401", "close", "html"])
def test_secrets_are_in_no_log(
    behaviour: str, editor: Client, connect: Any, faulty: Any, publish: Any, caplog: pytest.LogCaptureFixture
) -> None:
    faulty.script = [behaviour]
    with caplog.at_level(logging.DEBUG):
        connection = connect(faulty.url)
        editor.post(reverse("portal_check", args=[connection.pk]))
        publish(NewsPage)
        wordpress = connect(faulty.url, "wordpress", username="bientap")
        editor.post(reverse("portal_check", args=[wordpress.pk]))
        data = form_data(connection.department, password="mật-khẩu-mới-0123456789")
        editor.post(reverse("portal_connections:edit", args=[connection.pk]), data)
    assert faulty.requests
    pair = base64.b64encode(f"bientap:{SECRET}".encode()).decode()
    for secret in (SECRET, pair, connection.sealed, "mật-khẩu-mới-0123456789"):
        assert secret not in caplog.text
    kept = [
        *PortalConnection.objects.values_list("answer", flat=True),
        *Delivery.objects.values_list("answer", flat=True),
    ]
    assert not any(SECRET in answer or pair in answer for answer in kept)
