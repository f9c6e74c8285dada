"""Entries of the register of uses for items on portals: a published item is a use of the text."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.portal.connectors.payloads import Item
from campaigns.portal.models import PortalConnection
from campaigns.reuse import register
from campaigns.reuse.models import How, Reuse

NOTE_LENGTH = 300


def _rows(connection: PortalConnection, page_id: int) -> Any:
    return Reuse.objects.filter(
        approval__page_id=page_id,
        organisation_id=connection.organisation_id,
        how=How.PUSH,
        where=where(connection),
    )


def where(connection: PortalConnection) -> str:
    """Return the address of the portal as the register stores it, independent of its name."""
    return connection.address[:200]


def record_published(connection: PortalConnection, item: Item, link: str) -> None:
    """Record once that this version is on the portal, and close the entries of earlier versions."""
    rows = _rows(connection, item.page_id)
    _close(rows.exclude(approval=item.record), _("Bản mới đã thay trên cổng."))
    if rows.filter(approval=item.record).open().exists():
        return
    try:
        register.record_use(
            item.record,
            connection.organisation,
            How.PUSH,
            where=where(connection),
            link=link if len(link) <= 300 else "",
            printed={"portal": connection.name},
        )
    except register.NotInForceError:
        # Withdrawn at this moment: the withdrawal has made a delivery due that removes the item.
        return


def record_removed(connection: PortalConnection, page_id: int, note: str) -> None:
    """Record that the page is not on the portal any more, which completes open take-down tasks."""
    _close(_rows(connection, page_id), note)


def readdress(connection: PortalConnection, before: PortalConnection) -> None:
    """Move the entries of a portal to its new address."""
    rows = Reuse.objects.filter(organisation_id=before.organisation_id, how=How.PUSH, where=where(before))
    rows.update(where=where(connection))


def _close(rows: Any, note: str) -> None:
    rows.open().update(state=Reuse.State.TAKEN_DOWN, note=note[:NOTE_LENGTH], confirmed_at=timezone.now())
