"""Transactional outbox: changes are written as rows in their transaction and delivered afterwards.

A row states that a key changed and that a target has to be notified. It is committed together with the
change. Rows are unique by target and key and count versions only; a delivery sends the state at that time,
so that several changes are one delivery and a repeated delivery is harmless. A refused row is retried with
growing delays and becomes a dead letter in the end; rows for an unreachable target are retried without end.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

BATCH = 500
MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(minutes=30)
ANSWER_LENGTH = 500
OUTCOME = ("delivered", "attempts", "refusals", "next_try", "answer", "dead")


class UnreachableError(Exception):
    """The target is unreachable; no single row is the cause."""


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def mark_changed(self, targets: Iterable[str], keys: Iterable[str]) -> None:
        """Add a change of each key for each target; call it inside the transaction of the change."""
        changed = sorted(set(keys))
        if not changed:
            return
        with transaction.atomic(using=self.db):
            for target in sorted(set(targets)):
                for start in range(0, len(changed), BATCH):
                    self._mark_changed(target, changed[start : start + BATCH])

    def _mark_changed(self, target: str, keys: Sequence[str]) -> None:
        # Insert first, then increment, so that of two transactions the later one always adds a change.
        self.bulk_create([self.model(target=target, key=key) for key in keys], ignore_conflicts=True)
        rows = self.filter(target=target, key__in=keys)
        # Locked in the same order, so that two transactions cannot deadlock.
        list(rows.order_by("key").select_for_update().values_list("pk", flat=True))
        rows.update(
            version=F("version") + 1,
            attempts=0,
            refusals=0,
            dead=False,
            next_try=timezone.now(),
            changed=timezone.now(),
        )

    def pending(self) -> Self:
        return self.filter(version__gt=F("delivered"))

    def due(self, target: str, now: datetime) -> Self:
        """Rows to deliver to the target now, the longest waiting first."""
        return self.pending().filter(target=target, dead=False, next_try__lte=now).order_by("next_try", "pk")

    def dead_letters(self) -> Self:
        return self.pending().filter(dead=True)

    def retry(self) -> int:
        """Reset dead letters and waiting rows, so that they are due now."""
        return self.pending().update(dead=False, attempts=0, refusals=0, next_try=timezone.now())


class OutboxRow(models.Model):
    """One key of one target; ``version`` counts its changes, ``delivered`` is the last delivered one.

    ``attempts`` counts all failed attempts, ``refusals`` those in which the target refused the row.
    """

    target = models.CharField(_("nơi nhận"), max_length=60)
    key = models.CharField(_("mục"), max_length=120)
    version = models.PositiveBigIntegerField(default=0, editable=False)
    delivered = models.PositiveBigIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(_("số lần thử"), default=0, editable=False)
    refusals = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try = models.DateTimeField(_("lần thử tới"), default=timezone.now, editable=False)
    answer = models.CharField(_("trả lời gần nhất"), max_length=ANSWER_LENGTH, blank=True, editable=False)
    dead = models.BooleanField(_("đã dừng thử"), default=False, editable=False)
    changed = models.DateTimeField(_("thay đổi lúc"), default=timezone.now, editable=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["target", "key"], name="%(app_label)s_%(class)s_once"),
        ]
        indexes = [
            models.Index(
                fields=["target", "next_try"],
                condition=Q(version__gt=F("delivered")),
                name="%(app_label)s_%(class)s_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.key}"

    def refuse(self, reason: str, now: datetime, final: bool = True) -> None:
        """Record a failed attempt; ``final`` failures end as a dead letter, others are retried for ever."""
        self.answer = reason[:ANSWER_LENGTH]
        self.attempts = min(self.attempts + 1, 1000)
        self.refusals = min(self.refusals + final, 1000)
        self.dead = final and self.refusals >= MAX_ATTEMPTS
        self.next_try = now + min(FIRST_WAIT * 2 ** min(self.attempts - 1, 12), LONGEST_WAIT)


Deliver = Callable[[Sequence[Any]], Mapping[str, str]]
RowT = TypeVar("RowT", bound=OutboxRow)


def drain(model: type[RowT], target: str, deliver: Deliver) -> int:
    """Deliver all due rows of a target in batches; returns the number of delivered rows.

    ``deliver`` gets rows and returns {key: reason} for the refused ones; it raises ``UnreachableError`` when
    nothing can be delivered, which ends the loop. Rows that change meanwhile stay pending.
    """
    done = 0
    while rows := list(model.objects.due(target, timezone.now())[:BATCH]):
        now = timezone.now()
        refused: Mapping[str, str] = {}
        try:
            refused = deliver(rows)
        except UnreachableError as error:
            logger.warning("%s cannot be reached: %s", target, error)
            for row in rows:
                row.refuse(str(error), now, final=False)
            _note(model, rows)
            return done
        for row in rows:
            if row.key in refused:
                row.refuse(refused[row.key], now)
            else:
                row.delivered, row.attempts, row.refusals, row.answer, row.dead = row.version, 0, 0, "", False
        _note(model, rows)
        done += len(rows) - len(refused)
    return done


def _note(model: type[RowT], rows: Sequence[RowT]) -> None:
    """Save the outcome; of rows that changed meanwhile only ``delivered``."""
    with transaction.atomic():
        found = model.objects.filter(pk__in=[row.pk for row in rows])
        versions = dict(found.order_by("key").select_for_update().values_list("pk", "version"))
        same = [row for row in rows if versions.get(row.pk) == row.version]
        changed = [row for row in rows if versions.get(row.pk, row.version) != row.version]
        model.objects.bulk_update(same, OUTCOME, batch_size=BATCH)
        model.objects.bulk_update(changed, ["delivered"], batch_size=BATCH)
