"""The form of a connection, and the secrecy of its password."""

import base64
import logging
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.views.forms import ConnectionForm
from campaigns.reuse.models import How, PartnerOrigin, Reuse
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.portal.conftest import SECRET
from tests.campaigns.portal.support.admin import ADD, form_data
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
R = Role


def test_a_connection_is_created(editor_client: Client, department: Any) -> None:
    response = editor_client.post(reverse(ADD), form_data(department))
    assert response.status_code == 302, response.context["form"].errors
    connection = PortalConnection.objects.get()
    assert connection.secret == SECRET and SECRET not in connection.encrypted_secret
    assert connection.automatic == ["tin-tuc", "canh-bao"]
    assert connection.taxonomy_for("tin-tuc") == {
        "category": "Tin hoạt động",
        "tags": ["PCMBN", "Tổng đài 111"],
    }
    partner = PartnerOrigin.objects.get(origin="https://cong.example.vn")
    assert partner.organisation == connection.organisation and partner.is_active
    assert connection.taxonomy_for("canh-bao") == {"category": "Cảnh báo", "tags": []}


def test_no_page_shows_the_secret(
    editor_client: Client, department: Any, connect: Any, caplog: pytest.LogCaptureFixture
) -> None:
    connection = connect("https://cong.example.vn/nhan")
    urls = [
        reverse("portal_connections:edit", args=[connection.pk]),
        reverse("portal_connections:history", args=[connection.pk]),
        reverse("portal_connections:index"),
        reverse("portal_overview"),
        reverse("portal_deliveries"),
        reverse("wagtailadmin_home"),
    ]
    for url in urls:
        response = editor_client.get(url, follow=True)
        text = response.content.decode()
        assert (
            response.status_code == 200 and SECRET not in text and connection.encrypted_secret not in text
        ), url
    with caplog.at_level(logging.DEBUG):
        data = form_data(department, password="", name="Tên khác", category_tin_tuc="")
        assert editor_client.post(urls[0], data).status_code == 302
    assert SECRET not in caplog.text
    connection.refresh_from_db()
    assert (connection.name, connection.secret) == ("Tên khác", SECRET)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": ""}, "password"),
        ({"password": "ngan"}, "password"),
        ({"address": "ftp://cong.example.vn/"}, "address"),
        ({"address": "https://ten:mk@cong.example.vn/"}, "address"),
        ({"kind": "wordpress"}, "username"),
        ({"kind": "wordpress", "username": "a", "address": "http://cong.example.vn/"}, "address"),
        ({"department": ""}, "department"),
    ],
)
def test_invalid_values_are_refused(
    editor_client: Client, department: Any, changes: dict[str, str], field: str
) -> None:
    response = editor_client.post(reverse(ADD), form_data(department, **changes))
    assert response.status_code == 200 and field in response.context["form"].errors
    assert not PortalConnection.objects.exists()


def test_a_new_server_requires_the_secret_again(editor_client: Client, department: Any, connect: Any) -> None:
    """Otherwise a user who may change the address could have the stored password sent to any server."""
    connection = connect("https://cong.example.vn/nhan")
    url = reverse("portal_connections:edit", args=[connection.pk])
    data = form_data(department, password="", address="https://ke-gian.example.com/")
    response = editor_client.post(url, data)
    assert "password" in response.context["form"].errors
    same_host = form_data(department, password="", address="https://cong.example.vn/nhan-moi")
    assert editor_client.post(url, same_host).status_code == 302


def test_every_kind_has_its_fields() -> None:
    assert {"category_tin_tuc", "tags_canh_bao"} <= set(ConnectionForm.base_fields)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": "https://cong-khac.example.vn/nhan"}, "address"),
        ({"kind": "chung-tay"}, "kind"),
        ({"organisation": ""}, "organisation"),
    ],
)
def test_a_connection_with_items_cannot_become_another_portal(
    changes: dict[str, Any], field: str, editor_client: Client, department: Any, connect: Any
) -> None:
    """On another portal the recorded numbers of posts mean something else."""
    connection = connect("https://cong.example.vn/nhan")
    Delivery.objects.mark_changed([connection.target], ["1"])
    Delivery.objects.update(state=Delivery.State.PUBLISHED, remote_id="7", delivered=1)
    if field == "organisation":
        changes = {"organisation": factories.department().organisation_id}
    url = reverse("portal_connections:edit", args=[connection.pk])
    response = editor_client.post(url, form_data(department, **changes))
    assert response.status_code == 200 and field in response.context["form"].errors
    Delivery.objects.update(state=Delivery.State.REMOVED)
    assert editor_client.post(url, form_data(department, **changes)).status_code == 302
    row = Delivery.objects.get()
    assert (row.remote_id, row.state) == ("", Delivery.State.NONE)


def test_a_new_path_of_a_webhook_keeps_its_items(
    editor_client: Client, department: Any, connect: Any, publish: Any, faulty: Any
) -> None:
    connection = connect(faulty.url)
    publish(NewsPage)
    url = reverse("portal_connections:edit", args=[connection.pk])
    moved = f"{faulty.url}-moi"
    assert editor_client.post(url, form_data(department, address=moved)).status_code == 302
    row = Delivery.objects.get()
    assert row.state == Delivery.State.PUBLISHED and row.remote_id
    assert Reuse.objects.filter(how=How.PUSH).get().where == moved


def test_an_address_is_connected_once_for_the_site(staff: Any, home: Any, department: Any) -> None:
    keeper = signed_in(staff(R.EDITOR, home.get_parent()))
    assert keeper.post(reverse(ADD), form_data(department, department="")).status_code == 302
    response = keeper.post(reverse(ADD), form_data(department, department=""))
    assert response.status_code == 200 and PortalConnection.objects.count() == 1


@pytest.mark.parametrize("behaviour", ["ok", "500", "401", "close", "html"])
def test_no_log_and_no_answer_contains_the_secret(
    behaviour: str,
    editor_client: Client,
    connect: Any,
    faulty: Any,
    publish: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    faulty.script = [behaviour]
    with caplog.at_level(logging.DEBUG):
        connection = connect(faulty.url)
        editor_client.post(reverse("portal_test", args=[connection.pk]))
        publish(NewsPage)
        wordpress = connect(faulty.url, "wordpress", username="bientap")
        editor_client.post(reverse("portal_test", args=[wordpress.pk]))
        data = form_data(connection.department, password="mật-khẩu-mới-0123456789")
        editor_client.post(reverse("portal_connections:edit", args=[connection.pk]), data)
    assert faulty.requests
    pair = base64.b64encode(f"bientap:{SECRET}".encode()).decode()
    for secret in (SECRET, pair, connection.encrypted_secret, "mật-khẩu-mới-0123456789"):
        assert secret not in caplog.text
    answers = [
        *PortalConnection.objects.values_list("answer", flat=True),
        *Delivery.objects.values_list("answer", flat=True),
    ]
    assert not any(SECRET in answer or pair in answer for answer in answers)
