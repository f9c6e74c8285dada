"""Rule 101: sign-ins, failures, locks, rights and exports stand in words in a log that nobody changes."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from campaigns.approvals import integrity
from campaigns.approvals.sealed import SealedError
from campaigns.audit.models import SecurityEvent
from cms.accounts.models import Role, RoleGroup, User
from tests import factories
from tests.clients import outcome, page_text, signed_in

pytestmark = pytest.mark.django_db
Kind = SecurityEvent.Kind
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def administrator(home: Any) -> User:
    return factories.staff(Role.ADMINISTRATOR, home.get_parent())


def events(kind: str) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(kind=kind).order_by("sequence"))


def sign_in(username: str, password: str = PASSWORD) -> Client:
    client = Client(REMOTE_ADDR="203.0.113.7")
    client.post(reverse("wagtailadmin_login"), {"username": username, "password": password})
    return client


def test_signing_in_and_out(staff: Any) -> None:
    user = staff(Role.EDITOR)
    sign_in(user.username).post(reverse("wagtailadmin_logout"))
    for event in (*events(Kind.SIGN_IN), *events(Kind.SIGN_OUT)):
        assert (event.account, event.actor, event.address) == (user.username, user.username, "203.0.113.7")
    assert len(events(Kind.SIGN_IN)) == len(events(Kind.SIGN_OUT)) == 1


def test_failures_and_one_lock(staff: Any) -> None:
    user = staff(Role.EDITOR)
    for _time in range(9):
        sign_in(user.username, "mat-khau-sai-roi")
    assert [event.account for event in events(Kind.FAILURE)] == [user.username] * 5
    (lock,) = events(Kind.LOCK)
    assert lock.account == user.username and "Tạm dừng đăng nhập từ địa chỉ này đến" in lock.text


def test_a_typed_name_that_nobody_has_is_not_kept() -> None:
    sign_in("mat-khau-go-nham-o-ten")
    (event,) = events(Kind.FAILURE)
    assert "mat-khau-go-nham" not in json.dumps(event.sealed_values()) and event.account == ""


def test_changes_of_roles_name_both_people(administrator: User, department: Any, staff: Any) -> None:
    user = staff(Role.COMMUNICATOR)
    group = RoleGroup.objects.get(role=Role.EDITOR, page=department).group
    data = {"username": user.username, "email": "moi@example.vn", "first_name": "Thử", "last_name": "Người"}
    url = reverse("wagtailusers_users:edit", args=[user.pk])
    signed_in(administrator).post(url, data | {"groups": [group.pk]})
    given, taken = (event.text for event in events(Kind.RIGHTS)[-2:][::-1])
    assert {given, taken} == {
        f"Đưa Người Thử ({user.username}) vào nhóm “{group.name}”.",
        f"Đưa Người Thử ({user.username}) ra khỏi nhóm “Sở thử nghiệm: Tuyên truyền viên”.",
    }
    (change,) = [event for event in events(Kind.ACCOUNT) if "đổi thư" in event.text]
    assert "ngừng hoạt động" in change.text and change.actor == administrator.username


def test_rights_of_groups(department: Any) -> None:
    group = RoleGroup.objects.get(role=Role.EDITOR, page=department).group
    permission = Permission.objects.get(codename="change_organisation")
    group.permissions.add(permission)
    group.permissions.remove(permission)
    assert [event.text for event in events(Kind.RIGHTS)[-2:]] == [
        f"Thêm quyền cho nhóm “{group.name}”: change_organisation.",
        f"Bỏ quyền của nhóm “{group.name}”: change_organisation.",
    ]


def test_exports(administrator: User, staff: Any) -> None:
    approver = staff(Role.APPROVER)
    client = signed_in(approver)
    client.get(reverse("approval_records"), {"export": "csv"})
    client.get(reverse("approval_records_export"))
    client.get(reverse("security_log"), {"export": "xlsx"})
    client.get(reverse("approval_records"))
    assert [event.actor for event in events(Kind.EXPORT)] == [approver.username] * 3
    assert "ho-so-duyet" in events(Kind.EXPORT)[0].text


def test_who_reads_the_log(administrator: User, staff: Any) -> None:
    url = reverse("security_log")
    readers = {role: outcome(signed_in(staff(role)).get(url)) for role in Role if role != Role.ADMINISTRATOR}
    assert {role for role, answer in readers.items() if answer == "shown"} == {Role.APPROVER}
    page = signed_in(administrator).get(url)
    assert "Lập tài khoản Người Thử" in page_text(page)
    assert outcome(signed_in(staff(Role.EDITOR)).get(reverse("security_log_export"))) == "refused"


def test_nobody_changes_an_entry(staff: Any) -> None:
    staff(Role.EDITOR)
    event = SecurityEvent.objects.first()
    event.text = "Không có gì."
    for change in (event.save, event.delete, SecurityEvent.objects.all().delete):
        with pytest.raises(SealedError):
            change()
    assert not [
        app
        for app in Permission.objects.filter(codename__endswith="_securityevent")
        if app.group_set.exists()
    ]


def test_a_change_behind_its_back_is_found_by_night_and_in_the_export(
    administrator: User, tmp_path: Any
) -> None:
    exported = b"".join(signed_in(administrator).get(reverse("security_log_export")).streaming_content)
    path = tmp_path / "nhat-ky.jsonl"
    path.write_bytes(exported)
    call_command("verify_audit", path)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_securityevent SET actor = 'ai-do' WHERE sequence = 1")
    assert [problem for _record, problem in integrity.faults()] == ["nội dung đã bị sửa sau khi ghi"]


def test_times_are_exported_with_their_zone(administrator: User) -> None:
    body = signed_in(administrator).get(reverse("security_log"), {"export": "csv"})
    assert "+07:00" in b"".join(body.streaming_content).decode()
