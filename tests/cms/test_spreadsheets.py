"""Exports that people open in Excel: readable, in Vietnamese, without formulas."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from campaigns.audit.views import SecurityLogView
from campaigns.models import NewsPage
from campaigns.portal.views.outgoing import DeliveriesView
from campaigns.reuse.views.records import RecordsView
from campaigns.reuse.views.register import RegisterView
from cms.accounts.models import User
from cms.spreadsheets import disarmed
from tests import factories
from tests.campaigns.reuse.support import table

REPORTS = [
    "security_log",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailredirects:index",
]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 912", "-5 độ", "@sum(a)", "\tx", "\rx", "\nx", " =1", "＝1", '=HYPERLINK("a")']
)
def test_a_text_that_would_be_a_formula_is_marked(text: str) -> None:
    assert disarmed(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Mít tinh", "a=b", "30/7", "", None, 5, -5, "  hai khoảng trắng"])
def test_other_values_stay(value: Any) -> None:
    assert disarmed(value) == value


class Exported(SpreadsheetExportMixin):
    list_export = ["title", "at", "on", "whether", "number"]
    export_headings = {name: name for name in list_export}


class Row:
    title = "=cmd|'/c calc'!A0\x0b"
    at = datetime(2026, 7, 30, 1, 30, tzinfo=UTC)
    on = date(2026, 7, 3)
    whether = True
    number = -5


def test_a_csv_is_read_by_excel_and_holds_no_formula() -> None:
    content = b"".join(Exported().stream_csv([Row()]))  # type: ignore[arg-type]
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\xef\xbb\xbf") == 1
    _headings, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row == [f"'{Row.title}", "30/07/2026 08:30:00", "03/07/2026", "Có", "-5"]


def test_a_workbook_has_texts_and_local_times() -> None:
    target = io.BytesIO()
    Exported().write_xlsx([Row()], target)
    title, at, on, whether, number = next(openpyxl.load_workbook(target).active.iter_rows(min_row=2))
    assert (title.data_type, title.value) == ("s", "=cmd|'/c calc'!A0")
    assert at.value == datetime(2026, 7, 30, 8, 30) and on.value == Row.on
    assert (whether.value, number.value) == ("Có", -5)


def strange(headings: list[str]) -> list[str]:
    """Headings without a Vietnamese letter: names of fields, English words."""
    return [one for one in headings if one.isascii() and one not in ("ID", "Trang web")]


@pytest.mark.parametrize("view", [RecordsView, RegisterView, DeliveriesView, SecurityLogView])
def test_headings_of_our_reports_are_vietnamese(view: Any) -> None:
    rows = view.model.objects.none()
    assert not strange([view().get_heading(rows, field) for field in view.list_export])


@pytest.fixture
def administrator(client: Client, db: None) -> User:
    user = User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")
    client.force_login(user)
    return user


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", REPORTS)
def test_headings_of_every_report_are_vietnamese(
    client: Client, department: Any, name: str, kind: str
) -> None:
    factories.published(NewsPage, department, title="=1+1 Bản tin")
    content = b"".join(client.get(reverse(name), {"export": kind}).streaming_content)
    headings, *rows = table(content, kind)
    assert not strange(headings)
    if kind == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("reuse_register", {"day_from": "32/1/2026"}),
        ("reuse_register", {"day_from": "30/7/2026", "day_to": "1/7/2026"}),
        ("security_log", {"at_from": "mai"}),
        ("security_log", {"at_from": "01/01/0001"}),
        ("wagtailadmin_explore_root", {"latest_revision_created_at_from": "mai"}),
        ("wagtailadmin_reports:site_history", {"timestamp_from": "30/7/2026", "timestamp_to": "29-7-2026"}),
    ],
)
def test_a_filter_that_cannot_be_read_exports_nothing(
    client: Client, name: str, query: dict[str, str]
) -> None:
    answer = client.get(reverse(name), query | {"export": "csv"}, follow=True)
    assert answer["Content-Type"].startswith("text/html")
    assert answer.context["filters"].form.errors and "export" not in answer.request["QUERY_STRING"]
