"""Sealed records: never changed, and every change in the database is found."""

from typing import Any

import pytest
from django.db import connection

from campaigns.approvals import integrity
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.sealed import SealedError
from campaigns.approvals.status import State, status_of
from campaigns.models import NewsPage, SloganPage
from tests import factories
from tests.campaigns.workflow import record_of

pytestmark = pytest.mark.django_db


def test_no_record_is_changed_or_deleted(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    record.text = "khác"
    for attempt in (
        record.save,
        record.delete,
        ApprovalRecord.objects.all().delete,
        lambda: ApprovalRecord.objects.update(text="khác"),
        lambda: ApprovalRecord.objects.bulk_update([record], ["text"]),
    ):
        with pytest.raises(SealedError):
            attempt()


def test_deleting_the_page_keeps_its_records(department: Any) -> None:
    page = factories.published(SloganPage, department)
    record = record_of(page)
    page.delete()
    saved = ApprovalRecord.objects.get(pk=record.pk)
    assert status_of(saved).state == State.HIDDEN
    assert not list(integrity.faults())


def tamper(sql: str, *values: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    return [problem for _record, problem in integrity.faults()]


def test_a_changed_record_is_caught(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    factories.published(NewsPage, department)
    assert not list(integrity.faults())
    table = ApprovalRecord._meta.db_table
    problems = tamper(f"UPDATE {table} SET text = %s WHERE id = %s", "khác", record.pk)
    assert problems == ["nội dung đã bị sửa sau khi ghi"]


def test_a_changed_record_sealed_anew_is_caught_by_the_next(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    factories.published(NewsPage, department)
    record.text = "khác"
    table = ApprovalRecord._meta.db_table
    problems = tamper(
        f"UPDATE {table} SET text = %s, record_hash = %s WHERE id = %s", record.text, record.seal(), record.pk
    )
    assert "không nối với hồ sơ liền trước" in problems


def test_a_record_cut_out_of_the_middle_is_caught(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    factories.published(NewsPage, department)
    problems = tamper(f"DELETE FROM {ApprovalRecord._meta.db_table} WHERE id = %s", record.pk)
    assert any("thiếu hồ sơ" in problem for problem in problems)


def test_a_record_cut_off_the_end_is_caught(department: Any) -> None:
    factories.published(SloganPage, department)
    last = record_of(factories.published(NewsPage, department))
    assert last.sequence == ApprovalRecord.objects.count()
    problems = tamper(f"DELETE FROM {ApprovalRecord._meta.db_table} WHERE id = %s", last.pk)
    assert problems == ["nhật ký có ghi nhưng hồ sơ không còn"]
