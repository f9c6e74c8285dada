"""The form of a withdrawal and the page of its progress, by role."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.models import SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, PartnerOrigin, Reuse
from cms.accounts.models import Organisation, Role, User
from tests import factories
from tests.campaigns.reuse.support import FOLLOWERS, OTHERS
from tests.clients import outcome, signed_in, visible_text

pytestmark = pytest.mark.django_db


# Withdrawing


def test_the_form_shows_what_will_happen(
    slogan: Any, record: ApprovalRecord, commune: Organisation, approver: User
) -> None:
    register.record_use(record, commune, How.PRINT, where="Nhà văn hóa thôn")
    answer = signed_in(approver).get(f"/admin/thu-hoi/trang/{slogan.pk}/")
    text = visible_text(answer)
    assert record.shown_code in text and "1 lượt đang dùng" in text
    assert commune.name in text and "Nhà văn hóa thôn" in text
    slogan.refresh_from_db()
    assert slogan.live


def test_a_reason_withdraws_it_and_leads_to_the_progress(slogan: Any, approver: User) -> None:
    client = signed_in(approver)
    answer = client.post(f"/admin/thu-hoi/trang/{slogan.pk}/", {"reason": "  Số đã đổi.  "})
    made = Withdrawal.objects.get()
    assert answer["Location"] == f"/admin/thu-hoi/{made.pk}/"
    assert (made.reason, made.withdrawn_by) == ("Số đã đổi.", approver)
    slogan.refresh_from_db()
    assert not slogan.live


def test_a_withdrawal_on_the_screen_writes_to_staff_and_partners(
    slogan: Any,
    record: ApprovalRecord,
    commune: Organisation,
    member: User,
    approver: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    """The user of a request is a lazy object, unlike the users that tests of the function pass."""
    PartnerOrigin.objects.create(
        origin="https://xa.example.vn", organisation=commune, contact="xa@example.vn"
    )
    register.record_use(record, commune, How.PRINT, where="Nhà văn hóa thôn")
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(approver).post(f"/admin/thu-hoi/trang/{slogan.pk}/", {"reason": "Số đã đổi."})
    assert sorted(message.to for message in mailoutbox) == sorted([[member.email], ["xa@example.vn"]])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"due": ""}, "Ghi lý do thu hồi."),
        ({"reason": "   "}, "Ghi lý do thu hồi."),
        ({"reason": "Sai.", "due": "2020-01-01"}, "Hạn gỡ đã qua."),
        ({"reason": "Sai.", "replacement": "999999"}, ""),
        ({"reason": "x" * 501}, "500"),
        ({"reason": "Sai\x00"}, ""),
    ],
)
def test_a_wrong_form_withdraws_nothing(slogan: Any, approver: User, data: Any, message: str) -> None:
    answer = signed_in(approver).post(f"/admin/thu-hoi/trang/{slogan.pk}/", data)
    assert answer.status_code == 200 and message in visible_text(answer)
    slogan.refresh_from_db()
    assert slogan.live and not Withdrawal.objects.exists()


def test_a_replacement_not_in_force_is_reported(slogan: Any, department: Any, approver: User) -> None:
    draft = factories.draft(SloganPage, department)
    data = {"reason": "Sai.", "replacement": draft.pk}
    answer = signed_in(approver).post(f"/admin/thu-hoi/trang/{slogan.pk}/", data)
    assert answer.status_code == 200 and "thay thế đang còn hiệu lực" in visible_text(answer)


def test_replacement_urgency_and_date_are_saved(slogan: Any, department: Any, approver: User) -> None:
    new = factories.published(SloganPage, department)
    due = timezone.localdate() + timedelta(days=3)
    data = {"reason": "Sai.", "replacement": new.pk, "urgent": "on", "due": due.isoformat()}
    client = signed_in(approver)
    answer = client.post(f"/admin/thu-hoi/trang/{slogan.pk}/", data, follow=True)
    made = Withdrawal.objects.get()
    assert (made.replacement_id, made.is_urgent, made.due) == (new.pk, True, due)
    assert new.title in visible_text(answer)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPRAISER, Role.COMMUNICATOR, Role.READER])
def test_others_do_not_get_the_form(slogan: Any, staff: Any, role: str) -> None:
    client = signed_in(staff(role))
    assert outcome(client.get(f"/admin/thu-hoi/trang/{slogan.pk}/")) == "refused"
    assert outcome(client.post(f"/admin/thu-hoi/trang/{slogan.pk}/", {"reason": "Sai."})) == "refused"
    slogan.refresh_from_db()
    assert slogan.live


def test_an_approver_of_another_department_does_not(slogan: Any) -> None:
    user = factories.staff(Role.APPROVER, factories.department())
    assert outcome(signed_in(user).get(f"/admin/thu-hoi/trang/{slogan.pk}/")) == "refused"


def test_what_is_no_content_is_not_withdrawn(department: Any, approver: User) -> None:
    client = signed_in(approver)
    assert outcome(client.get(f"/admin/thu-hoi/trang/{department.pk}/")) == "refused"
    assert (
        outcome(client.get(f"/admin/thu-hoi/trang/{factories.draft(SloganPage, department).pk}/"))
        == "refused"
    )
    assert client.get("/admin/thu-hoi/trang/999999/").status_code == 404


def test_nobody_outside_sees_anything(slogan: Any, task: Reuse, client: Client) -> None:
    made = Withdrawal.objects.get()
    for path in (
        f"thu-hoi/trang/{slogan.pk}/",
        f"de-nghi-thu-hoi/{slogan.pk}/",
        f"thu-hoi/{made.pk}/",
        f"thu-hoi/{made.pk}/thong-bao/",
        "su-dung/",
        "ho-so-duyet/",
        "can-go/",
        f"can-go/{task.pk}/",
        f"can-go/{task.pk}/anh/",
        "ra-soat/",
        f"soat-loi/{slogan.pk}/",
    ):
        assert client.get(f"/admin/{path}")["Location"].startswith("/admin/login/")


def test_a_title_of_two_lines_reaches_the_units(
    department: Any, commune: Organisation, approver: User, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.published(SloganPage, department, text="Dòng thứ nhất\nDòng thứ hai")
    User.objects.create_user("xa", email="xa@example.vn", organisation=commune)
    register.record_use(ApprovalRecord.objects.get(code=page.code), commune, How.PRINT)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, approver, "Sai.")
    (message,) = mail.outbox
    assert message.subject == "Thu hồi: Dòng thứ nhất Dòng thứ hai"
    assert message.message()["To"] == "xa@example.vn"


# Following up


def test_progress_is_in_three_groups(
    slogan: Any, record: ApprovalRecord, commune: Organisation, other: Organisation, approver: User
) -> None:
    third = Organisation.objects.create(name="Đài xã thử", kind=Organisation.Kind.STATION)
    for unit in (commune, other, third):
        register.record_use(record, unit, How.PRINT)
    made = withdrawals.withdraw(slogan, approver, "Sai.")
    Reuse.objects.filter(organisation=other).update(due=timezone.localdate() - timedelta(days=1))
    user = User.objects.create_user("dai", organisation=third)
    register.confirm(Reuse.objects.get(organisation=third), user, "Đã thôi phát.")
    answer = signed_in(approver).get(f"/admin/thu-hoi/{made.pk}/")
    groups = {label: [row.organisation.name for row in rows] for label, rows in answer.context["groups"]}
    assert groups == {"Quá hạn": [other.name], "Đang chờ gỡ": [commune.name], "Đã gỡ": [third.name]}
    assert "Đã thôi phát." in visible_text(answer)


def test_the_notice_can_be_printed(task: Reuse, commune: Organisation, approver: User) -> None:
    made = Withdrawal.objects.get()
    answer = signed_in(approver).get(f"/admin/thu-hoi/{made.pk}/thong-bao/")
    text = visible_text(answer)
    for part in (
        made.approval.shown_code,
        made.reason,
        made.approval.text,
        commune.name,
        made.approval.agency,
    ):
        assert part in text
    assert answer.content.decode().count("wagtail") == 0


@pytest.mark.parametrize("role", FOLLOWERS)
def test_who_follows_up_sees_the_progress(task: Reuse, staff: Any, role: str) -> None:
    made = Withdrawal.objects.get()
    assert signed_in(staff(role)).get(f"/admin/thu-hoi/{made.pk}/").status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_others_do_not_see_the_progress(task: Reuse, staff: Any, role: str) -> None:
    made = Withdrawal.objects.get()
    for rest in ("", "thong-bao/"):
        assert outcome(signed_in(staff(role)).get(f"/admin/thu-hoi/{made.pk}/{rest}")) == "refused"


def test_markup_in_words_of_people_is_shown_as_text(
    slogan: Any, record: ApprovalRecord, commune: Organisation, approver: User, member: User
) -> None:
    evil = "<script>alert(1)</script>"
    register.record_use(
        record, commune, How.POST, where=evil, link="https://a.example/?<script>alert(1)</script>"
    )
    client = signed_in(approver)
    pages = [client.get("/admin/su-dung/"), client.get(f"/admin/thu-hoi/trang/{slogan.pk}/")]
    made = withdrawals.withdraw(slogan, approver, evil)
    task = Reuse.objects.get()
    pages += [signed_in(member).get("/admin/can-go/"), signed_in(member).get(f"/admin/can-go/{task.pk}/")]
    register.confirm(task, member, evil)
    pages += [client.get(f"/admin/thu-hoi/{made.pk}/"), client.get(f"/admin/thu-hoi/{made.pk}/thong-bao/")]
    pages += [
        client.get(slogan.url),
        client.get(f"/xac-minh/{record.code}/"),
        client.get(f"/nhung/{record.code}/"),
    ]
    for answer in pages:
        assert evil not in answer.content.decode()
    assert [answer.status_code for answer in pages] == [200] * 6 + [410, 200, 200]


def test_a_link_that_runs_something_is_refused(record: ApprovalRecord, member: User) -> None:
    data = {"how": How.POST, "day": timezone.localdate().isoformat(), "link": "javascript:alert(1)"}
    answer = signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", data)
    assert answer.status_code == 200 and not Reuse.objects.exists()
