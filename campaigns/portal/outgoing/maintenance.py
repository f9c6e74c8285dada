"""Periodic maintenance of the portals: pending deliveries, missed changes, and checks for drift."""

import time
from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.base import Connector
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.crypto import DecryptionError
from campaigns.portal.http.errors import RefusedError, UnreachablePortalError
from campaigns.portal.models import Delivery, PortalConnection, deliveries
from campaigns.portal.outgoing import portal_uses, still_shown
from campaigns.portal.outgoing.delivery import enqueue_deliveries, enqueue_published
from campaigns.portal.outgoing.sync import drift_of, recorded_item
from cms.surroundings import mark_changed
from cms.visibility import open_as_stored

CHECK_INTERVAL = timedelta(hours=24)
# An item whose removal the portal has not confirmed yet is checked more often.
REMOVAL_CHECK_INTERVAL = timedelta(minutes=10)
# Seconds that one check task may take.
TIME_SLICE = 20
# A check that was queued and has not ended by now was lost with its worker.
CHECK_LOST_AFTER = timedelta(minutes=10)


def run_every_minute() -> None:
    """Requeue missed removals, deliver what is due, alert, and enqueue the daily checks."""
    now = timezone.now()
    requeue_unpublished()
    enqueue_deliveries()
    still_shown.alert()
    for connection in PortalConnection.objects.filter(is_active=True).select_related("department"):
        if _is_due(connection.checked_at, now, CHECK_INTERVAL):
            PortalConnection.objects.filter(pk=connection.pk).update(checked_at=now)
            enqueue_published(connection, since=connection.created_at)
        if _may_check(connection, now) and due_for_check(connection).exists():
            PortalConnection.objects.filter(pk=connection.pk).update(check_queued_at=now)
            check_task.enqueue(connection.pk)


def _may_check(connection: PortalConnection, now: datetime) -> bool:
    """Return whether to enqueue a check: it is supported, not paused, and none is queued."""
    is_queued = not _is_due(connection.check_queued_at, now, CHECK_LOST_AFTER)
    return connection.supports_checks and not is_queued and not connection.is_paused(now)


def requeue_unpublished() -> int:
    """Mark deliveries whose page may not be published any more, however that came; return their number."""
    found = 0
    for connection in PortalConnection.objects.select_related("department"):
        pages = connection.pages().filter(open_as_stored()).annotate(text_key=Cast("pk", CharField()))
        rows = deliveries(target=connection.target, state=Delivery.State.PUBLISHED, skipped=False)
        missed = rows.filter(version=F("delivered")).exclude(key__in=pages.values("text_key"))
        keys = list(missed.values_list("key", flat=True)[:500])
        Delivery.objects.mark_changed([connection.target], keys)
        found += len(keys)
    if found:
        # What was never told is not in anybody's memory either.
        mark_changed()
    return found


def _is_due(last: datetime | None, now: datetime, every: timedelta) -> bool:
    """Return whether the interval has passed; a time in the future was saved with a wrong clock."""
    return last is None or not (now - every < last <= now)


def due_for_check(connection: PortalConnection) -> QuerySet[Delivery]:
    """Return the deliveries not checked for a day, the longest unchecked first.

    Removed items too: the portal may have published them again.
    """
    now = timezone.now()
    never = Q(checked_at__isnull=True) | Q(checked_at__gt=now)
    daily = Q(state__in=(Delivery.State.PUBLISHED, *Delivery.REMOVED_STATES)) & (
        never | Q(checked_at__lte=now - CHECK_INTERVAL)
    )
    unconfirmed = Q(state=Delivery.State.REMOVAL_REQUESTED) & (
        never | Q(checked_at__lte=now - REMOVAL_CHECK_INTERVAL)
    )
    return checkable(connection).filter(daily | unconfirmed)


def checkable(connection: PortalConnection) -> QuerySet[Delivery]:
    """Return the deliveries without a pending change, the longest unchecked first."""
    settled = Q(version=F("delivered"), is_uncertain=False) | Q(dead=True)
    rows: QuerySet[Delivery] = deliveries(
        settled, target=connection.target, state__in=(*Delivery.PRESENT_STATES, *Delivery.REMOVED_STATES)
    )
    return rows.order_by(F("checked_at").asc(nulls_first=True), "pk")


@task()
def check_task(pk: int) -> None:
    """Check one portal for a short time; the rest is checked in the next minute."""
    connection = PortalConnection.objects.filter(pk=pk, is_active=True).first()
    try:
        if connection is not None and not connection.is_paused(timezone.now()):
            check_items(connection, list(due_for_check(connection)[:500]))
    finally:
        PortalConnection.objects.filter(pk=pk).update(check_queued_at=None)


def check_items(connection: PortalConnection, rows: list[Delivery]) -> int:
    """Compare the items on the portal with the last deliveries and return how many differ.

    An item that the portal refuses to show does not stop the check of the others; an unreachable
    portal is paused.
    """
    deadline = time.monotonic() + TIME_SLICE
    found = 0
    try:
        connector = connector_of(connection, SafeClient())
        for row in rows:
            if time.monotonic() > deadline:
                break
            try:
                found += bool(_check_item(connection, connector, row))
            except RefusedError as error:
                deliveries(pk=row.pk).update(checked_at=timezone.now())
                connection.record_answer(str(error), well=False)
    except (UnreachablePortalError, DecryptionError) as error:
        connection.pause(str(error))
    return found


def _check_item(connection: PortalConnection, connector: Connector, row: Delivery) -> str:
    """Record and return the drift of one item."""
    current = connector.inspect(str(row.uid), recorded_item(row))
    now = timezone.now()
    # A delivery made meanwhile has newer information.
    unchanged = deliveries(pk=row.pk, version=row.version, marker=row.marker, is_uncertain=row.is_uncertain)
    if row.state == Delivery.State.REMOVAL_REQUESTED:
        if current is not None and current.state == Delivery.State.REMOVED:
            still_shown.tell_removed(row, connection)
            unchanged.update(state=Delivery.State.REMOVED, checked_at=now, alerted_at=None)
            portal_uses.record_removed(connection, int(row.key), _("Bên nhận xác nhận đã gỡ."))
        else:
            unchanged.update(checked_at=now)
        return ""
    drift = drift_of(row, current)
    is_accepted = row.keep_remote and drift in (Delivery.Drift.CHANGED, Delivery.Drift.REPUBLISHED)
    unchanged.update(
        drift=Delivery.Drift.NONE if is_accepted else drift,
        drift_at=now if drift and not is_accepted else None,
        checked_at=now,
    )
    return "" if is_accepted else drift
