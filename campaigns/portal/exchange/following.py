"""Following the source of imported items: every ten minutes its check page is read again.

An item that the source has withdrawn is unpublished here at once.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.approvals.status import State
from campaigns.portal.connectors.base import expect
from campaigns.portal.exchange.import_status import import_status
from campaigns.portal.exchange.notifications import notify_editors
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import PortalError, RefusedError
from campaigns.portal.http.signing import TOLERANCE
from campaigns.portal.http.untrusted import mapping, text
from campaigns.portal.models import ImportedItem, PortalConnection, ReceivedMessage
from campaigns.portal.outgoing import markup
from campaigns.reuse import withdrawals

logger = logging.getLogger(__name__)

FOLLOW_INTERVAL = timedelta(minutes=10)
# The check page of the other site allows thirty requests a minute, those of people included.
FOLLOW_BATCH = 15


def check_code(connection: PortalConnection, code: str, client: SafeClient | None = None) -> dict[str, Any]:
    """Return what the other site's check page says of a code: {"state": …, …}; raises ``PortalError``."""
    url = f"{connection.address}/xac-minh/{codes.shown(code)}/json/"
    answer = (client or SafeClient()).request("GET", url)
    body = answer.json() if answer.status == 404 else expect(answer, _("Xác minh mã")).json()
    status = mapping(body)
    if codes.clean(text(status.get("code"))) != code:
        raise RefusedError(_("Trang kia trả lời về một mã khác."), answer.status)
    return status


def follow(item: ImportedItem) -> str:
    """Update the item from its source and return ``import_status``; raises ``PortalError``.

    A withdrawn item is unpublished at once; the editors are notified of every change of state.
    """
    source = check_code(item.connection, item.code)
    before = item.source_state
    item.source_state = text(source.get("state"))[:16]
    successor = codes.clean(text(source.get("replaced_by")))
    if codes.is_code(successor):
        item.newer_code = successor
    item.checked_at = timezone.now()
    page = Page.objects.filter(pk=item.page_id).first() if item.page_id else None
    with transaction.atomic():
        if item.source_state == State.WITHDRAWN:
            item.note = markup.plain_text(text(mapping(source.get("withdrawal")).get("reason")))[:300]
            if page is not None:
                _unpublish(page)
        item.save(update_fields=["source_state", "newer_code", "checked_at", "note"])
    if item.source_state != before and item.state == ImportedItem.State.IMPORTED:
        notify_editors(item, _("Bên nguồn đã thay đổi"))
    return import_status(item)


def _unpublish(page: Page) -> None:
    """Unpublish the page and make a take-down task of each open use; no withdrawal is recorded."""
    Page.objects.select_for_update().get(pk=page.pk)
    due = timezone.localdate() + timedelta(days=withdrawals.DAYS_TO_TAKE_DOWN)
    withdrawals.end_circulation(page.specific, due)


def run_every_minute() -> None:
    """Enqueue the check of due items, and delete messages too old to be replayed."""
    if due_items().exists():
        follow_task.enqueue()
    expired = timezone.now() - timedelta(seconds=2 * TOLERANCE)
    ReceivedMessage.objects.filter(received_at__lte=expired).delete()


def due_items() -> Any:
    """Return the imported items not checked for ten minutes, the longest unchecked first."""
    now = timezone.now()
    is_due = Q(checked_at__isnull=True) | Q(checked_at__lte=now - FOLLOW_INTERVAL) | Q(checked_at__gt=now)
    items = ImportedItem.objects.filter(is_due, state=ImportedItem.State.IMPORTED, connection__is_active=True)
    # A withdrawal is final; checking it again would only delay the others.
    followed = items.exclude(source_state=State.WITHDRAWN)
    return followed.select_related("connection").order_by("checked_at", "pk")


@task()
def follow_task() -> None:
    """Follow one batch of due items in the worker."""
    follow_each(list(due_items()[:FOLLOW_BATCH]))


def follow_each(items: Iterable[ImportedItem]) -> int:
    """Follow several items and return how many sources answered; the others are tried again later."""
    done = 0
    for item in items:
        try:
            follow(item)
            done += 1
        except PortalError as error:
            item.connection.record_answer(str(error), well=False)
        except DatabaseError:
            raise
        except Exception as error:
            # An unexpected answer of one source must not block the others.
            logger.exception("Item %s of another site cannot be followed", item.pk)
            item.connection.record_answer(f"{type(error).__name__}: {error}", well=False)
        # Also after a failure, so that the other items come first next time.
        ImportedItem.objects.filter(pk=item.pk).update(checked_at=timezone.now())
    return done


def withdrawn_at_source(sender: Any, page: Any, **kwargs: Any) -> list[str]:
    """Return the reason why a page may not be published whose source has withdrawn it."""
    if not page.pk:
        return []
    item = ImportedItem.objects.filter(page_id=page.pk, source_state=State.WITHDRAWN).first()
    if item is None:
        return []
    return [_("Trang nguồn đã thu hồi nội dung này (mã %(code)s).") % {"code": codes.shown(item.code)}]
