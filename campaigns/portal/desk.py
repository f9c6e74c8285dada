"""What Văn phòng decides about one item on one portal."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.portal.delivery import deliver_soon
from campaigns.portal.models import Delivery, PortalConnection, deliveries

DECISIONS = ("retry", "skip", "overwrite", "keep", "send", "take_back")


def _rows(row: Delivery) -> Any:
    return Delivery.objects.filter(pk=row.pk)


def retry(row: Delivery) -> None:
    """Try at once, also what was set aside."""
    with transaction.atomic():
        _rows(row).retry()
        PortalConnection.objects.filter(pk=row.connection_id).update(rests_until=None)
        transaction.on_commit(deliver_soon, robust=True)


def skip(row: Delivery, user: Any, version: int) -> bool:
    """Leave this change untold; the next one is told again. False when that was not the last change."""
    who = user.get_full_name() or user.get_username()
    answer = _("%(who)s bỏ qua lúc %(when)s. Trước đó: %(answer)s") % {
        "who": who,
        "when": timezone.localtime().strftime("%H:%M %d/%m/%Y"),
        "answer": row.answer,
    }
    # A withdrawal that came while the editor was reading is not skipped with what they read about.
    rows = deliveries(pk=row.pk, version=version)
    # What stands is compared before each write; what never stood may, and a withdrawal asks for it.
    in_doubt = row.in_doubt and row.state not in Delivery.STANDING
    return bool(
        rows.update(
            delivered=F("version"), dead=False, attempts=0, refusals=0, skipped=True, in_doubt=in_doubt,
            answer=answer[:500],
        )
    )  # fmt: skip


def overwrite(row: Delivery) -> None:
    """Put our version over theirs, once; where nothing of ours should stand, take it down once more."""
    with transaction.atomic():
        _rows(row).update(overwrite=True, keep_theirs=False)
        Delivery.objects.touch([row.target], [row.key])
        transaction.on_commit(deliver_soon, robust=True)


def keep(row: Delivery) -> None:
    """Leave theirs as it is until somebody overwrites it; a withdrawal takes it down all the same."""
    _rows(row).update(
        keep_theirs=True,
        overwrite=False,
        drift=Delivery.Drift.NONE,
        drift_at=None,
        delivered=F("version"),
        dead=False,
        attempts=0,
        refusals=0,
        answer=_("Giữ bản bên cổng."),
    )
