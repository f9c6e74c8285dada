"""Choosers of the editor find in the staff index, and only what the user may point to."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import OfficialDocumentPage
from cms.accounts.models import Organisation, Role
from search.sync import deliver_soon
from tests import factories

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture(autouse=True)
def staff_backend(settings: Any) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.staff"}}


def found(client: Client, finder: str, text: str) -> list[dict[str, str]]:
    deliver_soon()
    return client.get(reverse(finder), {"q": text}).json()["results"]


def test_documents_are_found_without_marks_and_by_number(department: Any, staff: Any, client: Client) -> None:
    client.force_login(staff(Role.EDITOR))
    draft = factories.draft(OfficialDocumentPage, department, title="Kế hoạch riêng")
    live = factories.published(OfficialDocumentPage, department, title="Kế hoạch chung")
    factories.draft(OfficialDocumentPage, factories.department(), title="Kế hoạch mật")
    rows = found(client, "document_finder", "ke hoach")
    assert {row["code"]: row["why"] for row in rows} == {str(draft.pk): "chưa công bố", str(live.pk): ""}
    assert found(client, "document_finder", live.number)[0]["name"] == "Kế hoạch chung"


def test_organisations_are_found_without_marks(staff: Any, client: Client) -> None:
    unit = Organisation.objects.create(name="Hội Liên hiệp Phụ nữ xã Đàm Thuỷ", kind=Organisation.Kind.UNION)
    client.force_login(staff(Role.EDITOR))
    rows = found(client, "organisation_finder", "phu nu xa dam")
    assert rows == [{"code": str(unit.pk), "name": unit.name, "why": ""}]
