"""Imported items follow their source."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from campaigns.models import NewsPage
from campaigns.portal.exchange import following
from campaigns.portal.models import Delivery, ImportedItem, PortalConnection
from campaigns.portal.outgoing.delivery import enqueue_published, mark_pages_changed
from campaigns.portal.permissions import ConnectionPolicy
from campaigns.reuse.models import How, Reuse
from tests import factories
from tests.campaigns.portal.support.mirror import Mirror, altered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "withdrawn", "withdrawal": "hết hạn"},
        {"state": ["withdrawn"]},
        {"state": "a\x00b", "replaced_by": {"a": 1}},
        {"withdrawal": [1], "replaced_by": 7},
    ],
)
def test_invalid_answers_do_not_stop_following(
    changes: dict[str, Any], mirror: Mirror, imported: ImportedItem
) -> None:
    mirror.change = altered("/xac-minh/", **changes)
    assert following.follow_each([imported]) == 1
    imported.refresh_from_db()
    assert imported.checked_at and "\x00" not in imported.source_state


def test_an_unexpected_error_does_not_stop_following(
    mirror: Mirror, imported: ImportedItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = following.check_code
    broken = ImportedItem.objects.create(
        connection=imported.connection,
        uid="6f9619ff-8b86-d011-b42d-00c04fc964ff",
        code="X",
        state=imported.state,
    )

    def check_code(connection: Any, code: str, client: Any = None) -> Any:
        return 1 / 0 if code == "X" else real(connection, code, client)

    monkeypatch.setattr(following, "check_code", check_code)
    assert following.follow_each([broken, imported]) == 1
    broken.refresh_from_db()
    assert broken.checked_at is not None
    imported.connection.refresh_from_db()
    assert "ZeroDivisionError" in imported.connection.answer and not imported.connection.answered_well


def test_a_withdrawal_at_the_source_unpublishes_and_requests_removal(
    mirror: Mirror, imported: ImportedItem
) -> None:
    page = NewsPage.objects.get(pk=imported.page_id)
    organisation = factories.department().organisation
    used = Reuse.objects.create(approval=page.approvals.first(), organisation=organisation, how=How.PRINT)
    mirror.change = altered("/xac-minh/", state="withdrawn", withdrawal={"reason": "Sai số liệu"})
    following.follow(imported)
    used.refresh_from_db()
    page.refresh_from_db()
    assert used.state == Reuse.State.TAKE_DOWN_REQUESTED and used.due and not page.live


def test_withdrawn_items_are_not_followed(mirror: Mirror, imported: ImportedItem) -> None:
    ImportedItem.objects.update(checked_at=None)
    assert following.due_items().count() == 1
    ImportedItem.objects.update(source_state="withdrawn")
    assert following.due_items().count() == 0


def test_imported_items_are_not_sent_back(imported: ImportedItem) -> None:
    connection = imported.connection
    connection.automatic = ["tin-tuc"]
    connection.save()
    other = factories.published(NewsPage, connection.department)
    mark_pages_changed([imported.page_id])
    enqueue_published(connection)
    keys = set(Delivery.objects.filter(target=connection.target).values_list("key", flat=True))
    assert str(other.pk) in keys and str(imported.page_id) not in keys


def test_an_item_is_down_only_when_all_its_imports_are(imported: ImportedItem, connect: Any) -> None:
    """The source must not record a removal while one department still shows the item."""
    address = imported.connection.address
    other = connect(address, "chung-tay", department=factories.department(), automatic=[])
    ImportedItem.objects.create(
        connection=other, uid=imported.uid, code=imported.code, source_state="withdrawn", state=imported.state
    )
    url = reverse("portal_status", args=[imported.uid])
    assert Client().get(url).json()["state"] == "live"
    Page.objects.filter(pk=imported.page_id).update(live=False)
    ImportedItem.objects.update(source_state="withdrawn")
    assert Client().get(url).json()["state"] == "down"


def test_a_connection_stays_while_what_it_brought_is_live(imported: ImportedItem, admin_user: Any) -> None:
    """Without it no withdrawal at the source would be heard of, and the source be told "unknown"."""
    policy = ConnectionPolicy(PortalConnection)
    assert not policy.user_has_permission_for_instance(admin_user, "delete", imported.connection)
    assert imported.page is not None
    imported.page.specific.unpublish()
    assert policy.user_has_permission_for_instance(admin_user, "delete", imported.connection)
