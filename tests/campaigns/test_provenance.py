"""What an approval freezes, and how the text of a code stands."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from campaigns.approvals import content_hash, integrity, rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.sealed import SealedError
from campaigns.approvals.status import State, find_by_code, status_of, statuses_of
from campaigns.models import MaterialFile, MaterialPage, NewsPage, SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.workflow import act, record_of, submit

pytestmark = pytest.mark.django_db
S2 = "Chung tay phòng, chống nạn mua bán người"


def test_approval_freezes_the_exact_text_in_nfc(department: Any) -> None:
    page = factories.published(SloganPage, department, text=unicodedata.normalize("NFD", S2))
    record = record_of(page)
    assert record.text == S2
    assert record.content_hash == content_hash.page_hash(page)


def test_the_approver_signs_in_a_capacity_on_a_document(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = submit(factories.draft(SloganPage, department, author), author)
    act(page, staff(Role.APPRAISER))
    approver = staff(Role.APPROVER, post="Phó Giám đốc")
    signing = {"capacity": "KT.", "document_number": "71/KH-SVHTTDL", "document_date": date(2026, 4, 11)}
    act(page, approver, **signing)
    record = ApprovalRecord.objects.get(page=page)
    assert record.signed == "KT. Phó Giám đốc Người Thử"
    assert (record.document_number, record.document_date) == ("71/KH-SVHTTDL", date(2026, 4, 11))


def test_a_later_change_of_post_changes_no_record(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    record.approver.post = "Giám đốc"
    record.approver.save()
    record.refresh_from_db()
    assert "Giám đốc" not in record.signed
    assert not list(integrity.faults())


def test_every_approval_has_a_code_and_a_version_of_its_own(department: Any) -> None:
    page = factories.published(SloganPage, department)
    first = record_of(page)
    page.text += "!"
    page.save_revision()
    second = factories.approve(SloganPage.objects.get(pk=page.pk))
    assert (first.version, second.version) == (1, 2)
    assert first.code != second.code


def test_the_old_version_stays_in_force_until_the_new_one_is_published(department: Any) -> None:
    page = factories.published(SloganPage, department)
    first = record_of(page)
    page.text += "!"
    page.save_revision()
    page = SloganPage.objects.get(pk=page.pk)
    second = factories.approve(page)
    assert status_of(first).state == State.IN_FORCE
    assert status_of(second).state == State.PENDING
    page.get_latest_revision().publish()
    replaced = status_of(first)
    assert (replaced.state, replaced.successor) == (State.REPLACED, second)
    assert status_of(second).state == State.IN_FORCE


def test_a_pending_text_is_not_shown(department: Any) -> None:
    page = factories.draft(SloganPage, department)
    status = status_of(factories.approve(page))
    assert status.state == State.PENDING and not status.readable


def test_hidden_by_hand_is_not_withdrawn(department: Any) -> None:
    page = factories.published(SloganPage, department)
    page.unpublish()
    status = status_of(record_of(page))
    assert status.state == State.HIDDEN and not status.readable


def test_a_private_page_shows_no_text(department: Any) -> None:
    page = factories.published(SloganPage, department)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    status = status_of(record_of(page))
    assert status.state == State.HIDDEN and not status.readable


def test_validity_ends_with_its_last_day(department: Any) -> None:
    today = timezone.localdate()
    page = factories.published(SloganPage, department, signing={"valid_until": today})
    record = record_of(page)
    assert status_of(record, today).state == State.IN_FORCE
    assert status_of(record, today + timedelta(days=1)).state == State.EXPIRED


def test_the_nearer_of_two_ends_counts(department: Any) -> None:
    today = timezone.localdate()
    ends = {"valid_until": today + timedelta(days=30)}
    page = factories.published(
        SloganPage, department, signing={"valid_until": today + timedelta(days=9)}, **ends
    )
    assert record_of(page).valid_until == today + timedelta(days=9)


def test_what_is_valid_until_a_day_leaves_by_itself(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = submit(factories.draft(SloganPage, department, author), author)
    act(page, staff(Role.APPRAISER))
    last = timezone.localdate() + timedelta(days=3)
    act(page, staff(Role.APPROVER), valid_until=last)
    act(page, staff(Role.EDITOR))
    page.refresh_from_db()
    assert page.live
    assert timezone.localtime(page.expire_at).date() == last + timedelta(days=1)


def test_an_expired_approval_publishes_nothing(department: Any) -> None:
    page = factories.draft(SloganPage, department)
    factories.approve(page, valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied, match="hết"):
        page.get_latest_revision().publish()


def test_files_are_frozen_by_their_hash(department: Any) -> None:
    document = factories.document(b"%PDF-1.4 mot")
    page = factories.draft(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    record = factories.approve(page)
    assert [file["bytes"] for file in record.files] == [12]
    assert len(record.files[0]["sha256"]) == 64


def test_a_file_that_cannot_be_read_stops_the_approval(department: Any) -> None:
    document = factories.document()
    page = factories.draft(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    document.file.storage.delete(document.file.name)
    with pytest.raises(rules.PublicationRefused, match="Không đọc được"):
        factories.approve(page)


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
    kept = ApprovalRecord.objects.get(pk=record.pk)
    assert status_of(kept).state == State.HIDDEN
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


def test_a_code_is_found_however_it_is_typed(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    for typed in (record.code, record.shown_code.lower(), f" {record.code[:5]} {record.code[5:]} "):
        found = find_by_code(typed)
        assert found is not None and found.record == record
    assert find_by_code("ABCDE-23456") is None
    assert not Withdrawal.objects.exists()


def test_a_file_in_an_approved_page_is_not_replaced(department: Any) -> None:
    document = factories.document(b"%PDF-1.4 mot")
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    document.file = ContentFile(b"%PDF-1.4 hai", "khac.pdf")
    with pytest.raises(PermissionDenied, match="giữ nguyên"):
        document.save()
    with pytest.raises(PermissionDenied, match="giữ nguyên"):
        type(document).objects.get(pk=document.pk).delete()
    kept = type(document).objects.get(pk=document.pk)
    assert kept.file.read() == b"%PDF-1.4 mot"


def test_its_title_may_change(department: Any) -> None:
    document = factories.document()
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    document.title = "Tên rõ hơn"
    document.save()
    assert type(document).objects.get(pk=document.pk).title == "Tên rõ hơn"


def test_a_file_replaced_between_approval_and_publication_stops_it(department: Any, staff: Any) -> None:
    document = factories.document(b"%PDF-1.4 mot")
    author = staff(Role.COMMUNICATOR)
    page = factories.draft(
        MaterialPage, department, author, form="to-roi", files=[MaterialFile(document=document)]
    )
    page = submit(page, author)
    act(page, staff(Role.APPRAISER))
    act(page, staff(Role.APPROVER))
    document.file = ContentFile(b"%PDF-1.4 hai", "khac.pdf")
    document.save()
    with pytest.raises(rules.PublicationRefused, match="bị thay"):
        act(page, staff(Role.EDITOR))


@pytest.mark.parametrize("part", ["file", "transcript", "captions"])
def test_a_file_replaced_before_its_scheduled_minute_stops_it(department: Any, part: str) -> None:
    video = factories.recording("video")
    page = factories.draft(MaterialPage, department, form="video", recording=video)
    factories.approve(page)
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    if part == "transcript":
        video.transcript = "Lời khác."
    else:
        setattr(video, part, ContentFile(b"khac", "khac.mp4"))
    video.save()
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live
    (entry,) = PageLogEntry.objects.filter(page_id=page.pk, action="approvals.publication_cancelled")
    assert "bị thay" in entry.data["reason"]


def every_state(department: Any, approver: Any) -> list[ApprovalRecord]:
    """Records in force, replaced, pending, hidden, expired, withdrawn with a replacement."""
    pages = [factories.published(SloganPage, department) for _ in range(5)]
    records = [record_of(page) for page in pages]
    changed, hidden, over, withdrawn = pages[1:]
    changed.text += "!"
    changed.save_revision()
    changed = SloganPage.objects.get(pk=changed.pk)
    factories.approve(changed)
    changed.get_latest_revision().publish()
    hidden.unpublish()
    over.unpublish(set_expired=True)
    other = factories.published(NewsPage, department)
    withdrawals.withdraw(SloganPage.objects.get(pk=withdrawn.pk), approver, "Sai.", replacement=other)
    pending = factories.approve(factories.draft(SloganPage, department))
    return [*records, pending]


def test_any_mix_of_states_costs_the_same_for_many(department: Any, staff: Any) -> None:
    approver = staff(Role.APPROVER)
    records = every_state(department, approver)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = {status.state for status in statuses_of(records)}
        assert found == set(State)
        return len(queries)

    cost()
    few = cost()
    for _ in range(2):
        records += every_state(department, approver)
    assert cost() == few
