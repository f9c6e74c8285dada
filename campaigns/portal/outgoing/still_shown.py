"""Removed items that readers still see on a portal, and the e-mails about them (rule 121)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import roles
from campaigns.approvals.models import Withdrawal
from campaigns.portal.models import Delivery, PortalConnection, deliveries
from cms.accounts.models import Role
from cms.mail import notify, title_in_subject
from cms.visibility import open_as_stored

# A portal that answers is done by then; nobody is written to for a short outage.
ALERT_AFTER = timedelta(minutes=10)
BATCH = 100


def still_shown() -> Any:
    """Return the deliveries of pages that should not be on their portal any more, and are or may be.

    A page that an editor skipped there is not among them.
    """
    live = Page.objects.filter(open_as_stored()).annotate(text_key=Cast("pk", CharField()))
    removed = Q(withheld=True) | ~Q(key__in=live.values("text_key"))
    return deliveries(removed, skipped=False).possibly_published()


def withdrawn_by(user: Any) -> Any:
    """Return those of the deliveries whose text the user withdrew."""
    codes = Withdrawal.objects.filter(withdrawn_by_id=user.pk).values("approval__code")
    return still_shown().filter(code__in=codes)


def with_portals(rows: Iterable[Delivery]) -> list[tuple[Delivery, PortalConnection]]:
    """Return (delivery, connection) of each row whose connection exists."""
    rows = list(rows)
    found = PortalConnection.objects.select_related("department").in_bulk({row.connection_id for row in rows})
    return [(row, found[row.connection_id]) for row in rows if row.connection_id in found]


def alert() -> int:
    """Write once about each item that was to be removed ten minutes ago or more; return their number."""
    waiting = still_shown().filter(alerted_at__isnull=True, changed__lte=timezone.now() - ALERT_AFTER)
    notified = 0
    for row, connection in with_portals(waiting.order_by("changed", "pk")[:BATCH]):
        # Marked and queued together: neither is lost without the other.
        with transaction.atomic():
            if deliveries(pk=row.pk, alerted_at__isnull=True).update(alerted_at=timezone.now()):
                subject = _("Người đọc vẫn thấy trên cổng: %(title)s")
                _write(row, connection, subject, is_removed=False)
                notified += 1
    return notified


def tell_removed(row: Delivery, connection: PortalConnection) -> None:
    """Write to those who were alerted that the item is now removed; otherwise do nothing."""
    if row.alerted_at is not None:
        _write(row, connection, _("Cổng đã gỡ: %(title)s"), is_removed=True)


def _write(row: Delivery, connection: PortalConnection, subject: str, is_removed: bool) -> None:
    """Write to the editors of the connection and to whoever withdrew the text."""
    withdrawal = Withdrawal.objects.filter(approval__code=row.code).select_related("withdrawn_by").first()
    people = list(roles.users_with_role(connection.scope_page, Role.EDITOR))
    context = {
        "row": row,
        "connection": connection,
        "withdrawal": withdrawal,
        "is_removed": is_removed,
        "url": settings.SITE_URL + reverse("portal_item", args=[row.key]),
    }
    if withdrawal is not None and withdrawal.withdrawn_by.is_active:
        people.append(withdrawal.withdrawn_by)
    notify(
        people,
        subject % {"title": title_in_subject(row.title)},
        "portal/still_shown.txt",
        context,
    )
