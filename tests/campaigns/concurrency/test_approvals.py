"""Two decide at once: one outcome, recorded, on SQLite and on PostgreSQL."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.approvals import content_hash, integrity, rules
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import NewsPage, SloganPage
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.concurrency.threads import at_once, failures
from tests.campaigns.workflow import act, submit

pytestmark = pytest.mark.slow


def ready_to_approve(department: Any, model: Any = NewsPage) -> Any:
    author = factories.staff(Role.COMMUNICATOR, department)
    page = submit(factories.draft(model, department, author), author)
    act(page, factories.staff(Role.APPRAISER, department))
    return page


def test_two_approvers_leave_one_record(department: Any) -> None:
    page = ready_to_approve(department)
    people = [factories.staff(Role.APPROVER, department) for _ in range(2)]
    refused = failures(at_once(*[lambda user=user: act(page, user) for user in people]))
    assert len(refused) == 1 and isinstance(refused[0], PermissionDenied)
    assert ApprovalRecord.objects.filter(page_id=page.pk).count() == 1
    page = NewsPage.objects.get(pk=page.pk)
    assert page.current_workflow_task.specific.role == Role.EDITOR


def test_approved_and_returned_is_one_of_both(department: Any) -> None:
    page = ready_to_approve(department)
    people = [factories.staff(Role.APPROVER, department) for _ in range(2)]
    results = at_once(
        lambda: act(page, people[0]), lambda: act(page, people[1], "reject", comment="Sửa số điện thoại.")
    )
    assert len(failures(results)) == 1 and isinstance(failures(results)[0], PermissionDenied)
    approved = results[0] is None
    assert ApprovalRecord.objects.filter(page_id=page.pk).exists() is approved


def test_approvals_of_many_pages_are_one_chain(department: Any) -> None:
    pages = [ready_to_approve(department) for _ in range(6)]
    users = [factories.staff(Role.APPROVER, department) for _ in pages]
    before = ApprovalRecord.objects.count()
    results = at_once(*[lambda at=at: act(pages[at], users[at]) for at in range(6)])
    assert failures(results) == []
    assert ApprovalRecord.objects.count() == before + 6
    numbers = list(ApprovalRecord.objects.order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert not list(integrity.faults())


def test_versions_of_one_page_are_counted_one_by_one(department: Any) -> None:
    page = factories.draft(SloganPage, department)
    factories.approve(page)
    assert failures(at_once(*[lambda: factories.approve(page) for _ in range(5)])) == []
    versions = ApprovalRecord.objects.filter(page_id=page.pk).order_by("version")
    assert list(versions.values_list("version", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert not list(integrity.faults())


def test_approved_while_edited_freezes_what_was_read(department: Any) -> None:
    page = ready_to_approve(department, SloganPage)
    read = page.current_workflow_task_state.revision
    editor = factories.staff(Role.EDITOR, department)

    def edit() -> Any:
        mine = SloganPage.objects.get(pk=page.pk)
        mine.text = "Lời khác, chưa ai duyệt"
        return mine.save_revision(user=editor)

    approver = factories.staff(Role.APPROVER, department)
    _approved, written = at_once(lambda: act(page, approver), edit)
    record = ApprovalRecord.objects.filter(page_id=page.pk).first()
    # The edit may have come first and sent it back; then nothing was approved.
    if record is not None:
        assert record.revision_id == read.pk and record.content_hash == content_hash.revision_hash(read)
    assert rules.approval_for(page, content_hash.revision_hash(written)) is None
    with pytest.raises(PermissionDenied):
        written.publish(user=editor)
