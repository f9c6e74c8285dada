"""What the minute hand does for the portals: deliver, look for drift, follow what was taken over."""

import time
from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from campaigns.portal import register
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.base import Connector
from campaigns.portal.courier import drift_of, held_of
from campaigns.portal.delivery import deliver_soon, enlist
from campaigns.portal.errors import RefusedError, UnreachablePortalError
from campaigns.portal.exchange import follow_due
from campaigns.portal.models import Delivery, HeardMessage, PortalConnection, deliveries
from campaigns.portal.signing import TOLERANCE
from campaigns.portal.vault import SealBrokenError

LOOK_EVERY = timedelta(hours=24)
# What was told to leave and has not said that it did is asked again sooner.
ASK_EVERY = timedelta(minutes=10)
TURN = 20
# A look that was asked for and has not ended by now died with its worker.
LOOK_LOST = timedelta(minutes=10)


def minute() -> None:
    now = timezone.now()
    stray()
    deliver_soon()
    for connection in PortalConnection.objects.filter(is_active=True).select_related("department"):
        if _is_due(connection.looked_at, now, LOOK_EVERY):
            PortalConnection.objects.filter(pk=connection.pk).update(looked_at=now)
            enlist(connection, since=connection.created_at)
        if _may_ask(connection, now) and to_look_at(connection).exists():
            PortalConnection.objects.filter(pk=connection.pk).update(looking_since=now)
            look_task.enqueue(connection.pk)
    follow_due()
    HeardMessage.objects.filter(heard_at__lte=now - timedelta(seconds=2 * TOLERANCE)).delete()


def _may_ask(connection: PortalConnection, now: datetime) -> bool:
    """Whether a look is worth a task: the portal can be looked at, does not rest, and none is on its way."""
    asked = not _is_due(connection.looking_since, now, LOOK_LOST)
    return connection.can_be_looked_at and not asked and not connection.is_resting(now)


def stray() -> int:
    """Touch what stands on a portal while its page may not: whatever way that came. Returns how many."""
    found = 0
    for connection in PortalConnection.objects.select_related("department"):
        pages = connection.pages().live().public().annotate(text_key=Cast("pk", CharField()))
        rows = deliveries(target=connection.target, state=Delivery.State.STANDS, skipped=False)
        lost = rows.filter(version=F("delivered")).exclude(key__in=pages.values("text_key"))
        keys = list(lost.values_list("key", flat=True)[:500])
        Delivery.objects.touch([connection.target], keys)
        found += len(keys)
    return found


def _is_due(last: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether the last time is longer ago, or lies in a future that a clock once showed."""
    return last is None or not (now - every < last <= now)


def to_look_at(connection: PortalConnection) -> QuerySet[Delivery]:
    """What was left there and was not looked at for a day, the longest unseen first.

    Also what was taken down: somebody there may put it up again.
    """
    now = timezone.now()
    never = Q(looked_at__isnull=True) | Q(looked_at__gt=now)
    daily = Q(state__in=(Delivery.State.STANDS, *Delivery.AWAY)) & (
        never | Q(looked_at__lte=now - LOOK_EVERY)
    )
    asked = Q(state=Delivery.State.ASKED) & (never | Q(looked_at__lte=now - ASK_EVERY))
    return to_compare(connection).filter(daily | asked)


def to_compare(connection: PortalConnection) -> QuerySet[Delivery]:
    """What was left there and is not about to be told anew, the longest unseen first."""
    settled = Q(version=F("delivered"), in_doubt=False) | Q(dead=True)
    rows: QuerySet[Delivery] = deliveries(
        settled, target=connection.target, state__in=(*Delivery.STANDING, *Delivery.AWAY)
    )
    return rows.order_by(F("looked_at").asc(nulls_first=True), "pk")


@task()
def look_task(pk: int) -> None:
    """Look at one portal for a short while; what is left is looked at in the next minute."""
    connection = PortalConnection.objects.filter(pk=pk, is_active=True).first()
    try:
        if connection is not None and not connection.is_resting(timezone.now()):
            look(connection, list(to_look_at(connection)[:500]))
    finally:
        PortalConnection.objects.filter(pk=pk).update(looking_since=None)


def look(connection: PortalConnection, rows: list[Delivery]) -> int:
    """Compare what stands there with what we left; returns how many differ. Nothing is changed there.

    A post that the portal refuses to show keeps none of the others from being looked at; a portal
    that is away rests.
    """
    ends = time.monotonic() + TURN
    found = 0
    try:
        connector = connector_of(connection, SafeClient())
        for row in rows:
            if time.monotonic() > ends:
                break
            try:
                found += bool(_look_at(connection, connector, row))
            except RefusedError as error:
                deliveries(pk=row.pk).update(looked_at=timezone.now())
                connection.note(str(error), well=False)
    except (UnreachablePortalError, SealBrokenError) as error:
        connection.rest(str(error))
    return found


def _look_at(connection: PortalConnection, connector: Connector, row: Delivery) -> str:
    seen = connector.look(str(row.uid), held_of(row))
    now = timezone.now()
    # Whoever delivers at this moment knows better.
    same = deliveries(pk=row.pk, version=row.version, marker=row.marker, in_doubt=row.in_doubt)
    if row.state == Delivery.State.ASKED:
        if seen is not None and seen.state == Delivery.State.DOWN:
            same.update(state=Delivery.State.DOWN, looked_at=now)
            register.left(connection, int(row.key), _("Bên nhận xác nhận đã gỡ."))
        else:
            same.update(looked_at=now)
        return ""
    drift = drift_of(row, seen)
    kept = row.keep_theirs and drift in (Delivery.Drift.CHANGED, Delivery.Drift.BACK)
    same.update(
        drift=Delivery.Drift.NONE if kept else drift,
        drift_at=now if drift and not kept else None,
        looked_at=now,
    )
    return "" if kept else drift
