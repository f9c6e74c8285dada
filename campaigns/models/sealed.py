"""Records that nobody changes or deletes, each holding the hash of the one before.

The application refuses every change, an administrator's too. What is changed behind its back, in
the database, breaks the chain of hashes, which ``faults`` walks.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, ClassVar, NoReturn

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import chain
from cms.normalise import normalise_fields

TRIES = 50


class SealedError(Exception):
    """Somebody tried to change or delete what is kept as it was written."""


def _refuse() -> NoReturn:
    raise SealedError(_("Hồ sơ đã ghi được giữ nguyên, không sửa và không xóa."))


class SealedQuerySet(models.QuerySet["Sealed"]):
    def update(self, **kwargs: Any) -> int:
        _refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        _refuse()

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        _refuse()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


class Sealed(models.Model):
    """``sequence`` counts from 1 without a gap; ``previous_hash`` is "" for the first."""

    sequence = models.PositiveBigIntegerField(unique=True, editable=False)
    previous_hash = models.CharField(max_length=64, editable=False, blank=True)
    record_hash = models.CharField(gettext_lazy("dấu niêm phong"), max_length=64, unique=True, editable=False)

    # Names of the columns that are sealed (attnames), in any order.
    SEALED: ClassVar[tuple[str, ...]]

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the record. Two at once: the second waits for the first and takes the next number."""
        if not self._state.adding:
            _refuse()
        kwargs["force_insert"] = True
        for left in reversed(range(TRIES)):
            last = type(self)._default_manager.order_by("-sequence").first()
            self.sequence = last.sequence + 1 if last else 1
            self.previous_hash = last.record_hash if last else ""
            self.fill()
            normalise_fields(self)
            self.record_hash = self.seal()
            try:
                with transaction.atomic():
                    return super().save(*args, **kwargs)
            except IntegrityError:
                # Another reason than the number: trying again would say the same.
                taken = type(self)._default_manager.filter(sequence=self.sequence).exists()
                if not left or not (taken or self.clashes()):
                    raise
                self.pk = None

    def seal(self) -> str:
        """SHA-256 (hex) of everything the record says and of the record before."""
        return chain.digest(self.sealed_values())

    def sealed_values(self) -> dict[str, Any]:
        """What is sealed, as plain values."""
        names = ("sequence", "previous_hash", *self.SEALED)
        return {name: _plain(getattr(self, name)) for name in names}

    def fill(self) -> None:
        """What the record works out for itself; called anew on each try to write it."""

    def clashes(self) -> bool:
        """Whether something ``fill`` chose is taken by now."""
        return False

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()

    @classmethod
    def faults(cls) -> Iterator[tuple[Any, str]]:
        """(record, what is wrong) for each break of the chain, first to last."""
        records = cls._default_manager.order_by("sequence").iterator(chunk_size=500)
        yield from chain.breaks((record, record.sealed_values(), record.record_hash) for record in records)
