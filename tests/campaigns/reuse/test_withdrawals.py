"""Withdrawals: who may, what they need, the tasks they make, what they cancel."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from campaigns.approvals import integrity, rules
from campaigns.approvals.models import Withdrawal
from campaigns.approvals.status import State, status_of
from campaigns.models import NewsPage, SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, PartnerOrigin, Reuse
from cms.accounts.models import Organisation, Role
from tests import factories
from tests.campaigns.workflow import record_of, withdraw

pytestmark = pytest.mark.django_db


def test_an_embed_of_a_partner_becomes_its_task(
    slogan: Any, approver: Any, commune: Organisation, client: Client
) -> None:
    PartnerOrigin.objects.create(origin="https://cong.example.vn", organisation=commune)
    code = record_of(slogan).shown_code
    client.get(f"/nhung/{code}/", headers={"referer": "https://cong.example.vn/bai"})
    made = withdraw(slogan, approver)
    task = Reuse.objects.get()
    assert (task.organisation, task.how, task.state) == (commune, How.EMBED, Reuse.State.TAKE_DOWN_REQUESTED)
    assert (task.where, task.withdrawal) == ("https://cong.example.vn", made)


def test_every_version_of_it_is_withdrawn(slogan: Any, approver: Any) -> None:
    first = record_of(slogan)
    slogan.text += "!"
    slogan.save_revision()
    slogan = SloganPage.objects.get(pk=slogan.pk)
    factories.approve(slogan)
    slogan.get_latest_revision().publish()
    slogan.refresh_from_db()
    withdraw(slogan, approver)
    assert {status_of(record).state for record in (first, record_of(slogan))} == {State.WITHDRAWN}


def test_what_was_withdrawn_is_not_published_again_as_it_was(slogan: Any, approver: Any) -> None:
    withdraw(slogan, approver)
    with pytest.raises(PermissionDenied, match="chưa được duyệt"):
        slogan.get_latest_revision().publish()


def test_a_new_approval_puts_it_back(slogan: Any, approver: Any, client: Client) -> None:
    withdraw(slogan, approver)
    slogan.save_revision()
    slogan = SloganPage.objects.get(pk=slogan.pk)
    factories.approve(slogan)
    slogan.get_latest_revision().publish()
    slogan.refresh_from_db()
    assert client.get(slogan.url).status_code == 200
    assert status_of(record_of(slogan)).state == State.IN_FORCE


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPRAISER, Role.COMMUNICATOR, Role.ADMINISTRATOR])
def test_only_approvers_withdraw(slogan: Any, staff: Any, role: str) -> None:
    from wagtail.models import Page

    user = factories.staff(role, Page.objects.get(depth=1)) if role == Role.ADMINISTRATOR else staff(role)
    with pytest.raises(rules.PublicationRefused):
        withdrawals.withdraw(slogan, user, "Lý do.")
    slogan.refresh_from_db()
    assert slogan.live


def test_an_approver_of_another_department_does_not(slogan: Any) -> None:
    other = factories.department()
    with pytest.raises(rules.PublicationRefused):
        withdrawals.withdraw(slogan, factories.staff(Role.APPROVER, other), "Lý do.")


def test_a_reason_is_needed(slogan: Any, approver: Any) -> None:
    with pytest.raises(rules.PublicationRefused, match="lý do"):
        withdrawals.withdraw(slogan, approver, "  ")


def test_twice_is_refused(slogan: Any, approver: Any) -> None:
    withdraw(slogan, approver)
    with pytest.raises(rules.PublicationRefused, match="trước đó"):
        withdrawals.withdraw(slogan, approver, "Lại nữa.")


def test_the_replacement_must_be_in_force(slogan: Any, approver: Any, department: Any) -> None:
    draft = factories.draft(SloganPage, department)
    for wrong in (draft, slogan):
        with pytest.raises(rules.PublicationRefused, match="thay thế"):
            withdrawals.withdraw(slogan, approver, "Lý do.", replacement=wrong)


def test_each_open_use_becomes_a_task(
    slogan: Any, approver: Any, commune: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    user = factories.User.objects.create(username="xa", email="xa@example.vn", organisation=commune)
    register.record_use(record_of(slogan), commune, How.PRINT, user, where="Cổng UBND xã")
    with django_capture_on_commit_callbacks(execute=True):
        made = withdraw(slogan, approver)
    task = Reuse.objects.get()
    assert (task.state, task.withdrawal, task.due) == (Reuse.State.TAKE_DOWN_REQUESTED, made, made.due)
    assert made.due == timezone.localdate() + timedelta(days=7)
    assert "Cổng UBND xã" in "".join(str(message.body) for message in mail.outbox)


def test_an_urgent_one_is_due_tomorrow(slogan: Any, approver: Any) -> None:
    assert withdraw(slogan, approver, urgent=True).due == timezone.localdate() + timedelta(days=1)


def test_nothing_withdrawn_is_downloaded_any_more(slogan: Any, approver: Any, commune: Organisation) -> None:
    record = record_of(slogan)
    withdraw(slogan, approver)
    with pytest.raises(register.NotInForceError):
        register.record_use(record, commune, How.PRINT)
    assert not Reuse.objects.exists()


def test_the_unit_confirms_with_a_note(slogan: Any, approver: Any, commune: Organisation) -> None:
    user = factories.User.objects.create(username="xa", organisation=commune)
    register.record_use(record_of(slogan), commune, How.PRINT, user)
    withdraw(slogan, approver)
    task = Reuse.objects.get()
    with pytest.raises(rules.PublicationRefused, match="một câu"):
        register.confirm(task, user, " ")
    with pytest.raises(rules.PublicationRefused, match="đơn vị"):
        register.confirm(task, approver, "Đã gỡ.")
    done = register.confirm(task, user, "Đã gỡ hai băng rôn.")
    assert (done.state, done.confirmed_by) == (Reuse.State.TAKEN_DOWN, user)
    with pytest.raises(rules.PublicationRefused, match="trước đó"):
        register.confirm(task, user, "Lần nữa.")


def test_withdrawals_are_sealed_like_approvals(slogan: Any, approver: Any, department: Any) -> None:
    withdraw(slogan, approver)
    withdraw(factories.published(NewsPage, department), approver)
    assert not list(integrity.faults())
    assert [row.sequence for row in Withdrawal.objects.order_by("sequence")][-2:] == [1, 2]


def next_version(page: Any) -> Any:
    """A draft of a next version, in the hands of the reviewers."""
    page.usage = "Bản sau."
    author = factories.staff(Role.COMMUNICATOR, page.get_parent().get_parent())
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return SloganPage.objects.get(pk=page.pk)


def test_it_does_not_wait_for_the_review_of_a_next_version(slogan: Any, approver: Any) -> None:
    withdraw(next_version(slogan), approver)
    assert not SloganPage.objects.get(pk=slogan.pk).live


def test_a_lock_does_not_keep_it_up(slogan: Any, approver: Any) -> None:
    SloganPage.objects.filter(pk=slogan.pk).update(locked=True, locked_at=timezone.now())
    withdraw(SloganPage.objects.get(pk=slogan.pk), approver)
    assert not SloganPage.objects.get(pk=slogan.pk).live


def test_the_office_hides_what_is_under_review_too(slogan: Any, staff: Any, client: Client) -> None:
    client.force_login(staff(Role.EDITOR))
    next_version(slogan)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[slogan.pk]))
    assert not SloganPage.objects.get(pk=slogan.pk).live


def test_a_scheduled_next_version_is_cancelled_and_reported(slogan: Any, approver: Any) -> None:
    revision = slogan.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(hours=1)
    revision.save()
    withdraw(slogan, approver)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert PageLogEntry.objects.filter(page=slogan.pk, action="approvals.publication_cancelled").exists()
