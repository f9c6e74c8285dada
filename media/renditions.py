"""Renditions that are made while a reader waits: the page is shown without one that cannot be stored."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from wagtail.images.models import SourceImageIOError

from cms.optional_writes import short_lock_wait

logger = logging.getLogger(__name__)


class ReadableRenditions(models.Model):
    """Mixin of the picture: a new rendition that database or storage refuse counts as a missing file.

    Wagtail's template tags show a missing file as a broken picture, never as an error.
    """

    class Meta:
        abstract = True

    def create_rendition(self, filter: Any) -> Any:
        return self._or_missing(super().create_rendition, filter)  # type: ignore[misc]

    def create_renditions(self, *filters: Any) -> Any:
        # Wagtail asks also when all are there.
        if not filters:
            return {}
        return self._or_missing(super().create_renditions, *filters)  # type: ignore[misc]

    def _or_missing(self, create: Callable[..., Any], *filters: Any) -> Any:
        try:
            # Inside a transaction an error must not spoil it; outside none is held while pictures are drawn.
            with short_lock_wait(), transaction.atomic() if connection.in_atomic_block else nullcontext():
                return create(*filters)
        except (DatabaseError, OSError) as error:
            logger.error("No rendition of picture %s: %s", self.pk, error)
            raise SourceImageIOError(str(error)) from error
