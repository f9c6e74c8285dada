"""A unit, its member and its take-down task."""

from typing import Any

import pytest

from campaigns.approvals.models import ApprovalRecord
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Organisation, Role, User


@pytest.fixture
def other(db: None) -> Organisation:
    return Organisation.objects.create(name="UBND xã Khác thử", kind=Organisation.Kind.COMMUNE)


@pytest.fixture
def member(staff: Any, commune: Organisation) -> User:
    return staff(Role.COMMUNICATOR, organisation=commune)


@pytest.fixture
def task(record: ApprovalRecord, commune: Organisation, approver: User, slogan: Any) -> Reuse:
    register.record_use(record, commune, How.PRINT, where="Cổng UBND xã")
    withdrawals.withdraw(slogan, approver, "Số điện thoại đã đổi.")
    return Reuse.objects.get()
