"""Asking for a withdrawal, and the hour in which Văn phòng hides a text: both reach whoever decides."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from campaigns.approvals import rules
from campaigns.approvals.models import Withdrawal
from campaigns.editorial import reminders
from campaigns.models import SloganPage
from campaigns.reuse import withdrawal_requests, withdrawals
from cms.accounts.models import Organisation, Role, User
from tests import factories

pytestmark = pytest.mark.django_db
EVERY = Page.objects.all()


def path(page: Any, action: str = "") -> str:
    return f"/admin/de-nghi-thu-hoi/{page.pk}/{action}"


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.STATION, Role.APPRAISER, Role.READER, Role.EDITOR])
def test_a_request_with_a_reason_reaches_the_approvers_at_once(
    slogan: Any,
    staff: Any,
    approver: User,
    client: Client,
    mailoutbox: list[Any],
    role: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(staff(role))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path(slogan), {"reason": "Số điện thoại đã đổi."}).status_code == 302
    (message,) = mailoutbox
    assert message.to == [approver.email] and "Số điện thoại đã đổi." in message.body
    assert SloganPage.objects.get(pk=slogan.pk).live


@pytest.mark.parametrize("role", [Role.CONSOLIDATOR, Role.APPROVER])
def test_others_may_not_request(slogan: Any, staff: Any, client: Client, role: str) -> None:
    client.force_login(staff(role))
    client.post(path(slogan), {"reason": "Sai."})
    assert not withdrawal_requests.open_requests(EVERY)


def test_a_reason_is_needed(slogan: Any, staff: Any, client: Client) -> None:
    client.force_login(staff(Role.COMMUNICATOR))
    answer = client.post(path(slogan), {"reason": "  "})
    assert "Ghi lý do đề nghị thu hồi." in answer.content.decode()
    with pytest.raises(rules.PublicationRefused, match="lý do"):
        withdrawal_requests.request_withdrawal(slogan, staff(Role.COMMUNICATOR), " ")


def test_only_what_is_in_use_is_requested(department: Any, staff: Any) -> None:
    with pytest.raises(rules.PublicationRefused):
        withdrawal_requests.request_withdrawal(
            factories.draft(SloganPage, department), staff(Role.COMMUNICATOR), "Sai."
        )


def test_it_stands_beside_the_button_until_it_is_declined(
    slogan: Any, staff: Any, approver: User, client: Client
) -> None:
    withdrawal_requests.request_withdrawal(slogan, staff(Role.COMMUNICATOR), "Số điện thoại đã đổi.")
    client.force_login(approver)
    form = f"/admin/thu-hoi/trang/{slogan.pk}/"
    assert "Số điện thoại đã đổi." in client.get(form).content.decode()
    assert "Số điện thoại đã đổi." in client.get("/admin/").content.decode()
    client.post(path(slogan, "giu/"))
    assert "Số điện thoại đã đổi." not in client.get(form).content.decode()
    assert "Số điện thoại đã đổi." not in client.get("/admin/").content.decode()


def test_only_an_approver_declines(slogan: Any, staff: Any, client: Client) -> None:
    user = staff(Role.EDITOR)
    withdrawal_requests.request_withdrawal(slogan, user, "Sai.")
    client.force_login(user)
    client.post(path(slogan, "giu/"))
    assert len(withdrawal_requests.open_requests(EVERY)) == 1


def test_a_withdrawal_answers_it_for_good(slogan: Any, staff: Any, approver: User) -> None:
    withdrawal_requests.request_withdrawal(slogan, staff(Role.COMMUNICATOR), "Sai.")
    withdrawals.withdraw(slogan, approver, "Sai.")
    page = SloganPage.objects.get(pk=slogan.pk)
    page.text += "!"
    page.save_revision()
    page = SloganPage.objects.get(pk=slogan.pk)
    factories.approve(page)
    page.get_latest_revision().publish()
    assert not withdrawal_requests.open_requests(EVERY)


def test_requests_cost_the_same_for_many(department: Any, staff: Any) -> None:
    user = staff(Role.COMMUNICATOR)

    def cost(pages: int) -> int:
        for _ in range(pages):
            withdrawal_requests.request_withdrawal(factories.published(SloganPage, department), user, "Sai.")
        with CaptureQueriesContext(connection) as queries:
            withdrawal_requests.open_requests(EVERY)
        return len(queries)

    assert cost(1) == cost(4)


def test_the_note_screen_and_the_records_lead_there(slogan: Any, staff: Any, client: Client) -> None:
    unit = Organisation.objects.create(name="Xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(staff(Role.COMMUNICATOR, organisation=unit))
    assert path(slogan) in client.get(f"/admin/su-dung/ghi/{slogan.code}/").content.decode()
    client.force_login(staff(Role.READER))
    assert path(slogan) in client.get("/admin/ho-so-duyet/results/").content.decode()


def test_approvers_are_notified_of_hiding_at_once(
    slogan: Any,
    staff: Any,
    approver: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        slogan.unpublish(user=staff(Role.EDITOR))
    (message,) = mailoutbox
    assert message.to == [approver.email] and "24 giờ" in message.body


def test_a_withdrawal_and_an_end_are_no_hiding(
    slogan: Any,
    department: Any,
    approver: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    over = factories.published(SloganPage, department)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(slogan, approver, "Sai.")
        over.unpublish(set_expired=True)
    assert not mailoutbox and not withdrawal_requests.hidden_pages(EVERY)


def test_what_is_hidden_is_reported_each_morning_until_it_is_decided(
    slogan: Any, staff: Any, approver: User, mailoutbox: list[Any]
) -> None:
    slogan.unpublish(user=staff(Role.EDITOR))
    # The letter of the moment itself.
    mailoutbox.clear()
    tomorrow = timezone.localtime().replace(hour=9) + timedelta(days=1)
    assert [day for _page, day in withdrawal_requests.hidden_pages(EVERY)] == [tomorrow.date()]
    assert (
        reminders.send_reminders(now=tomorrow)
        == reminders.send_reminders(now=tomorrow + timedelta(days=1))
        == 1
    )
    assert [message.to for message in mailoutbox] == [[approver.email]] * 2
    withdrawals.withdraw(SloganPage.objects.get(pk=slogan.pk), approver, "Sai.")
    assert reminders.send_reminders(now=tomorrow + timedelta(days=2)) == 0


def test_what_is_hidden_is_withdrawn_by_the_same_button(
    slogan: Any, staff: Any, approver: User, client: Client
) -> None:
    slogan.unpublish(user=staff(Role.EDITOR))
    client.force_login(approver)
    form = f"/admin/thu-hoi/trang/{slogan.pk}/"
    assert form in client.get("/admin/ho-so-duyet/results/").content.decode()
    client.post(form, {"reason": "Sai."})
    assert Withdrawal.objects.get().page_id == slogan.pk
