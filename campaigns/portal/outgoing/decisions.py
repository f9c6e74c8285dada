"""Decisions of editors about one item on one portal."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.portal.models import Delivery, PortalConnection, deliveries
from campaigns.portal.outgoing.delivery import enqueue_deliveries

DECISIONS = ("retry", "skip", "overwrite", "keep", "send", "remove")


def _rows(row: Delivery) -> Any:
    return Delivery.objects.filter(pk=row.pk)


def retry(row: Delivery) -> None:
    """Try again at once, also a delivery that was stopped."""
    with transaction.atomic():
        _rows(row).retry()
        PortalConnection.objects.filter(pk=row.connection_id).update(paused_until=None)
        transaction.on_commit(enqueue_deliveries, robust=True)


def skip(row: Delivery, user: Any, version: int) -> bool:
    """Skip this change; the next one is delivered again. Return False when there is a newer change."""
    name = user.get_full_name() or user.get_username()
    answer = _("%(who)s bỏ qua lúc %(when)s. Trước đó: %(answer)s") % {
        "who": name,
        "when": timezone.localtime().strftime("%H:%M %d/%m/%Y"),
        "answer": row.answer,
    }
    # A withdrawal that came while the editor was reading is not skipped along with it.
    rows = deliveries(pk=row.pk, version=version)
    # A published item is compared before each write; an unpublished one may exist and stays uncertain.
    is_uncertain = row.is_uncertain and row.state not in Delivery.PRESENT_STATES
    updated = rows.update(
        delivered=F("version"),
        dead=False,
        attempts=0,
        refusals=0,
        skipped=True,
        is_uncertain=is_uncertain,
        answer=answer[:500],
    )
    return bool(updated)


def overwrite(row: Delivery) -> None:
    """Overwrite the portal's version once; where the item should not be published, remove it again."""
    with transaction.atomic():
        _rows(row).update(overwrite=True, keep_remote=False)
        Delivery.objects.mark_changed([row.target], [row.key])
        transaction.on_commit(enqueue_deliveries, robust=True)


def keep(row: Delivery) -> None:
    """Keep the portal's version until an editor overwrites it; a withdrawal still removes it."""
    _rows(row).update(
        keep_remote=True,
        overwrite=False,
        drift=Delivery.Drift.NONE,
        drift_at=None,
        delivered=F("version"),
        dead=False,
        attempts=0,
        refusals=0,
        answer=_("Giữ bản bên cổng."),
    )
