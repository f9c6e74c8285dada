"""What the minute hand does for the portals: deliver, look for drift, follow what was taken over."""

import time
from datetime import datetime, timedelta

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from campaigns.portal import register
from campaigns.portal.client import PortalError, SafeClient
from campaigns.portal.connectors import connector_of
from campaigns.portal.connectors.base import Connector
from campaigns.portal.courier import drift_of, held_of
from campaigns.portal.delivery import deliver_soon, enlist
from campaigns.portal.exchange import follow_due
from campaigns.portal.models import Delivery, PortalConnection, deliveries
from campaigns.portal.vault import SealBrokenError

LOOK_EVERY = timedelta(hours=24)
# What was told to leave and has not said that it did is asked again sooner.
ASK_EVERY = timedelta(minutes=10)
TURN = 20


def minute() -> None:
    now = timezone.now()
    stray()
    deliver_soon()
    for connection in PortalConnection.objects.filter(is_active=True):
        if _is_due(connection.looked_at, now, LOOK_EVERY):
            PortalConnection.objects.filter(pk=connection.pk).update(looked_at=now)
            enlist(connection, since=connection.created_at)
        if not connection.is_resting(now) and to_look_at(connection).exists():
            look_task.enqueue(connection.pk)
    follow_due()


def stray() -> int:
    """Touch what stands on a portal while its page is not live: whatever way it went. Returns how many."""
    live = Page.objects.live().annotate(text_key=Cast("pk", CharField())).values("text_key")
    rows = deliveries().standing().filter(version=F("delivered"), state=Delivery.State.STANDS)
    found = list(rows.exclude(key__in=live).values_list("target", "key")[:500])
    for target in {target for target, _key in found}:
        Delivery.objects.touch([target], [key for of, key in found if of == target])
    return len(found)


def _is_due(last: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether the last time is longer ago, or lies in a future that a clock once showed."""
    return last is None or not (now - every < last <= now)


def to_look_at(connection: PortalConnection) -> QuerySet[Delivery]:
    """What stands there and was not looked at for a day, the longest unseen first."""
    now = timezone.now()
    never = Q(looked_at__isnull=True) | Q(looked_at__gt=now)
    standing = Q(state=Delivery.State.STANDS) & (never | Q(looked_at__lte=now - LOOK_EVERY))
    asked = Q(state=Delivery.State.ASKED) & (never | Q(looked_at__lte=now - ASK_EVERY))
    rows: QuerySet[Delivery] = deliveries().filter(
        standing | asked, target=connection.target, in_doubt=False, version=F("delivered")
    )
    return rows.order_by(F("looked_at").asc(nulls_first=True), "pk")


@task()
def look_task(pk: int) -> None:
    """Look at one portal for a short while; what is left is looked at in the next minute."""
    connection = PortalConnection.objects.filter(pk=pk, is_active=True).first()
    if connection is not None:
        look(connection, list(to_look_at(connection)[:500]))


def look(connection: PortalConnection, rows: list[Delivery]) -> int:
    """Compare what stands there with what we left; returns how many differ. Nothing is changed there."""
    ends = time.monotonic() + TURN
    found = 0
    try:
        connector = connector_of(connection, SafeClient())
        for row in rows:
            if time.monotonic() > ends:
                break
            found += bool(_look_at(connection, connector, row))
    except (PortalError, SealBrokenError) as error:
        connection.note(str(error), well=False)
    return found


def _look_at(connection: PortalConnection, connector: Connector, row: Delivery) -> str:
    seen = connector.look(str(row.uid), held_of(row))
    now = timezone.now()
    # Whoever delivers at this moment knows better.
    same = deliveries(pk=row.pk, version=row.version, marker=row.marker, in_doubt=False)
    if row.state == Delivery.State.ASKED:
        if seen is not None and seen.state == Delivery.State.DOWN:
            same.update(state=Delivery.State.DOWN, looked_at=now)
            register.left(connection, int(row.key), _("Bên nhận xác nhận đã gỡ."))
        else:
            same.update(looked_at=now)
        return ""
    drift = drift_of(row, seen)
    kept = row.keep_theirs and drift == Delivery.Drift.CHANGED
    same.update(
        drift=Delivery.Drift.NONE if kept else drift,
        drift_at=now if drift and not kept else None,
        looked_at=now,
    )
    return "" if kept else drift
