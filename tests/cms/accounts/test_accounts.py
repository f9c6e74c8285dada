"""Staff accounts: nobody raises themselves or makes a superuser."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.accounts.models import Organisation, Role, RoleGroup, User
from tests import factories
from tests.clients import outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(home: Any, client: Client) -> User:
    user = factories.staff(Role.ADMINISTRATOR, home.get_parent())
    client.force_login(user)
    return user


def form(**changes: Any) -> dict[str, Any]:
    return {
        "username": "can-bo-moi",
        "email": "moi@example.vn",
        "first_name": "Mới",
        "last_name": "Cán Bộ",
        "password1": "mat-khau-rat-dai-1",
        "password2": "mat-khau-rat-dai-1",
        "is_superuser": "on",
    } | changes


def test_an_administrator_makes_staff_but_no_superuser(administrator: User, client: Client) -> None:
    assert client.post(reverse("wagtailusers_users:add"), form()).status_code == 302
    made = User.objects.get(username="can-bo-moi")
    assert not made.is_superuser
    assert made.get_full_name() == "Cán Bộ Mới"


def test_nobody_changes_their_own_roles(administrator: User, client: Client, department: Any) -> None:
    approvers = RoleGroup.objects.get(role=Role.APPROVER, page=department).group
    url = reverse("wagtailusers_users:edit", args=[administrator.pk])
    data = form(username=administrator.username, password1="", password2="", groups=[approvers.pk])
    assert client.post(url, data).status_code == 302
    assert approvers not in administrator.groups.all()


def test_an_administrator_does_not_touch_a_superuser(administrator: User, client: Client) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")
    response = client.get(reverse("wagtailusers_users:edit", args=[boss.pk]))
    assert outcome(response) == "refused"


def test_an_organisation_ends_after_it_began() -> None:
    unit = Organisation(name="Sở cũ", kind="so", valid_from="2025-07-01", valid_to="2025-06-30")
    with pytest.raises(ValidationError, match="Ngày kết thúc"):
        unit.full_clean()


def test_two_units_of_one_name_stand_under_different_heads() -> None:
    head = Organisation.objects.create(name="UBND tỉnh Một", kind="ubnd-tinh")
    Organisation.objects.create(name="Văn phòng", kind="phong", parent=head)
    with pytest.raises(ValidationError, match="Đã có đơn vị"):
        Organisation(name="Văn phòng", kind="phong", parent=head).full_clean()
    Organisation(name="Văn phòng", kind="phong").full_clean()
