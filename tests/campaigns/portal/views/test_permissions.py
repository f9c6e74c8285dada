"""Permissions on connections, decisions and imports, allowed and refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, ImportedItem, PortalConnection
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.portal.support.admin import ADD
from tests.campaigns.portal.support.messages import SHARED, SITE, post_message
from tests.clients import outcome, signed_in

pytestmark = pytest.mark.django_db
R = Role


def test_editors_and_administrators_see_connections(
    staff: Any, home: Any, department: Any, connect: Any
) -> None:
    connection = connect("https://cong.example.vn/nhan")
    page = factories.published(NewsPage, department)
    urls = {
        "edit": reverse("portal_connections:edit", args=[connection.pk]),
        "overview": reverse("portal_overview"),
        "add": reverse(ADD),
        "item": reverse("portal_item", args=[page.pk]),
        "deliveries": reverse("portal_deliveries"),
    }

    def outcomes(user: Any) -> dict[str, str]:
        client = signed_in(user)
        return {name: outcome(client.get(url)) for name, url in urls.items()}

    everything = dict.fromkeys(urls, "shown")
    nothing = dict.fromkeys(urls, "refused") | {"item": "hidden"}
    others = everything | {"edit": "refused", "item": "hidden", "deliveries": "refused"}
    assert outcomes(staff(R.EDITOR)) == everything
    assert outcomes(staff(R.ADMINISTRATOR, home.get_parent())) == everything
    for role in set(R) - {R.EDITOR, R.ADMINISTRATOR}:
        assert outcomes(staff(role)) == nothing, role
    outsider = staff(R.EDITOR, factories.department())
    assert outcomes(outsider) == others
    assert outcomes(staff(R.EDITOR, home.get_parent())) == others
    assert connection.name not in signed_in(outsider).get(urls["overview"]).content.decode()


def test_only_editors_of_the_department_decide(
    staff: Any, home: Any, department: Any, connect: Any, faulty: Any
) -> None:
    connection = connect(faulty.url, automatic=[])
    page = factories.published(NewsPage, department)
    url = reverse("portal_decide", args=[page.pk, connection.pk])
    others = [staff(role) for role in R if role not in (R.EDITOR, R.ADMINISTRATOR)]
    others.append(staff(R.EDITOR, factories.department()))
    for user in others:
        assert outcome(signed_in(user).post(url, {"what": "send"})) == "hidden", user
    administrator = staff(R.ADMINISTRATOR, home.get_parent())
    assert outcome(signed_in(administrator).post(url, {"what": "send"})) == "refused"
    assert not Delivery.objects.exists()
    editor = signed_in(staff(R.EDITOR))
    assert editor.get(url).status_code == 405
    assert outcome(editor.post(url, {"what": "send"})) == reverse("portal_item", args=[page.pk])
    assert Delivery.objects.get().key == str(page.pk)
    foreign = factories.published(NewsPage, factories.department())
    foreign_url = reverse("portal_decide", args=[foreign.pk, connection.pk])
    assert outcome(editor.post(foreign_url, {"what": "send"})) == "hidden"


def test_a_connection_with_items_cannot_be_deleted(
    editor_client: Client, connect: Any, faulty: Any, publish: Any
) -> None:
    connection = connect(faulty.url)
    publish(NewsPage)
    url = reverse("portal_connections:delete", args=[connection.pk])
    assert outcome(editor_client.post(url)) == "refused" and PortalConnection.objects.exists()
    Delivery.objects.update(state=Delivery.State.REMOVED)
    assert outcome(editor_client.post(url)) == reverse("portal_connections:index")
    assert not PortalConnection.objects.exists()


def test_only_editors_of_the_department_import(connect: Any, department: Any, home: Any, staff: Any) -> None:
    connect(SITE, "chung-tay", automatic=[])
    post_message(SHARED | {"code": factories.published(NewsPage, department).code})
    url = reverse("portal_import", args=[ImportedItem.objects.get().pk])
    for user in [staff(R.APPROVER), staff(R.COMMUNICATOR), staff(R.EDITOR, factories.department())]:
        assert outcome(signed_in(user).post(url, {"what": "decline"})) == "hidden", user
    administrator = staff(R.ADMINISTRATOR, home.get_parent())
    assert outcome(signed_in(administrator).post(url, {"what": "decline"})) == "refused"
    assert ImportedItem.objects.get().state == ImportedItem.State.OFFERED
    editor = signed_in(staff(R.EDITOR))
    assert "Tên bài" in editor.get(reverse("portal_imports")).content.decode()
    assert outcome(editor.post(url, {"what": "decline"})) == reverse("portal_imports")
    assert ImportedItem.objects.get().state == ImportedItem.State.DECLINED


def test_administrators_have_no_button_to_send(
    staff: Any, home: Any, connect: Any, editor_client: Client
) -> None:
    connect("https://cong.example.vn/")
    administrator = signed_in(staff(R.ADMINISTRATOR, home.get_parent()))
    text = administrator.get(reverse("portal_overview")).content.decode()
    assert "Thử kết nối" in text and "Gửi mọi bài đang đăng" not in text
    assert "Gửi mọi bài đang đăng" in editor_client.get(reverse("portal_overview")).content.decode()
