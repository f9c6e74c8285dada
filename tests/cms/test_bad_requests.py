"""No address of the admin answers 500, whatever is missing from the request."""

import re
from typing import Any

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from cms.accounts.models import User
from tests import factories
from tests.addresses import CONVERTED, NAMED, routes
from tests.forms import PAGE, opened

pytestmark = pytest.mark.django_db
ENDS_THE_SESSION = "/admin/logout/"


def admin_addresses(values: dict[str, str]) -> list[str]:
    """Each address of the admin without parameters; of those with some one for each view."""
    found, seen = [], set()
    for route, pattern in routes():
        if not route.startswith("admin/") or route.startswith("admin/.*"):
            continue
        view = getattr(pattern.callback, "view_class", pattern.callback)
        key = (view.__module__, view.__qualname__, pattern.name)
        plain = re.sub(r"[\^$\\]|\\Z", "", NAMED.sub(r"<\1>", route))
        if "<" in plain:
            if key in seen:
                continue
            seen.add(key)
        for other in ("1", "x") if "<" in plain else ("",):
            address = CONVERTED.sub(lambda match, other=other: values.get(match[1], other), plain)
            found.append("/" + address)
    return sorted(set(found) - {ENDS_THE_SESSION})


def test_no_address_of_the_admin_fails(client: Client, department: Any) -> None:
    page = factories.published(NewsPage, department)
    client.force_login(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    client.raise_request_exception = False
    errors: list[str] = []

    def note(request: Any, **kwargs: Any) -> None:
        errors.append(f"{request.method} {request.path}")

    got_request_exception.connect(note)
    addresses = admin_addresses({"page_id": str(page.pk), "page_to_move_id": str(page.pk)})
    assert len(addresses) > 300
    for address in addresses:
        for send in (client.get, client.post):
            point = transaction.savepoint()
            send(address)
            transaction.savepoint_rollback(point)
    assert errors == []


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("trum", "t@example.vn", "mat-khau-thu-nghiem"))
    return client


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("/admin/choose-external-link/", {}),
        ("/admin/snippets/choose/campaigns/hotline/create/", {}),
        ("/admin/snippets/choose/vocabulary/audience/chosen/x/", None),
        ("/admin/images/chooser/chosen/9999999999999999999999/", None),
    ],
)
def test_what_lacks_its_fields_is_a_bad_request(admin: Client, address: str, data: Any) -> None:
    answer = admin.get(address) if data is None else admin.post(address, data)
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize("value", ["1", "x", "[]", '{"blocks": 1}', "[" * 100_000])
def test_rich_text_that_no_editor_wrote_is_a_bad_request(admin: Client, department: Any, value: str) -> None:
    page = factories.draft(NewsPage, department)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    block = {"deleted": "", "order": "0", "type": "text", "id": "", "value": value}
    form = opened(admin, url, PAGE) | {"body-count": "1"}
    answer = admin.post(url, form | {f"body-0-{name}": text for name, text in block.items()})
    assert answer.status_code == 400


@pytest.mark.parametrize("wrong", [{"body-count": "x"}, {"body-count": "1", "body-0-type": "text"}])
def test_blocks_without_their_numbers_are_a_bad_request(
    admin: Client, department: Any, wrong: dict[str, str]
) -> None:
    page = factories.draft(NewsPage, department)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin.post(url, opened(admin, url, PAGE) | wrong).status_code == 400


def test_users_are_not_copied(admin: Client) -> None:
    user = User.objects.get(username="trum")
    assert admin.get(f"/admin/users/copy/{user.pk}/").status_code == 404


def test_a_forbidden_deletion_is_told_in_words(admin: Client, department: Any, home: Any) -> None:
    page = factories.published(NewsPage, department)
    approver = page.approvals.first().approver
    answer = admin.post(f"/admin/users/delete/{approver.pk}/", follow=True)
    assert "Không xóa được" in answer.content.decode()
    assert User.objects.filter(pk=approver.pk).exists()


def test_a_fault_of_our_own_code_stays_visible(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any) -> str:
        raise AttributeError("lỗi của ta")

    admin.raise_request_exception = False
    monkeypatch.setattr("cms.bad_requests._is_ours", lambda error: True)
    monkeypatch.setattr("wagtail.admin.views.home.HomeView.get_context_data", broken)
    assert admin.get("/admin/").status_code == 500
