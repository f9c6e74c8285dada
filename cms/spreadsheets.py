"""Spreadsheets that people open in Excel: readable marks, local times, no formulas (rule 130)."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView

# What spreadsheet programs take for the beginning of a formula or of another cell.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# What a workbook cannot hold; openpyxl would refuse the whole file.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
CSV, XLSX = SpreadsheetExportMixin.FORMAT_CSV, SpreadsheetExportMixin.FORMAT_XLSX


def disarmed(value: Any) -> Any:
    """The value of a CSV cell; a text that would be a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def register() -> None:
    """Make Wagtail's exports, ours among them, follow the rule; there is no setting for it."""
    stream_csv, preprocess = SpreadsheetExportMixin.stream_csv, SpreadsheetExportMixin.preprocess_field_value
    as_spreadsheet = SpreadsheetExportMixin.as_spreadsheet

    def answer(self: Any, queryset: Any, export_format: str) -> Any:
        # A filter that cannot be read is none: all rows would be taken for those that were wanted.
        filters = getattr(self, "filters", None)
        if filters is None or filters.is_valid():
            return as_spreadsheet(self, queryset, export_format)
        params = self.request.GET.copy()
        del params["export"]
        return redirect(f"{_list_url(self)}?{params.urlencode()}")

    def stream(self: Any, queryset: Any) -> Iterator[bytes]:
        # Excel recognises UTF-8 only by a byte order mark.
        yield codecs.BOM_UTF8
        yield from stream_csv(self, queryset)

    def cell(self: Any, field: str, value: Any, export_format: str) -> Any:
        written = preprocess(self, field, value, export_format)
        if export_format == CSV:
            return disarmed(written)
        # In XLSX Wagtail marks every text as text.
        return _CONTROL.sub("", written) if isinstance(written, str) else written

    # Wagtail names these fields only in its code.
    names = {
        "workflow": _lazy("Quy trình"),
        "task": _lazy("Bước"),
        "requested_by": _lazy("Người trình"),
        "started_at": _lazy("Bắt đầu lúc"),
        "finished_at": _lazy("Xong lúc"),
        "finished_by": _lazy("Người làm xong"),
    }
    for view in (WorkflowView, WorkflowTasksView):
        view.export_headings = names | view.export_headings
    SpreadsheetExportMixin.as_spreadsheet = answer
    SpreadsheetExportMixin.stream_csv = stream
    SpreadsheetExportMixin.preprocess_field_value = cell
    SpreadsheetExportMixin.custom_value_preprocess = {
        datetime: {CSV: _moment, XLSX: _local},
        bool: {CSV: _yes_no, XLSX: _yes_no},
        date: {CSV: _day, XLSX: None},
        **{
            kind: by
            for kind, by in SpreadsheetExportMixin.custom_value_preprocess.items()
            if kind is not datetime
        },
    }


def _list_url(view: Any) -> str:
    """The address of the list with its filters; that of the request for lists below a page or an object."""
    name = getattr(view, "index_url_name", None)
    with suppress(NoReverseMatch):
        return reverse(name) if name else str(view.request.path)
    return str(view.request.path)


def _local(moment: datetime) -> datetime:
    return localtime(moment).replace(tzinfo=None) if is_aware(moment) else moment


def _moment(moment: datetime) -> str:
    return f"{_local(moment):%d/%m/%Y %H:%M:%S}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _yes_no(value: bool) -> str:
    return _("Có") if value else _("Không")
