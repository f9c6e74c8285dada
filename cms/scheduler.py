"""Scheduler: runs scheduled publishing, expiry and the receivers of ``every_minute`` once a minute."""

import logging

from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.signals import every_minute

logger = logging.getLogger(__name__)


def end_before_successors() -> None:
    """End the pages whose time is over and that have a next version scheduled; the schedule stays.

    Wagtail unschedules all versions of a page that it takes down, and tells nobody.
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


def run_due_work() -> None:
    """Do all due work. One part that fails is logged and keeps no other from running."""
    close_old_connections()
    for due in (end_before_successors, lambda: call_command("publish_scheduled")):
        try:
            due()
        except Exception:
            logger.exception("Scheduled publishing failed")
    for receiver, answer in every_minute.send_robust(sender=None):
        if isinstance(answer, Exception):
            logger.error("%s failed at the minute", receiver, exc_info=answer)
    close_old_connections()
