"""Two at once: one outcome, recorded, and no row lost; on SQLite and on PostgreSQL."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test import Client

from campaigns.approvals import codes, content_hash, integrity, rules
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.approvals.status import State, status_of
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import Look
from campaigns.models import NewsPage, SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, Reuse, Usage
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.campaigns.workflow import act, record_of, submit

pytestmark = pytest.mark.slow
WAIT = 60


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[None]:
    """In place of pytest-django's: threads see each other's commits, and all is put back afterwards.

    Its own transactional tests empty the database, and with it what every other test starts from.
    """
    settings.VAR_DIR = tmp_path
    keep, put_back = (_keep, _put_back) if connection.vendor == "sqlite" else (_keep_copy, _put_back_copy)
    with django_db_blocker.unblock():
        connections.close_all()
        kept = keep(tmp_path)
        try:
            yield
        finally:
            connections.close_all()
            put_back(kept)


def _copy(source: str, target: str) -> None:
    before, after = sqlite3.connect(source), sqlite3.connect(target)
    with after:
        before.backup(after)
    before.close()
    after.close()


def _keep(folder: Path) -> str:
    kept = str(folder / "before.sqlite3")
    _copy(str(connection.settings_dict["NAME"]), kept)
    return kept


def _put_back(kept: str) -> None:
    _copy(kept, str(connection.settings_dict["NAME"]))


def _keep_copy(folder: Path) -> str:
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_before" TEMPLATE "{name}"')
    return f"{name}_before"


def _put_back_copy(kept: str) -> None:
    name = connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        cursor.execute(f'ALTER DATABASE "{kept}" RENAME TO "{name}"')


def unit(number: int) -> Organisation:
    return Organisation.objects.create(name=f"Xã thử {number}", kind=Organisation.Kind.COMMUNE)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run all calls at the same moment, each in a thread of its own; results or exceptions in order."""
    start = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def one(at: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(WAIT)
            results[at] = call()
        except Exception as error:
            results[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=pair, daemon=True) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
    assert not any(thread.is_alive() for thread in threads)
    return results


def failures(results: list[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]


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


def test_withdrawn_while_eight_write_down_uses(slogan: Any, department: Any) -> None:
    record = record_of(slogan)
    units = [unit(number) for number in range(8)]
    approver = factories.staff(Role.APPROVER, department)
    calls = [lambda one=one: register.register(record, one, How.PRINT) for one in units]
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


def test_one_unit_that_takes_eight_outputs_at_once_is_one_row(slogan: Any) -> None:
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
    register.register(record_of(slogan), organisation, How.PRINT)
    withdrawals.withdraw(slogan, factories.staff(Role.APPROVER, department), "Sai.")
    task = Reuse.objects.get()
    users = [User.objects.create_user(f"xa-{at}", organisation=organisation) for at in range(2)]
    results = at_once(*[lambda user=user: register.confirm(task, user, user.username) for user in users])
    assert len(failures(results)) == 1
    task.refresh_from_db()
    assert task.note == task.confirmed_by.username


def test_one_order_asked_by_six_is_made_once(slogan: Any) -> None:
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
        return orders.record_download(KitOrder.objects.get(pk=order.pk), user)

    calls = [lambda user=user: fetch(user) for user in users]
    *taken, made = at_once(*calls, lambda: withdrawals.withdraw(slogan, approver, "Sai."))
    assert isinstance(made, Withdrawal) and failures(taken) == []
    assert Reuse.objects.count() == taken.count(True)
    assert {row.state for row in Reuse.objects.all()} <= {Reuse.State.TAKE_DOWN_REQUESTED}


def test_everything_is_put_back(db: None) -> None:
    assert not KitOrder.objects.exists() and not ApprovalRecord.objects.exists()
