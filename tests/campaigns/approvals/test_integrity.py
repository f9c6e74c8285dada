"""The check of all records: what it catches, when it runs, the export that stands by itself."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from campaigns.approvals import hash_chain, integrity
from campaigns.approvals.models import ApprovalRecord, IntegrityCheck
from campaigns.models import NewsPage, SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def lines(slogan: Any, department: Any, staff: Any) -> list[str]:
    """An export of both chains."""
    withdrawals.withdraw(factories.published(NewsPage, department), staff(Role.APPROVER), "Sai.")
    return list(integrity.export())


def problems(found: Iterator[tuple[str, str]]) -> list[str]:
    return [problem for _place, problem in found]


def at(hour: int) -> datetime:
    return datetime(2026, 7, 1, hour, tzinfo=HANOI)


def test_an_untouched_site_has_no_fault(slogan: Any) -> None:
    assert not list(integrity.faults()) and not list(integrity.page_faults())


def test_a_live_page_changed_in_the_database_is_caught(slogan: Any) -> None:
    SloganPage.objects.filter(pk=slogan.pk).update(text="Lời khác, không ai duyệt")
    ((name, problem),) = integrity.page_faults()
    assert slogan.title in name and problem == "trang đang hiện khác với nội dung đã duyệt"


def test_a_forged_record_with_a_right_seal_is_caught(slogan: Any) -> None:
    record = ApprovalRecord.objects.get(code=slogan.code)
    forged = ApprovalRecord(
        page=record.page,
        content_hash="0" * 64,
        title="Giả",
        appraiser=record.appraiser,
        approver=record.approver,
    )
    forged.save()
    assert problems(integrity.faults()) == ["nhật ký của trang không ghi hồ sơ này"]


def test_it_runs_once_a_night(slogan: Any) -> None:
    assert not integrity.nightly(now=at(1))
    assert integrity.nightly(now=at(2)) and not integrity.nightly(now=at(3))
    row = IntegrityCheck.objects.get()
    assert row.checked_at is not None and row.problems == []


def test_it_is_repeated_on_request(
    slogan: Any, staff: Any, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    IntegrityCheck.objects.create(day=timezone.localdate(), checked_at=timezone.now())
    SloganPage.objects.filter(pk=slogan.pk).update(text="Lời khác")
    client.force_login(staff(Role.APPROVER))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/ho-so-duyet/kiem-tra/")
    assert len(IntegrityCheck.objects.get().problems) == 1
    assert "khác với nội dung đã duyệt" in client.get("/admin/ho-so-duyet/results/").content.decode()


def test_reading_the_list_checks_nothing(slogan: Any, staff: Any, client: Client) -> None:
    client.force_login(staff(Role.APPROVER))
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/ho-so-duyet/results/")
    assert not [query for query in queries if PageLogEntry._meta.db_table in query["sql"]]


def test_an_export_holds_both_chains_and_is_whole(lines: list[str]) -> None:
    rows = [json.loads(line) for line in lines]
    assert {row["chain"] for row in rows} == {"approval", "withdrawal", "end"}
    assert rows[-1]["verdict"] == "nguyên vẹn"
    assert all(hash_chain.digest(row["values"]) == row["seal"] for row in rows[:-1])
    assert not list(hash_chain.verify(lines))


def edited(line: str, **changes: Any) -> str:
    row = json.loads(line)
    row["values"] |= changes
    return json.dumps(row)


def test_a_changed_export_is_caught(lines: list[str]) -> None:
    assert problems(hash_chain.verify([edited(lines[0], text="khác"), *lines[1:]])) == [
        "nội dung đã bị sửa sau khi ghi"
    ]


def test_a_line_changed_and_sealed_anew_is_caught(lines: list[str]) -> None:
    row = json.loads(edited(lines[0], text="khác"))
    row["seal"] = hash_chain.digest(row["values"])
    assert "không nối với hồ sơ liền trước" in problems(hash_chain.verify([json.dumps(row), *lines[1:]]))


@pytest.mark.parametrize(
    ("cut", "problem"),
    [
        (slice(1, None), "thiếu hồ sơ số 1"),
        (slice(None, -1), "thiếu dòng kết: tệp bị cắt"),
    ],
)
def test_a_line_left_out_is_caught(lines: list[str], cut: slice, problem: str) -> None:
    assert problem in problems(hash_chain.verify(lines[cut]))


def test_the_last_record_left_out_is_caught(lines: list[str]) -> None:
    assert problems(hash_chain.verify([*lines[:-2], lines[-1]])) == ["số hồ sơ không khớp với dòng kết"]


@pytest.mark.parametrize("line", ["", "x", "[]", '{"chain": "approval"}', '{"chain": "end"}', "null"])
def test_no_line_breaks_the_check(lines: list[str], line: str) -> None:
    assert problems(hash_chain.verify([*lines, line])) == ["không đọc được"]


def test_what_was_wrong_at_the_export_is_reported_again(slogan: Any) -> None:
    table = ApprovalRecord._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET text = %s WHERE code = %s", ["khác", slogan.code])
    exported = list(integrity.export())
    assert json.loads(exported[-1])["verdict"] == "có sai lệch"
    assert any("bị sửa sau khi ghi" in problem for problem in problems(hash_chain.verify(exported)))


def test_the_command_checks_a_file(lines: list[str], tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "kiem-toan.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    call_command("verify_audit", path)
    assert "nguyên vẹn" in capsys.readouterr().out
    path.write_text("".join([edited(lines[0], text="khác") + "\n", *lines[1:]]), encoding="utf-8")
    with pytest.raises(CommandError, match="bị sửa"):
        call_command("verify_audit", path)


def test_the_export_is_one_click_for_who_follows_up(lines: list[str], staff: Any, client: Client) -> None:
    client.force_login(staff(Role.APPROVER))
    answer: Any = client.get("/admin/ho-so-duyet/kiem-toan/")
    content = b"".join(answer.streaming_content).decode()
    assert "attachment" in answer["Content-Disposition"]
    assert not list(hash_chain.verify(content.splitlines()))
