"""The minute hand: scheduled publishing, expiry and whatever listens to ``minute_tick``."""

import logging

from django.core.management import call_command
from django.db import close_old_connections

from cms.signals import minute_tick

logger = logging.getLogger(__name__)


def tick() -> None:
    """Do all due work. One part that fails is logged and keeps no other from running."""
    close_old_connections()
    try:
        call_command("publish_scheduled")
    except Exception:
        logger.exception("Scheduled publishing failed")
    for receiver, answer in minute_tick.send_robust(sender=None):
        if isinstance(answer, Exception):
            logger.error("%s failed at the minute", receiver, exc_info=answer)
    close_old_connections()
