"""Scheduler: once a minute it runs abandoned tasks, scheduled publishing, expiry and ``every_minute``."""

import logging

from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.signals import every_minute
from cms.task_leases import requeue_abandoned

logger = logging.getLogger(__name__)


def end_before_successors() -> None:
    """Unpublish expired pages that have a scheduled version, without losing the schedule.

    Wagtail's own expiry silently unschedules all versions of the page.
    """
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False).values_list(
        "object_id", flat=True
    )
    ended = Page.objects.live().filter(expire_at__lt=timezone.now(), pk__in=[int(pk) for pk in scheduled])
    for page in ended.specific():
        with transaction.atomic():
            waiting = page.revisions.filter(approved_go_live_at__isnull=False)
            times = list(waiting.values_list("pk", "approved_go_live_at"))
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            for pk, moment in times:
                page.revisions.filter(pk=pk).update(approved_go_live_at=moment)


def run_due_work() -> list[Exception]:
    """Run all due work; a part that fails is logged and does not stop the others. Returns the errors."""
    close_old_connections()
    errors: list[Exception] = []
    for due in (requeue_abandoned, end_before_successors, lambda: call_command("publish_scheduled")):
        try:
            due()
        except Exception as error:
            logger.exception("Scheduled work failed")
            errors.append(error)
    for receiver, answer in every_minute.send_robust(sender=None):
        if isinstance(answer, Exception):
            logger.error("Scheduled receiver %s failed", receiver, exc_info=answer)
            errors.append(answer)
    close_old_connections()
    return errors
