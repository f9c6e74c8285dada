"""Partners who embed and have no account: told of a withdrawal, and their task is closed for them."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from campaigns.approvals import addresses, rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.models import SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import PartnerOrigin, Reuse
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.clients import outcome

pytestmark = pytest.mark.django_db
ORIGIN = "https://cong.example.vn"


@pytest.fixture
def unit(db: None) -> Organisation:
    return Organisation.objects.create(name="Cổng thử", kind=Organisation.Kind.PRESS)


@pytest.fixture
def partner(unit: Organisation) -> PartnerOrigin:
    return PartnerOrigin.objects.create(origin=ORIGIN, organisation=unit, contact="toa-soan@cong.example.vn")


@pytest.fixture
def record(department: Any, client: Client, partner: PartnerOrigin) -> ApprovalRecord:
    """What the partner embeds."""
    record = ApprovalRecord.objects.get(code=factories.published(SloganPage, department).code)
    client.get(f"/nhung/{record.code}/", headers={"referer": f"{ORIGIN}/bai"})
    return record


def withdraw_record(record: ApprovalRecord, user: User) -> Withdrawal:
    return withdrawals.withdraw(SloganPage.objects.get(pk=record.page_id), user, "Số điện thoại đã đổi.")


def test_the_contact_gets_the_letter_and_can_act_on_it(
    record: ApprovalRecord, approver: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_record(record, approver)
    (message,) = [one for one in mail.outbox if one.to == ["toa-soan@cong.example.vn"]]
    body = str(message.body)
    assert "Số điện thoại đã đổi." in body and ORIGIN in body
    # Nobody there can open a page of the admin.
    assert addresses.check_url(record.code) in body and record.agency in body and "/admin/" not in body


def test_who_has_an_account_gets_one_letter_with_the_task(
    record: ApprovalRecord, approver: User, unit: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.create(username="cong", email="toa-soan@cong.example.vn", organisation=unit)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_record(record, approver)
    (message,) = [one for one in mail.outbox if one.to == ["toa-soan@cong.example.vn"]]
    assert reverse("reuse_tasks") in str(message.body)


@pytest.mark.parametrize("fields", [{"is_active": False}, {"contact": ""}])
def test_only_active_partners_with_an_address_are_written_to(
    record: ApprovalRecord,
    partner: PartnerOrigin,
    approver: User,
    fields: dict[str, Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    PartnerOrigin.objects.filter(pk=partner.pk).update(**fields)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_record(record, approver)
    assert [one for one in mail.outbox if "Thu hồi" in one.subject] == []


def test_who_follows_closes_the_task_of_a_unit_without_account(
    record: ApprovalRecord, approver: User, client: Client
) -> None:
    made = withdraw_record(record, approver)
    task = Reuse.objects.get()
    client.force_login(approver)
    progress = reverse("withdrawal", args=[made.pk])
    place = reverse("reuse_confirm", args=[task.pk])
    assert place in client.get(progress).content.decode()
    assert "xác nhận thay" in client.get(place).content.decode()
    answer = client.post(place, {"note": "Tòa soạn gọi điện báo đã gỡ."})
    assert (answer.status_code, answer["Location"]) == (302, progress)
    task.refresh_from_db()
    assert (task.state, task.confirmed_by) == (Reuse.State.TAKEN_DOWN, approver)
    text = client.get(progress).content.decode()
    assert "(xác nhận thay)" in text and "Tòa soạn gọi điện báo đã gỡ." in text


def test_confirming_for_another_needs_words(record: ApprovalRecord, approver: User) -> None:
    withdraw_record(record, approver)
    with pytest.raises(rules.PublicationRefused, match="ai ở đơn vị"):
        register.confirm(Reuse.objects.get(), approver, " ", photo=object())


def test_a_unit_with_an_account_confirms_itself(
    record: ApprovalRecord, approver: User, unit: Organisation, client: Client
) -> None:
    User.objects.create(username="cong", organisation=unit)
    made = withdraw_record(record, approver)
    client.force_login(approver)
    place = reverse("reuse_confirm", args=[Reuse.objects.get().pk])
    assert place not in client.get(reverse("withdrawal", args=[made.pk])).content.decode()
    assert outcome(client.post(place, {"note": "Đã gỡ."})) == "refused"
    with pytest.raises(rules.PublicationRefused, match="đơn vị đang dùng"):
        register.confirm(Reuse.objects.get(), approver, "Đã gỡ.")


def test_nobody_else_confirms_for_another(record: ApprovalRecord, approver: User, staff: Any) -> None:
    withdraw_record(record, approver)
    with pytest.raises(rules.PublicationRefused, match="đơn vị đang dùng"):
        register.confirm(Reuse.objects.get(), staff(Role.COMMUNICATOR), "Đã gỡ.")


def test_the_committee_only_reads(record: ApprovalRecord, approver: Any, staff: Any) -> None:
    withdraw_record(record, approver)
    reader = staff(Role.READER)
    with pytest.raises(rules.PublicationRefused, match="đơn vị đang dùng"):
        register.confirm(Reuse.objects.get(), reader, "Đã gỡ.")
    client = Client()
    client.force_login(reader)
    page = client.get(reverse("withdrawal", args=[Withdrawal.objects.get().pk])).content.decode()
    assert "Xác nhận thay" not in page
