"""What stands on a portal is a use of the text: it enters the register of uses, and leaves it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.portal.items import Item
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
    """One spelling for each portal, whatever it is called today."""
    return connection.address[:200]


def stands(connection: PortalConnection, item: Item, link: str) -> None:
    """Note that this version stands on the portal, once; earlier versions do not stand there any more."""
    rows = _rows(connection, item.page_id)
    _close(rows.exclude(approval=item.record), _("Bản mới đã thay trên cổng."))
    if rows.filter(approval=item.record).open().exists():
        return
    try:
        register.register(
            item.record,
            connection.organisation,
            How.PUSH,
            where=where(connection),
            link=link if len(link) <= 300 else "",
            printed={"portal": connection.name},
        )
    except register.NotInForceError:
        # Withdrawn at this very moment: the withdrawal has left a row in the outbox, which takes it down.
        return


def left(connection: PortalConnection, page_id: int, note: str) -> None:
    """Note that nothing of the page stands on the portal any more; open take-down tasks are done."""
    _close(_rows(connection, page_id), note)


def readdress(connection: PortalConnection, before: PortalConnection) -> None:
    """The same portal answers under another address: its rows in the register go with it."""
    rows = Reuse.objects.filter(organisation_id=before.organisation_id, how=How.PUSH, where=where(before))
    rows.update(where=where(connection))


def _close(rows: Any, note: str) -> None:
    rows.open().update(state=Reuse.State.TAKEN_DOWN, note=note[:NOTE_LENGTH], confirmed_at=timezone.now())
