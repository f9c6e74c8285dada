"""Uses, downloads and withdrawals at once: no row is lost or made twice."""

from typing import Any

import pytest
from django.test import Client

from campaigns.approvals import codes, integrity, rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import State, status_of
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import Look
from campaigns.models import SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, Reuse, Usage
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.campaigns.concurrency.threads import at_once, failures
from tests.campaigns.workflow import record_of

pytestmark = pytest.mark.slow


def unit(number: int) -> Organisation:
    return Organisation.objects.create(name=f"Xã thử {number}", kind=Organisation.Kind.COMMUNE)


def test_withdrawn_while_eight_write_down_uses(slogan: Any, department: Any) -> None:
    record = record_of(slogan)
    units = [unit(number) for number in range(8)]
    approver = factories.staff(Role.APPROVER, department)
    calls = [lambda one=one: register.record_use(record, one, How.PRINT) for one in units]
    *noted, made = at_once(*calls, lambda: withdrawals.withdraw(slogan, approver, "Sai số."))
    assert isinstance(made, Withdrawal)
    refused = failures(noted)
    assert all(isinstance(error, register.NotInForceError) for error in refused)
    rows = list(Reuse.objects.filter(approval=record))
    assert len(rows) == 8 - len(refused)
    assert {(row.state, row.withdrawal_id) for row in rows} <= {(Reuse.State.TAKE_DOWN_REQUESTED, made.pk)}


def test_withdrawn_while_staff_download(slogan: Any, department: Any) -> None:
    record = record_of(slogan)
    users = [User.objects.create_user(f"xa-{number}", organisation=unit(number)) for number in range(8)]
    approver = factories.staff(Role.APPROVER, department)

    def download(user: User) -> int:
        client = Client()
        client.force_login(user)
        return client.get(f"/lay-ve/{record.shown_code}/bang-led.txt").status_code

    calls = [lambda user=user: download(user) for user in users]
    *answers, made = at_once(*calls, lambda: withdrawals.withdraw(slogan, approver, "Sai số."))
    assert isinstance(made, Withdrawal) and set(answers) <= {200, 410}
    rows = list(Reuse.objects.filter(approval=record))
    assert len(rows) == answers.count(200)
    assert {row.state for row in rows} <= {Reuse.State.TAKE_DOWN_REQUESTED}


def test_one_unit_that_downloads_eight_outputs_at_once_is_one_row(slogan: Any) -> None:
    record = record_of(slogan)
    user = User.objects.create_user("xa", organisation=unit(1))
    printed = {"hotline": "111"}
    results = at_once(
        *[
            lambda name=name: register.record_download(record, user, f"{name}.txt", printed)
            for name in "abcdefgh"
        ]
    )
    assert failures(results) == []
    row = Reuse.objects.get(approval=record)
    assert sorted(row.printed["outputs"]) == [f"{name}.txt" for name in "abcdefgh"]


def test_every_download_of_readers_counts(slogan: Any) -> None:
    record = record_of(slogan)
    results = at_once(*[lambda: register.count_use(record, How.DOWNLOAD, "a4.pdf") for _ in range(8)])
    assert failures(results) == []
    assert Usage.objects.get(approval=record).count == 8


def test_a_partner_seen_by_many_at_once_is_one_row(slogan: Any) -> None:
    from campaigns.reuse.models import PartnerOrigin

    record = record_of(slogan)
    PartnerOrigin.objects.create(origin="https://cong.example.vn", organisation=unit(1))
    results = at_once(*[lambda: register.record_embed(record, "https://cong.example.vn/x") for _ in range(6)])
    assert failures(results) == [] and Reuse.objects.filter(approval=record).count() == 1


def test_two_withdrawals_are_one(slogan: Any, department: Any) -> None:
    people = [factories.staff(Role.APPROVER, department) for _ in range(2)]
    results = at_once(*[lambda user=user: withdrawals.withdraw(slogan, user, "Sai.") for user in people])
    (refusal,) = failures(results)
    assert isinstance(refusal, rules.PublicationRefused)
    assert Withdrawal.objects.filter(page_id=slogan.pk).count() == 1


def test_withdrawals_of_many_pages_are_one_chain(department: Any) -> None:
    pages = [factories.published(SloganPage, department) for _ in range(5)]
    user = factories.staff(Role.APPROVER, department)
    results = at_once(*[lambda page=page: withdrawals.withdraw(page, user, "Sai.") for page in pages])
    assert failures(results) == [] and not list(integrity.faults())
    assert Withdrawal.objects.count() == 5


@pytest.mark.parametrize("attempt", range(4))
def test_withdrawn_while_a_new_version_is_published(slogan: Any, department: Any, attempt: int) -> None:
    first = record_of(slogan)
    slogan.text = "Bản mới đã duyệt"
    slogan.save_revision()
    page = SloganPage.objects.get(pk=slogan.pk)
    second = factories.approve(page)
    approver = factories.staff(Role.APPROVER, department)
    _published, made = at_once(
        lambda: page.get_latest_revision().publish(),
        lambda: withdrawals.withdraw(slogan, approver, "Sai."),
    )
    assert isinstance(made, Withdrawal)
    # Whichever came first, readers see neither version.
    assert not SloganPage.objects.get(pk=page.pk).live
    states = {status_of(record).state for record in (first, second)}
    assert states == {State.WITHDRAWN}


def test_two_confirm_one_task(slogan: Any, department: Any) -> None:
    organisation = unit(1)
    register.record_use(record_of(slogan), organisation, How.PRINT)
    withdrawals.withdraw(slogan, factories.staff(Role.APPROVER, department), "Sai.")
    task = Reuse.objects.get()
    users = [User.objects.create_user(f"xa-{at}", organisation=organisation) for at in range(2)]
    results = at_once(*[lambda user=user: register.confirm(task, user, user.username) for user in users])
    assert len(failures(results)) == 1
    task.refresh_from_db()
    assert task.note == task.confirmed_by.username


def test_one_order_placed_by_six_is_made_once(slogan: Any) -> None:
    results = at_once(
        *[lambda: orders.place_order([slogan.code], ["bang-led.txt"], Look(DESIGN)) for _ in range(6)]
    )
    assert failures(results) == []
    order = KitOrder.objects.get()
    assert {result.pk for result in results} == {order.pk} and order.state == KitOrder.State.READY
    assert [codes.shown(code) for code in order.items] == [record_of(slogan).shown_code]


def test_withdrawn_while_the_bundle_is_fetched(slogan: Any, department: Any) -> None:
    order = orders.place_order([slogan.code], ["bang-led.txt"], Look(DESIGN))
    users = [User.objects.create_user(f"xa-{number}", organisation=unit(number)) for number in range(5)]
    approver = factories.staff(Role.APPROVER, department)

    def fetch(user: User) -> bool:
        return orders.record_bundle_download(KitOrder.objects.get(pk=order.pk), user)

    calls = [lambda user=user: fetch(user) for user in users]
    *downloads, made = at_once(*calls, lambda: withdrawals.withdraw(slogan, approver, "Sai."))
    assert isinstance(made, Withdrawal) and failures(downloads) == []
    assert Reuse.objects.count() == downloads.count(True)
    assert {row.state for row in Reuse.objects.all()} <= {Reuse.State.TAKE_DOWN_REQUESTED}


def test_everything_is_put_back(db: None) -> None:
    assert not KitOrder.objects.exists() and not ApprovalRecord.objects.exists()
