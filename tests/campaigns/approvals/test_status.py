"""The status of an approved text by its code."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaigns.approvals.models import ApprovalRecord, Revocation, Withdrawal
from campaigns.approvals.status import State, find_by_code, status_of, statuses_of
from campaigns.models import NewsPage, SloganPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.workflow import act, record_of, submit

pytestmark = pytest.mark.django_db


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


def test_a_code_is_found_however_it_is_typed(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    for typed in (record.code, record.shown_code.lower(), f" {record.code[:5]} {record.code[5:]} "):
        found = find_by_code(typed)
        assert found is not None and found.record == record
    assert find_by_code("ABCDE-23456") is None
    assert not Withdrawal.objects.exists()


def every_state(department: Any, approver: Any) -> list[ApprovalRecord]:
    """Records in force, replaced, pending, hidden, expired, withdrawn with a replacement, revoked."""
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
    revoked = factories.approve(factories.draft(SloganPage, department))
    Revocation(approval=revoked, reason="Sai.", revoked_by=approver).save()
    return [*records, pending, revoked]


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
    cost()
    assert cost() == few
