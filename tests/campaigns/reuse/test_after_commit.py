"""Nothing that follows a commit fails unseen: letters are tasks of the same transaction (rule 123)."""

from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from campaigns.approvals.models import ApprovalRecord
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How
from cms.accounts.models import Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def two_uses(record: ApprovalRecord, commune: Organisation) -> tuple[Organisation, Organisation]:
    """Two organisations that use the text."""
    other = factories.department("Sở khác").organisation
    for organisation in (commune, other):
        register.record_use(record, organisation, How.PRINT, where="Nhà văn hóa")
        User.objects.create(
            username=f"nguoi-{organisation.pk}",
            email=f"nguoi-{organisation.pk}@example.vn",
            organisation=organisation,
        )
    return commune, other


def test_the_letters_of_a_withdrawal_commit_with_it(
    slogan: Any, approver: User, two_uses: Any, settings: Any
) -> None:
    settings.TASKS = DATABASE
    withdrawals.withdraw(slogan, approver, "Sai số liệu")
    names = [task.task_path for task in DBTaskResult.objects.ready()]
    assert names.count("campaigns.reuse.withdrawals.notify_organisation") == 2


def test_a_rolled_back_withdrawal_writes_to_nobody(
    slogan: Any, approver: User, two_uses: Any, settings: Any
) -> None:
    settings.TASKS = DATABASE

    def fail() -> None:
        with transaction.atomic():
            withdrawals.withdraw(slogan, approver, "Sai số liệu")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not DBTaskResult.objects.exists()


def test_a_letter_that_fails_stops_no_other(
    slogan: Any, approver: User, two_uses: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = withdrawals.notify, []

    def broken(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 1:
            raise RuntimeError("mất kết nối")
        return real(*args)

    monkeypatch.setattr(withdrawals, "notify", broken)
    withdrawals.withdraw(slogan, approver, "Sai số liệu")
    assert [sent.to for sent in mail.outbox if "Thu hồi" in sent.subject] == [
        [f"nguoi-{two_uses[1].pk}@example.vn"]
    ]
