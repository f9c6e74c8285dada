"""Form fields for dates and times, given to every edit form of the admin (rule 102)."""

import re
from calendar import monthrange
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django_filters.fields import DateRangeField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

YEARS = range(1900, 2101)
# Fields of a moment at which something ends: a day without a time means the end of that day.
END_FIELDS = {"ends_at", "expire_at"}

_FIGURES = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b")


def _check_calendar(value: Any) -> None:
    """Raise ``ValidationError`` for a day that its month does not have."""
    found = _FIGURES.search(value) if isinstance(value, str) else None
    day, month, year = map(int, found.groups()) if found else (0, 0, 0)
    if year in YEARS and 1 <= month <= 12 and monthrange(year, month)[1] < day <= 31:
        raise ValidationError(
            _("Tháng %(month)s năm %(year)s không có ngày %(day)s. Mời xem lại, ví dụ 30/7/2026.")
            % {"day": day, "month": month, "year": year},
            code="invalid",
        )


def _check_year(day: date | None) -> None:
    if day is not None and day.year not in YEARS:
        raise ValidationError(
            _("Năm %(year)s có lẽ gõ nhầm. Viết đủ ngày/tháng/năm, ví dụ 30/7/2026.") % {"year": day.year},
            code="invalid",
        )


class DateField(forms.DateField):
    """A date of the years 1900 to 2100, shown as dd/mm/yyyy."""

    widget = AdminDateInput

    def to_python(self, value: Any) -> date | None:
        _check_calendar(value)
        day: date | None = super().to_python(value)
        _check_year(day)
        return day


class DateTimeField(forms.DateTimeField):
    """A moment of the years 1900 to 2100; a day without a time is its beginning."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> datetime | None:
        _check_calendar(value)
        moment: datetime | None = super().to_python(value)
        _check_year(moment)
        return moment


class EndField(DateTimeField):
    """A moment at which something ends; a day without a time is its last minute."""

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        try:
            day = forms.DateField().to_python(value) if isinstance(value, str) else None
        except ValidationError:
            day = None
        return make_aware(datetime.combine(day, time(23, 59))) if moment and day else moment


def _moment_field(field: models.DateTimeField[Any, Any]) -> dict[str, Any]:
    return {
        "form_class": EndField if field.name in END_FIELDS else DateTimeField,
        "widget": AdminDateTimeInput,
    }


def register() -> None:
    """Give the fields to all forms that Wagtail makes of models."""
    register_form_field_override(
        models.DateField, override={"form_class": DateField, "widget": AdminDateInput}
    )
    register_form_field_override(models.DateTimeField, override=_moment_field)
    compress = DateRangeField.compress

    def in_order(self: Any, days: list[date | None]) -> Any:
        first, last = [*days, None, None][:2]
        _check_year(first)
        _check_year(last)
        if first and last and last < first:
            raise ValidationError(_("Ngày kết thúc không được trước ngày bắt đầu."), code="invalid")
        return compress(self, days)

    # A list between two such days would be empty without a word.
    DateRangeField.compress = in_order
