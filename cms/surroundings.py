"""Memory of what stands around every page, in each process, until any of it changes (rule 135).

Each change adds a row with a random number, in its own transaction. A request reads the sum once, and
uses what was built under that sum or builds anew. Rows are added and never changed: one row would make
all publications wait for each other.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db import models
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.signals import every_minute

Built = TypeVar("Built")
# The fields of pages that others show; Wagtail saves flags of drafts by their names.
SHOWN = {"live", "url_path", "expire_at", "title", "slug"}
# Rows older than this are in nobody's open transaction.
KEPT = timedelta(hours=1)
MOST_ROWS = 200

_UNREAD = object()
_request = Local()
# What was built by each function of ``remembered``, with the state that it was built in.
_built: dict[Callable[[], Any], tuple[int, Any]] = {}


class SurroundingsChange(models.Model):
    """A change of what stands around pages; the sum of all numbers names the present state."""

    number = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number} {self.at}"


def mark_changed(**_signal: Any) -> None:
    """Let every process build anew what it remembers, once the transaction is committed."""
    # Random: after a rollback, or in a restored database, no sum comes back with another meaning.
    SurroundingsChange.objects.create(number=secrets.randbits(48))
    if hasattr(_request, "state"):
        _request.state = _UNREAD


def state() -> int | None:
    """The sum that names the present state, read once a request; ``None`` before the first change ever."""
    read = getattr(_request, "state", _UNREAD)
    if read is _UNREAD:
        read = SurroundingsChange.objects.aggregate(sum=models.Sum("number"))["sum"]
        if hasattr(_request, "state"):
            _request.state = read
    return read  # type: ignore[return-value]


def remembered(build: Callable[[], Built]) -> Callable[[], Built]:
    """A function that returns what ``build`` returned in the present state; nobody may change it.

    All that ``build`` reads must be watched (``watch``, ``WatchedQuerySet``).
    """

    def recall() -> Built:
        now = state()
        if now is None:
            return build()
        known: tuple[int, Built] | None = _built.get(build)
        if known is None or known[0] != now:
            known = _built[build] = (now, build())
        return known[1]

    return recall


class WatchedQuerySet(models.QuerySet[Any]):
    """A queryset whose ``update``, which sends no signal, counts as a change."""

    def update(self, **values: Any) -> int:
        count: int = super().update(**values)
        mark_changed()
        return count


def watch(*watched: type[models.Model]) -> None:
    """Let each save and deletion of these models count as a change."""
    for model in watched:
        for signal in (post_save, post_delete):
            signal.connect(mark_changed, sender=model, dispatch_uid=f"surroundings {model._meta.label}")


def forget_old(**_signal: Any) -> None:
    """Delete rows that nobody needs, when there are many; receiver of ``every_minute``."""
    newest = SurroundingsChange.objects.order_by("-pk").first()
    if newest is not None and SurroundingsChange.objects.count() > MOST_ROWS:
        SurroundingsChange.objects.filter(at__lt=timezone.now() - KEPT, pk__lt=newest.pk).delete()


def _page_saved(instance: models.Model, created: bool, update_fields: Any = None, **_signal: Any) -> None:
    if not isinstance(instance, Page) or (created and not instance.live):
        return
    if update_fields is None or SHOWN & set(update_fields):
        mark_changed()


def _page_deleted(instance: models.Model, **_signal: Any) -> None:
    if isinstance(instance, Page):
        mark_changed()


def _request_begins(**_signal: Any) -> None:
    _request.state = _UNREAD


def _request_ends(**_signal: Any) -> None:
    if hasattr(_request, "state"):
        del _request.state


@contextmanager
def read_once() -> Iterator[None]:
    """Read the state once in the block, as in a request, and again after a change of one's own."""
    if hasattr(_request, "state"):
        yield
        return
    _request_begins()
    try:
        yield
    finally:
        _request_ends()


def connect() -> None:
    """Watch sites, pages and their restrictions."""
    watch(Site, PageViewRestriction)
    post_save.connect(_page_saved)
    post_delete.connect(_page_deleted)
    request_started.connect(_request_begins)
    request_finished.connect(_request_ends)
    every_minute.connect(forget_old)
