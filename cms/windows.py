"""Periods with a start and an end: campaign, peak period, alert, validity."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to ``end``, both included; None is open on that side. Dates or moments, not mixed."""

    start: date | None
    end: date | None

    def contains(self, moment: date) -> bool:
        return (self.start is None or self.start <= moment) and (self.end is None or moment <= self.end)

    def check(self, end_field: str) -> None:
        """Raise ``ValidationError`` at the field of the end unless it lies after the start (rule 102).

        A period of dates may begin and end on one day.
        """
        if self.start is None or self.end is None or self.start < self.end:
            return
        if isinstance(self.end, datetime):
            raise ValidationError({end_field: _("Thời điểm kết thúc phải sau thời điểm bắt đầu.")})
        if self.end < self.start:
            raise ValidationError({end_field: _("Ngày kết thúc không được trước ngày bắt đầu.")})


def current(moment: date, start: str, end: str) -> Q:
    """The condition that a row's window (fields ``start``, ``end``) holds the moment."""
    opened = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": moment})
    return opened & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": moment}))
