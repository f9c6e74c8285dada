"""Rule 101: approvers hear of each change of who may approve."""

from typing import Any

import pytest
from django.urls import reverse

from cms.accounts.models import Role, RoleGroup, User
from tests import factories
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(home: Any) -> User:
    return factories.staff(Role.ADMINISTRATOR, home.get_parent())


@pytest.fixture
def approver(staff: Any, mailoutbox: list[Any]) -> User:
    user = staff(Role.APPROVER)
    mailoutbox.clear()
    return user


def approvers(page: Any) -> Any:
    return RoleGroup.objects.get(role=Role.APPROVER, page=page).group


def heard(mailoutbox: list[Any]) -> set[str]:
    assert all(letter.subject == "Chung Tay: thay đổi về người duyệt" for letter in mailoutbox)
    return {address for letter in mailoutbox for address in letter.to}


def edit(editor: User, user: User, *groups: Any, **changes: Any) -> None:
    data = {"username": user.username, "email": user.email, "first_name": "Thử", "last_name": "Người"}
    data |= {"is_active": "on", "groups": [group.pk for group in groups]} | changes
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    assert signed_in(editor).post(url, data).status_code == 302


def test_of_a_new_approver(
    administrator: User, approver: User, department: Any, staff: Any, mailoutbox: list[Any]
) -> None:
    user, other = staff(Role.COMMUNICATOR), factories.department()
    factories.staff(Role.APPROVER, other)
    mailoutbox.clear()
    edit(administrator, user, approvers(department))
    assert heard(mailoutbox) == {approver.email, user.email}
    body = mailoutbox[0].body
    assert f"({user.username}) vào nhóm" in body and f"Người làm: {administrator.get_full_name()}" in body


def test_of_one_who_is_made_such_with_several(
    administrator: User, approver: User, department: Any, staff: Any, mailoutbox: list[Any]
) -> None:
    user = staff(Role.EDITOR)
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "assign_role"])
    signed_in(administrator).post(f"{url}?id={user.pk}", {"role": approvers(department).pk})
    assert heard(mailoutbox) == {approver.email, user.email}


def test_of_one_who_is_no_longer(
    administrator: User, approver: User, staff: Any, mailoutbox: list[Any]
) -> None:
    other = staff(Role.APPROVER)
    mailoutbox.clear()
    edit(administrator, other)
    assert heard(mailoutbox) == {approver.email, other.email}


def test_of_an_account_that_is_switched_off_and_on(
    administrator: User, approver: User, mailoutbox: list[Any]
) -> None:
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    for state, word in (("False", "ngừng hoạt động"), ("True", "hoạt động trở lại")):
        mailoutbox.clear()
        signed_in(administrator).post(f"{url}?id={approver.pk}", {"mark_as_active": state})
        assert heard(mailoutbox) == {approver.email} and word in mailoutbox[0].body


def test_of_a_changed_address_at_the_old_one(
    administrator: User, approver: User, department: Any, mailoutbox: list[Any]
) -> None:
    old = approver.email
    edit(administrator, approver, approvers(department), email="cua-nguoi-khac@example.vn")
    assert old in heard(mailoutbox) and "cua-nguoi-khac@example.vn" in mailoutbox[0].body


def test_of_a_printed_sheet(
    administrator: User, approver: User, department: Any, staff: Any, mailoutbox: list[Any]
) -> None:
    without_mail = User.objects.create_user("khong-thu")
    without_mail.groups.add(approvers(department))
    mailoutbox.clear()
    url = reverse("wagtailusers_users:password_link", args=[without_mail.pk])
    signed_in(administrator).post(url, {"by": "sheet"})
    assert heard(mailoutbox) == {approver.email} and "In phiếu" in mailoutbox[0].body


def test_of_a_deleted_account(approver: User, staff: Any, mailoutbox: list[Any]) -> None:
    other = staff(Role.APPROVER)
    mailoutbox.clear()
    other.delete()
    assert approver.email in heard(mailoutbox)


def test_not_of_other_roles(
    administrator: User, approver: User, department: Any, staff: Any, mailoutbox: list[Any]
) -> None:
    user = staff(Role.COMMUNICATOR)
    mailoutbox.clear()
    edit(administrator, user, RoleGroup.objects.get(role=Role.EDITOR, page=department).group)
    assert not mailoutbox
