"""Take-down tasks: listed for their unit, confirmed with a note and a photo."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from campaigns.approvals.models import ApprovalRecord
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Organisation, Role, User
from tests.campaigns.reuse.support import picture
from tests.clients import outcome, signed_in, visible_text

pytestmark = pytest.mark.django_db


# Taking down


def test_the_list_of_tasks_is_the_units_own(
    task: Reuse, member: User, staff: Any, other: Organisation
) -> None:
    text = visible_text(signed_in(member).get("/admin/can-go/"))
    assert "Số điện thoại đã đổi." in text and "Cổng UBND xã" in text
    stranger = staff(Role.COMMUNICATOR, organisation=other)
    assert "Không có việc nào" in visible_text(signed_in(stranger).get("/admin/can-go/"))


def test_what_is_late_is_marked(task: Reuse, member: User) -> None:
    client = signed_in(member)
    assert "quá hạn" not in visible_text(client.get("/admin/can-go/"))
    Reuse.objects.update(due=timezone.localdate() - timedelta(days=1))
    assert "quá hạn" in visible_text(client.get("/admin/can-go/"))
    assert "1 chỗ quá hạn." in visible_text(client.get("/admin/"))


def test_confirmed_with_a_note(task: Reuse, member: User) -> None:
    answer = signed_in(member).post(f"/admin/can-go/{task.pk}/", {"note": "Đã gỡ 2 băng rôn."})
    assert answer["Location"] == "/admin/can-go/"
    task.refresh_from_db()
    assert (task.state, task.note, task.confirmed_by) == (Reuse.State.TAKEN_DOWN, "Đã gỡ 2 băng rôn.", member)
    assert "Không có việc nào" in visible_text(signed_in(member).get("/admin/can-go/"))


def test_confirmed_with_a_photo_that_stays_inside(
    task: Reuse, member: User, approver: User, staff: Any, other: Organisation, client: Client
) -> None:
    signed_in(member).post(f"/admin/can-go/{task.pk}/", {"photo": picture()})
    task.refresh_from_db()
    assert task.state == Reuse.State.TAKEN_DOWN and task.photo
    for user in (member, approver):
        answer = signed_in(user).get(f"/admin/can-go/{task.pk}/anh/")
        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    stranger = staff(Role.COMMUNICATOR, organisation=other)
    assert signed_in(stranger).get(f"/admin/can-go/{task.pk}/anh/").status_code == 404
    for path in (task.photo.name, f"private/{task.photo.name}", f"../private/{task.photo.name}"):
        assert client.get(f"/tep/{path}").status_code == 404


def test_two_units_may_send_files_of_one_name(
    record: ApprovalRecord, slogan: Any, commune: Organisation, approver: User, member: User
) -> None:
    for place in ("A", "B"):
        register.record_use(record, commune, How.PRINT, where=place)
    withdrawals.withdraw(slogan, approver, "Sai.")
    for row in Reuse.objects.all():
        signed_in(member).post(f"/admin/can-go/{row.pk}/", {"photo": picture("x" * 180 + ".png")})
    assert len({row.photo.name for row in Reuse.objects.all() if row.photo}) == 2


@pytest.mark.parametrize(
    "data",
    [
        {"note": ""},
        {"note": "   "},
        {"note": "x" * 301},
        {"note": "a\x00"},
        {"photo": SimpleUploadedFile("a.png", b"khong phai anh")},
        {"photo": SimpleUploadedFile("a.png", b"")},
        {"photo": SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")},
        {"photo": picture("a.gif", "GIF")},
        {"photo": picture("a.bmp", "BMP")},
        {"photo": picture("a.exe")},
    ],
)
def test_a_wrong_confirmation_is_reported(task: Reuse, member: User, data: Any) -> None:
    answer = signed_in(member).post(f"/admin/can-go/{task.pk}/", data)
    assert answer.status_code == 200 and answer.context["form"].errors
    task.refresh_from_db()
    assert task.state == Reuse.State.TAKE_DOWN_REQUESTED


@pytest.mark.usefixtures("member")
def test_another_unit_does_not_confirm(task: Reuse, staff: Any, other: Organisation, approver: User) -> None:
    for user in (staff(Role.COMMUNICATOR, organisation=other), approver):
        client = signed_in(user)
        assert outcome(client.get(f"/admin/can-go/{task.pk}/")) == "refused"
        assert outcome(client.post(f"/admin/can-go/{task.pk}/", {"note": "Đã gỡ."})) == "refused"
    task.refresh_from_db()
    assert task.state == Reuse.State.TAKE_DOWN_REQUESTED


def test_what_is_confirmed_is_not_confirmed_again(task: Reuse, member: User) -> None:
    client = signed_in(member)
    client.post(f"/admin/can-go/{task.pk}/", {"note": "Đã gỡ."})
    answer = client.post(f"/admin/can-go/{task.pk}/", {"note": "Lần nữa."})
    assert answer.status_code == 200 and "trước đó" in visible_text(answer)
