"""Rule 98: no account both administers and approves, by whatever way it gets its groups."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from campaigns.approvals import roles
from campaigns.models import NewsPage
from cms.accounts.models import Role, RoleGroup, User
from cms.accounts.separation import CONFLICT
from tests import factories
from tests.clients import page_text, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(home: Any) -> User:
    return factories.staff(Role.ADMINISTRATOR, home.get_parent())


def group_of(role: str, page: Any) -> Group:
    return RoleGroup.objects.get(role=role, page=page).group


def edit(editor: User, user: User, *groups: Group, **changes: Any) -> Any:
    data = {"username": user.username, "email": user.email, "first_name": "Thử", "last_name": "Người"}
    data |= {"is_active": "on", "groups": [group.pk for group in groups]} | changes
    return signed_in(editor).post(reverse("wagtailusers_users:edit", args=[user.pk]), data)


def bulk(editor: User, action: str, users: list[User], **data: Any) -> Any:
    query = "&".join(f"id={user.pk}" for user in users)
    url = reverse("wagtail_bulk_action", args=["accounts", "user", action])
    return signed_in(editor).post(f"{url}?{query}", data)


def test_the_form_refuses_an_account_with_both(administrator: User, department: Any, staff: Any) -> None:
    user = staff(Role.COMMUNICATOR)
    both = [group_of(Role.APPROVER, department), group_of(Role.ADMINISTRATOR, department.get_root())]
    response = edit(administrator, user, *both)
    assert response.status_code == 200 and str(CONFLICT) in page_text(response)
    assert user.groups.count() == 1


def test_who_approves_is_made_no_superuser(department: Any, staff: Any) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn")
    approver = staff(Role.APPROVER)
    response = edit(boss, approver, group_of(Role.APPROVER, department), is_superuser="on")
    assert str(CONFLICT) in page_text(response)
    assert not User.objects.get(pk=approver.pk).is_superuser


def test_several_users_get_no_role_that_conflicts(administrator: User, department: Any, staff: Any) -> None:
    users = [staff(Role.COMMUNICATOR), factories.staff(Role.ADMINISTRATOR, department.get_root())]
    approvers = group_of(Role.APPROVER, department)
    response = bulk(administrator, "assign_role", users, role=approvers.pk)
    assert str(CONFLICT) in page_text(response) and not approvers.user_set.exists()


def test_nobody_assigns_a_role_to_themselves(administrator: User, department: Any, staff: Any) -> None:
    editors = group_of(Role.EDITOR, department)
    other = staff(Role.COMMUNICATOR)
    bulk(administrator, "assign_role", [administrator, other], role=editors.pk)
    assert list(editors.user_set.all()) == [other]


def test_an_administrator_disables_no_superuser(administrator: User, staff: Any) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn")
    user = staff(Role.EDITOR)
    bulk(administrator, "set_active_state", [boss, user], mark_as_active="False")
    assert list(User.objects.filter(pk__in=[boss.pk, user.pk], is_active=False)) == [user]


@pytest.mark.parametrize("reverse_side", [False, True])
def test_code_cannot_join_the_two(department: Any, staff: Any, reverse_side: bool) -> None:
    approver = staff(Role.APPROVER)
    group = group_of(Role.ADMINISTRATOR, department.get_root())
    with pytest.raises(ValidationError, match="vừa quản trị"), transaction.atomic():
        if reverse_side:
            group.user_set.add(approver)
        else:
            approver.groups.add(group)
    assert approver.groups.count() == 1


def test_code_makes_no_superuser_of_an_approver(staff: Any) -> None:
    approver = staff(Role.APPROVER)
    approver.is_superuser = True
    with pytest.raises(ValidationError, match="vừa quản trị"):
        approver.save()


@pytest.mark.parametrize("way", ["superuser", "group", "permission"])
def test_an_account_with_both_approves_nothing(department: Any, staff: Any, way: str) -> None:
    """However the data came about: a restored database, a command of the operator."""
    approver, page = staff(Role.APPROVER), factories.draft(NewsPage, department)
    assert roles.has_role(approver, Role.APPROVER, page)
    permission = Permission.objects.get(codename="change_user")
    if way == "superuser":
        User.objects.filter(pk=approver.pk).update(is_superuser=True)
    elif way == "group":
        approver.groups.get().permissions.add(permission)
    else:
        approver.user_permissions.add(permission)
    approver = User.objects.get(pk=approver.pk)
    assert not roles.has_role(approver, Role.APPROVER, page)
    assert not roles.filter_by_role(approver, Role.APPROVER, [page])
    assert not roles.has_any_role(approver, [Role.APPROVER])
    assert approver not in roles.users_with_role(page, Role.APPROVER)
    assert approver not in roles.all_users_with_role(Role.APPROVER)


def test_one_person_may_write_and_appraise(department: Any, staff: Any) -> None:
    user = staff(Role.COMMUNICATOR)
    user.groups.add(group_of(Role.APPRAISER, department))
    page = factories.draft(NewsPage, department)
    assert roles.has_role(user, Role.APPRAISER, page)


def test_a_group_of_approvers_gets_no_administration(department: Any) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn")
    group = group_of(Role.APPROVER, department)
    permission = Permission.objects.get(codename="change_user")
    data = {"name": group.name, "permissions": [permission.pk]}
    for prefix in ("page_permissions", "collection_permissions", "document_permissions", "image_permissions"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    response = signed_in(boss).post(reverse("wagtailusers_groups:edit", args=[group.pk]), data)
    assert "không được quản trị người dùng" in page_text(response)
    assert permission not in group.permissions.all()


def test_an_administrator_grants_no_more_than_they_have(
    administrator: User, department: Any, staff: Any
) -> None:
    beyond = Group.objects.create(name="Kỹ thuật")
    beyond.permissions.add(Permission.objects.get(codename="change_group"))
    user = staff(Role.EDITOR)
    response = edit(administrator, user, group_of(Role.EDITOR, department), beyond)
    assert response.status_code == 200 and beyond not in user.groups.all()
    bulk(administrator, "assign_role", [user], role=beyond.pk)
    assert beyond not in user.groups.all()
