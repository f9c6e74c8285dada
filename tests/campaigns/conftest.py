"""An approved slogan with its record, and people who decide on it."""

from typing import Any

import pytest

from campaigns.approvals.models import ApprovalRecord
from campaigns.models import SloganPage
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.campaigns.workflow import record_of


@pytest.fixture
def slogan(department: Any) -> Any:
    return factories.published(SloganPage, department)


@pytest.fixture
def record(slogan: Any) -> ApprovalRecord:
    return record_of(slogan)


@pytest.fixture
def approver(staff: Any) -> User:
    return staff(Role.APPROVER)


@pytest.fixture
def everybody(department: Any, home: Any) -> None:
    """Somebody at each step of the department and of the site, so that texts can be submitted."""
    for page in (department, home.get_parent()):
        for role in (Role.APPRAISER, Role.APPROVER, Role.EDITOR):
            factories.staff(role, page)


@pytest.fixture
def commune(db: None) -> Organisation:
    return Organisation.objects.create(name="UBND xã Đàm Thủy thử", kind=Organisation.Kind.COMMUNE)


@pytest.fixture
def other_department(department: Any) -> Any:
    return factories.department()


@pytest.fixture
def site_editor(home: Any) -> User:
    return factories.staff(Role.EDITOR, home.get_parent())
