"""What Văn phòng decides about one item on one portal."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.portal.delivery import deliver_soon
from campaigns.portal.models import Delivery, PortalConnection

DECISIONS = ("retry", "skip", "overwrite", "keep", "send", "take_back")


def _rows(row: Delivery) -> Any:
    return Delivery.objects.filter(pk=row.pk)


def retry(row: Delivery) -> None:
    """Try at once, also what was set aside."""
    with transaction.atomic():
        _rows(row).retry()
        PortalConnection.objects.filter(pk=row.connection_id).update(rests_until=None)
        transaction.on_commit(deliver_soon, robust=True)


def skip(row: Delivery, user: Any) -> None:
    """Leave this change untold; the next one is told again."""
    who = user.get_full_name() or user.get_username()
    answer = _("%(who)s bỏ qua lúc %(when)s. Trước đó: %(answer)s") % {
        "who": who,
        "when": timezone.localtime().strftime("%H:%M %d/%m/%Y"),
        "answer": row.answer,
    }
    _rows(row).update(delivered=F("version"), dead=False, attempts=0, answer=answer[:500])


def overwrite(row: Delivery) -> None:
    """Put our version over theirs, once."""
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
        answer=_("Giữ bản bên cổng."),
    )
