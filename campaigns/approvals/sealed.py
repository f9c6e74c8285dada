"""Append-only records, each with the hash of the record before it.

The application refuses changes and deletion to everyone, administrators included. A change made in the
database itself breaks the hash chain, which ``breaks`` reports.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar, NoReturn

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.approvals import hash_chain
from cms.normalise import normalise_fields

TRIES = 50


class SealedError(Exception):
    """An attempt to change or delete a sealed record."""


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

    # Nothing is repaired in what was approved (rule 100).
    is_verbatim: ClassVar[bool] = True
    # Names of the columns that are sealed (attnames), in any order.
    SEALED: ClassVar[tuple[str, ...]]

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append the record; a concurrent save retries with the next sequence number."""
        if not self._state.adding:
            _refuse()
        kwargs["force_insert"] = True
        for left in reversed(range(TRIES)):
            last = type(self)._default_manager.order_by("-sequence").first()
            self.sequence = last.sequence + 1 if last else 1
            self.previous_hash = last.record_hash if last else ""
            self.set_derived_fields()
            normalise_fields(self)
            self.record_hash = self.seal()
            try:
                with transaction.atomic():
                    return super().save(*args, **kwargs)
            except IntegrityError:
                # Not a conflict of numbers: a retry would fail the same way.
                number_used = type(self)._default_manager.filter(sequence=self.sequence).exists()
                if not left or not (number_used or self.has_conflict()):
                    raise
                self.pk = None

    def seal(self) -> str:
        """SHA-256 (hex) of the sealed values, which include the hash of the record before."""
        return hash_chain.digest(self.sealed_values())

    def sealed_values(self) -> dict[str, Any]:
        """The sealed fields as JSON values."""
        names = ("sequence", "previous_hash", *self.SEALED)
        return {name: _plain(getattr(self, name)) for name in names}

    def set_derived_fields(self) -> None:
        """Set the fields that depend on other records; called again on each attempt to insert."""

    def has_conflict(self) -> bool:
        """Whether a value chosen by ``set_derived_fields`` is used by another record by now."""
        return False

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse()

    @classmethod
    def breaks(cls) -> Iterator[tuple[Any, str]]:
        """(record, what is wrong) for each break of the chain, first to last."""
        records = cls._default_manager.order_by("sequence").iterator(chunk_size=500)
        yield from hash_chain.breaks(
            (record, record.sealed_values(), record.record_hash) for record in records
        )


def export(chains: Mapping[str, type[Sealed]], faults: list[list[str]], **end: Any) -> Iterator[str]:
    """The records of the chains as JSON lines, and a last line with the result, for ``hash_chain.verify``.

    ``faults`` are [record, what is wrong]; ``end`` are further values of the last line.
    """
    last: dict[str, list[Any]] = {}
    for name, model in chains.items():
        last[name] = [0, ""]
        for record in model._default_manager.order_by("sequence").iterator(chunk_size=500):
            last[name] = [last[name][0] + 1, record.record_hash]
            row = {
                "chain": name,
                "id": record.pk,
                "values": record.sealed_values(),
                "seal": record.record_hash,
            }
            yield json.dumps(row, ensure_ascii=False) + "\n"
    result = {"chain": hash_chain.END, "chains": last, "faults": faults, **end}
    yield json.dumps(result, ensure_ascii=False) + "\n"
