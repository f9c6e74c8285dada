"""The page of outdated phrases, by role."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from campaigns.editorial.models import OutdatedPhrase
from campaigns.models import NewsPage
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.editorial.support import NEW, OLD
from tests.clients import outcome

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.APPRAISER, Role.STATION])
def test_outdated_phrases_are_for_who_follows_up(staff: Any, client: Client, role: str) -> None:
    client.force_login(staff(role))
    assert outcome(client.get("/admin/ra-soat/")) == "refused"


def test_drafts_of_another_department_are_its_own(
    department: Any, old: OutdatedPhrase, staff: Any, client: Client
) -> None:
    mine = factories.draft(NewsPage, department, title=f"Của mình: gọi {OLD}")
    other = factories.draft(NewsPage, factories.department(), title=f"Của Sở khác: gọi {OLD}")
    client.force_login(staff(Role.EDITOR))
    text = client.get("/admin/ra-soat/").content.decode()
    assert mine.title in text and other.title not in text


def test_nothing_old_is_reported(staff: Any, client: Client) -> None:
    client.force_login(staff(Role.EDITOR))
    assert "Chưa có chữ hay số nào đã cũ" in client.get("/admin/ra-soat/").content.decode()


def test_an_editor_adds_and_settles_a_phrase(staff: Any, client: Client) -> None:
    client.force_login(staff(Role.EDITOR))
    path = "/admin/snippets/editorial/outdatedphrase/"
    client.post(f"{path}add/", {"phrase": OLD, "replacement": NEW, "note": ""})
    row = OutdatedPhrase.objects.get()
    client.post(f"{path}edit/{row.pk}/", {"phrase": OLD, "replacement": NEW, "note": "", "is_settled": "on"})
    row.refresh_from_db()
    assert row.is_settled and row.since <= timezone.now()
