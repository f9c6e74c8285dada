"""The status of imported items as other sites see it."""

from collections.abc import Iterable
from uuid import UUID

from wagtail.models import Page

from campaigns.approvals.status import State
from campaigns.portal.models import ImportedItem, PortalConnection

# States at the source after which the item may not be imported or stay published.
ENDED = (State.WITHDRAWN, State.EXPIRED, State.HIDDEN, "unknown")


def imports_of(connection: PortalConnection, uid: UUID | None) -> list[ImportedItem]:
    """Return all imports of an item from the connection's site, of every department."""
    if uid is None:
        return []
    items = ImportedItem.objects.filter(uid=uid, connection__address=connection.address)
    return list(items.select_related("connection__department"))


def combined_import_status(items: Iterable[ImportedItem]) -> tuple[str, ImportedItem | None]:
    """Return the most public status among the items, and its item: "down" only when all are down."""
    found = [(import_status(item), item) for item in items]
    order = ("live", "imported", "offered", "declined", "down")
    return min(found, key=lambda pair: order.index(pair[0]), default=("unknown", None))


def import_status(item: ImportedItem | None) -> str:
    """Return the status word of the exchange: unknown, offered, imported, live, declined or down."""
    if item is None:
        return "unknown"
    if item.page_id and Page.objects.filter(pk=item.page_id, live=True).exists():
        return "live"
    if item.source_state in ENDED:
        return "down"
    if item.state == ImportedItem.State.IMPORTED:
        return "imported"
    return "declined" if item.state == ImportedItem.State.DECLINED else "offered"
