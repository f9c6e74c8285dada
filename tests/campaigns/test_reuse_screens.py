"""Withdrawing, following up, noting and confirming uses: the screens of the admin, by role."""

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from campaigns.approvals import codes, integrity
from campaigns.approvals.models import ApprovalRecord, Withdrawal
from campaigns.models import MaterialFile, MaterialPage, NewsPage, SloganPage
from campaigns.reuse import register, withdrawals
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Organisation, Role, RoleGroup, User
from tests import factories
from tests.clients import signed_in, visible_text

pytestmark = pytest.mark.django_db
FOLLOWERS = (Role.EDITOR, Role.APPROVER, Role.CONSOLIDATOR, Role.READER)
OTHERS = (Role.COMMUNICATOR, Role.APPRAISER, Role.STATION)


@pytest.fixture
def other(db: None) -> Organisation:
    return Organisation.objects.create(name="UBND xã Khác thử", kind=Organisation.Kind.COMMUNE)


@pytest.fixture
def member(staff: Any, commune: Organisation) -> User:
    return staff(Role.COMMUNICATOR, organisation=commune)


@pytest.fixture
def task(record: ApprovalRecord, commune: Organisation, approver: User, slogan: Any) -> Reuse:
    register.register(record, commune, How.PRINT, where="Cổng UBND xã")
    withdrawals.withdraw(slogan, approver, "Số điện thoại đã đổi.")
    return Reuse.objects.get()


def refused(answer: Any) -> bool:
    """Wagtail sends whoever may not back to the dashboard."""
    return answer.status_code == 403 or (answer.status_code == 302 and answer["Location"] == "/admin/")


def picture(name: str = "anh.png", kind: str = "PNG") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#0c4a8a").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), f"image/{kind.lower()}")


def table(content: bytes, kind: str) -> list[list[Any]]:
    """The rows of an exported spreadsheet."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


# Withdrawing


def test_the_form_tells_what_will_happen(
    slogan: Any, record: ApprovalRecord, commune: Organisation, approver: User
) -> None:
    register.register(record, commune, How.PRINT, where="Nhà văn hóa thôn")
    answer = signed_in(approver).get(f"/admin/thu-hoi/trang/{slogan.pk}/")
    text = visible_text(answer)
    assert record.shown_code in text and "1 lượt đang dùng" in text
    assert commune.name in text and "Nhà văn hóa thôn" in text
    slogan.refresh_from_db()
    assert slogan.live


def test_a_reason_takes_it_back_and_leads_to_the_progress(slogan: Any, approver: User) -> None:
    client = signed_in(approver)
    answer = client.post(f"/admin/thu-hoi/trang/{slogan.pk}/", {"reason": "  Số đã đổi.  "})
    made = Withdrawal.objects.get()
    assert answer["Location"] == f"/admin/thu-hoi/{made.pk}/"
    assert (made.reason, made.withdrawn_by) == ("Số đã đổi.", approver)
    slogan.refresh_from_db()
    assert not slogan.live


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"due": ""}, "Ghi lý do thu hồi."),
        ({"reason": "   "}, "Ghi lý do thu hồi."),
        ({"reason": "Sai.", "due": "2020-01-01"}, "Hạn gỡ đã qua."),
        ({"reason": "Sai.", "replacement": "999999"}, ""),
        ({"reason": "x" * 501}, "500"),
        ({"reason": "Sai\x00"}, ""),
    ],
)
def test_a_wrong_form_takes_nothing_back(slogan: Any, approver: User, data: Any, said: str) -> None:
    answer = signed_in(approver).post(f"/admin/thu-hoi/trang/{slogan.pk}/", data)
    assert answer.status_code == 200 and said in visible_text(answer)
    slogan.refresh_from_db()
    assert slogan.live and not Withdrawal.objects.exists()


def test_a_replacement_not_in_force_is_said(slogan: Any, department: Any, approver: User) -> None:
    draft = factories.draft(SloganPage, department)
    data = {"reason": "Sai.", "replacement": draft.pk}
    answer = signed_in(approver).post(f"/admin/thu-hoi/trang/{slogan.pk}/", data)
    assert answer.status_code == 200 and "thay thế đang còn hiệu lực" in visible_text(answer)


def test_replacement_haste_and_date_are_kept(slogan: Any, department: Any, approver: User) -> None:
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
    assert refused(client.get(f"/admin/thu-hoi/trang/{slogan.pk}/"))
    assert refused(client.post(f"/admin/thu-hoi/trang/{slogan.pk}/", {"reason": "Sai."}))
    slogan.refresh_from_db()
    assert slogan.live


def test_an_approver_of_another_department_does_not(slogan: Any) -> None:
    user = factories.staff(Role.APPROVER, factories.department())
    assert refused(signed_in(user).get(f"/admin/thu-hoi/trang/{slogan.pk}/"))


def test_what_is_no_content_is_not_withdrawn(department: Any, approver: User) -> None:
    client = signed_in(approver)
    assert refused(client.get(f"/admin/thu-hoi/trang/{department.pk}/"))
    assert refused(client.get(f"/admin/thu-hoi/trang/{factories.draft(SloganPage, department).pk}/"))
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
    register.register(ApprovalRecord.objects.get(code=page.code), commune, How.PRINT)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawals.withdraw(page, approver, "Sai.")
    (letter,) = mail.outbox
    assert letter.subject == "Thu hồi: Dòng thứ nhất Dòng thứ hai"
    assert letter.message()["To"] == "xa@example.vn"


# Following up


def test_progress_is_in_three_groups(
    slogan: Any, record: ApprovalRecord, commune: Organisation, other: Organisation, approver: User
) -> None:
    third = Organisation.objects.create(name="Đài xã thử", kind=Organisation.Kind.STATION)
    for unit in (commune, other, third):
        register.register(record, unit, How.PRINT)
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
        assert refused(signed_in(staff(role)).get(f"/admin/thu-hoi/{made.pk}/{rest}"))


def test_markup_in_words_of_people_is_shown_as_text(
    slogan: Any, record: ApprovalRecord, commune: Organisation, approver: User, member: User
) -> None:
    evil = "<script>alert(1)</script>"
    register.register(
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
        assert answer.status_code in (200, 410) and evil not in answer.content.decode()


def test_a_link_that_runs_something_is_refused(record: ApprovalRecord, member: User) -> None:
    data = {"how": How.POST, "day": timezone.localdate().isoformat(), "link": "javascript:alert(1)"}
    answer = signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", data)
    assert answer.status_code == 200 and not Reuse.objects.exists()


# Noting a use


def test_two_taps_note_a_use(record: ApprovalRecord, member: User, commune: Organisation) -> None:
    client = signed_in(member)
    answer = client.get(f"/admin/su-dung/ghi/{record.shown_code.lower()}/")
    form = answer.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"how": How.PRINT}
    answer = client.post(f"/admin/su-dung/ghi/{record.code}/", sent)
    assert answer["Location"] == "/admin/su-dung/"
    row = Reuse.objects.get()
    assert (row.organisation, row.user, row.how, row.day) == (commune, member, "in", timezone.localdate())


def test_all_that_is_told_is_kept(record: ApprovalRecord, member: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    data = {
        "how": How.BROADCAST,
        "day": yesterday.isoformat(),
        "where": "Cụm loa thôn Bản Giốc",
        "quantity": "3",
        "minutes": "12",
        "people": "250",
        "link": "https://caobang.example.vn/bai",
    }
    signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", data)
    row = Reuse.objects.get()
    assert (row.day, row.where, row.quantity, row.minutes, row.people, row.link) == (
        yesterday,
        "Cụm loa thôn Bản Giốc",
        3,
        12,
        250,
        "https://caobang.example.vn/bai",
    )


@pytest.mark.parametrize(
    "data",
    [
        {"how": ""},
        {"how": "khong-co"},
        {"how": How.DOWNLOAD},
        {"how": How.PRINT, "quantity": "-1"},
        {"how": How.PRINT, "quantity": "9" * 30},
        {"how": How.PRINT, "people": "một trăm"},
        {"how": How.PRINT, "where": "x" * 5000},
        {"how": How.PRINT, "where": "a\x00b"},
        {"how": How.PRINT, "link": "khong phai"},
        {"how": How.PRINT, "day": "2999-01-01"},
        {"how": How.PRINT, "day": "31/02/2026"},
    ],
)
def test_a_wrong_note_is_said(record: ApprovalRecord, member: User, data: Any) -> None:
    sent = {"day": timezone.localdate().isoformat()} | data
    answer = signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", sent)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert not Reuse.objects.exists()


def test_without_organisation_it_says_what_to_do(record: ApprovalRecord, staff: Any) -> None:
    client = signed_in(staff(Role.COMMUNICATOR))
    for answer in (
        client.get(f"/admin/su-dung/ghi/{record.code}/"),
        client.post(f"/admin/su-dung/ghi/{record.code}/", {"how": How.PRINT}),
        client.get("/admin/can-go/"),
    ):
        assert answer.status_code == 200 and "Nhờ quản trị ghi đơn vị" in visible_text(answer)
    assert not Reuse.objects.exists()


def test_a_use_is_noted_with_a_photograph_for_its_unit_only(
    record: ApprovalRecord, member: User, staff: Any, other: Organisation
) -> None:
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat(), "evidence": picture()}
    client = signed_in(member)
    client.post(f"/admin/su-dung/ghi/{record.code}/", data)
    row = Reuse.objects.get()
    path = f"/admin/su-dung/{row.pk}/anh/"
    assert path in client.get("/admin/su-dung/results/").content.decode()
    assert client.get(path)["Content-Type"] == "image/png"
    assert signed_in(staff(Role.EDITOR)).get(path).status_code == 200
    assert signed_in(staff(Role.COMMUNICATOR, organisation=other)).get(path).status_code == 404
    assert Client().get(f"/tep/{row.evidence.name}").status_code == 404


@pytest.mark.parametrize("wrong", ["script", "large"])
def test_what_is_no_small_picture_is_not_noted(
    record: ApprovalRecord, member: User, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    sent = picture() if wrong == "large" else SimpleUploadedFile("anh.png", b"<script>", "image/png")
    monkeypatch.setattr("campaigns.reuse.views.register.MAX_PHOTO_BYTES", 10 if wrong == "large" else 1000)
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat(), "evidence": sent}
    answer = signed_in(member).post(f"/admin/su-dung/ghi/{record.code}/", data)
    assert answer.status_code == 200 and answer.context["form"].errors["evidence"]
    assert not Reuse.objects.exists()


def test_nothing_withdrawn_is_noted(task: Reuse, record: ApprovalRecord, member: User) -> None:
    client = signed_in(member)
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat()}
    for answer in (
        client.get(f"/admin/su-dung/ghi/{record.code}/"),
        client.post(f"/admin/su-dung/ghi/{record.code}/", data),
    ):
        assert "Đã thu hồi" in visible_text(answer)
    assert Reuse.objects.count() == 1


def test_a_use_of_an_unknown_code_is_not_found(member: User) -> None:
    client = signed_in(member)
    for typed in (codes.new_code(), "x", "%00", "😀"):
        assert client.get(f"/admin/su-dung/ghi/{typed}/").status_code == 404


# The register


@pytest.fixture
def two_uses(record: ApprovalRecord, commune: Organisation, other: Organisation) -> None:
    register.register(record, commune, How.PRINT, where="Ở xã mình")
    register.register(record, other, How.PRINT, where="Ở xã khác")


@pytest.mark.parametrize("role", OTHERS)
def test_one_sees_the_uses_of_ones_own_unit(
    two_uses: None, staff: Any, commune: Organisation, role: str
) -> None:
    text = visible_text(signed_in(staff(role, organisation=commune)).get("/admin/su-dung/"))
    assert "Ở xã mình" in text and "Ở xã khác" not in text


@pytest.mark.parametrize("role", FOLLOWERS)
def test_who_follows_up_sees_all_uses(two_uses: None, staff: Any, role: str) -> None:
    text = visible_text(signed_in(staff(role)).get("/admin/su-dung/"))
    assert "Ở xã mình" in text and "Ở xã khác" in text


def test_the_administrator_of_the_system_sees_no_uses(two_uses: None) -> None:
    boss = factories.staff(Role.ADMINISTRATOR, Page.objects.get(depth=1))
    assert "Ở xã" not in visible_text(signed_in(boss).get("/admin/su-dung/"))


def test_the_register_is_filtered(two_uses: None, staff: Any, other: Organisation) -> None:
    client = signed_in(staff(Role.EDITOR))
    assert "Ở xã mình" not in visible_text(client.get("/admin/su-dung/", {"organisation": other.pk}))
    assert "Ở xã mình" not in visible_text(client.get("/admin/su-dung/results/", {"how": How.SMS}))
    assert client.get("/admin/su-dung/", {"organisation": "x", "day_from": "y"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_register_is_exported_within_the_same_limits(two_uses: None, member: User, kind: str) -> None:
    answer = signed_in(member).get("/admin/su-dung/", {"export": kind})
    rows = table(b"".join(answer.streaming_content), kind)
    text = str(rows)
    assert len(rows) == 2
    assert "Ở xã mình" in text and "Ở xã khác" not in text
    assert f"so-su-dung-{timezone.localdate()}.{kind}" in answer["Content-Disposition"]


def test_the_register_asks_the_same_for_many(
    record: ApprovalRecord, commune: Organisation, staff: Any, django_assert_max_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    client = signed_in(staff(Role.EDITOR))
    register.register(record, commune, How.PRINT)
    client.get("/admin/su-dung/results/")
    with CaptureQueriesContext(connection) as before:
        client.get("/admin/su-dung/results/")
    for number in range(12):
        register.register(record, commune, How.PRINT, where=f"Nơi {number}")
    with django_assert_max_num_queries(len(before)):
        client.get("/admin/su-dung/results/")


# The records of approval


def test_records_say_that_the_chain_is_whole(record: ApprovalRecord, staff: Any) -> None:
    integrity.nightly(now=timezone.now().replace(hour=5))
    text = visible_text(signed_in(staff(Role.APPROVER)).get("/admin/ho-so-duyet/"))
    assert record.shown_code in text and "nguyên vẹn" in text


def test_records_say_what_was_tampered_with(record: ApprovalRecord, staff: Any) -> None:
    with connection.cursor() as cursor:
        table = ApprovalRecord._meta.db_table
        cursor.execute(f"UPDATE {table} SET text = %s WHERE id = %s", ["khác", record.pk])
    integrity.nightly(now=timezone.now().replace(hour=5))
    text = visible_text(signed_in(staff(Role.APPROVER)).get("/admin/ho-so-duyet/"))
    assert "bị sửa hoặc mất" in text and "nội dung đã bị sửa sau khi ghi" in text and "nguyên vẹn" not in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_records_are_exported_with_seals_and_files(department: Any, staff: Any, kind: str) -> None:
    document = factories.document()
    page = factories.published(
        MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)]
    )
    record = ApprovalRecord.objects.get(code=page.code)
    answer = signed_in(staff(Role.APPROVER)).get("/admin/ho-so-duyet/", {"export": kind})
    text = str(table(b"".join(answer.streaming_content), kind))
    assert record.record_hash in text and record.files[0]["sha256"] in text


def test_what_another_department_has_not_published_is_its_own(department: Any, staff: Any) -> None:
    mine = factories.draft(SloganPage, department, text="Chưa công bố, của mình")
    other = factories.draft(SloganPage, factories.department(), text="Chưa công bố, của Sở khác")
    for page in (mine, other):
        factories.approve(page)
    text = visible_text(signed_in(staff(Role.APPROVER)).get("/admin/ho-so-duyet/"))
    assert mine.text in text and other.text not in text


@pytest.mark.parametrize("role", OTHERS)
def test_records_are_for_who_follows_up(record: ApprovalRecord, staff: Any, role: str) -> None:
    client = signed_in(staff(role))
    for path in ("", "results/", "?export=csv", "kiem-toan/"):
        assert refused(client.get(f"/admin/ho-so-duyet/{path}"))
    assert refused(client.post("/admin/ho-so-duyet/kiem-tra/"))


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
        register.register(record, commune, How.PRINT, where=place)
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
def test_a_wrong_confirmation_is_said(task: Reuse, member: User, data: Any) -> None:
    answer = signed_in(member).post(f"/admin/can-go/{task.pk}/", data)
    assert answer.status_code == 200 and answer.context["form"].errors
    task.refresh_from_db()
    assert task.state == Reuse.State.TAKE_DOWN_REQUESTED


@pytest.mark.usefixtures("member")
def test_another_unit_does_not_confirm(task: Reuse, staff: Any, other: Organisation, approver: User) -> None:
    for user in (staff(Role.COMMUNICATOR, organisation=other), approver):
        client = signed_in(user)
        assert refused(client.get(f"/admin/can-go/{task.pk}/"))
        assert refused(client.post(f"/admin/can-go/{task.pk}/", {"note": "Đã gỡ."}))
    task.refresh_from_db()
    assert task.state == Reuse.State.TAKE_DOWN_REQUESTED


def test_what_is_confirmed_is_not_confirmed_again(task: Reuse, member: User) -> None:
    client = signed_in(member)
    client.post(f"/admin/can-go/{task.pk}/", {"note": "Đã gỡ."})
    answer = client.post(f"/admin/can-go/{task.pk}/", {"note": "Lần nữa."})
    assert answer.status_code == 200 and "trước đó" in visible_text(answer)


# Menus and buttons


def test_menu_items_are_for_those_who_may(staff: Any, commune: Organisation) -> None:
    def menu(user: User) -> str:
        return signed_in(user).get("/admin/").content.decode()

    follower, writer = menu(staff(Role.EDITOR)), menu(staff(Role.COMMUNICATOR, organisation=commune))
    for path in ("/admin/ho-so-duyet/", "/admin/ra-soat/"):
        assert path in follower and path not in writer
    assert "/admin/can-go/" in writer and "/admin/can-go/" not in follower
    assert "/admin/su-dung/" in follower and "/admin/su-dung/" in writer


@pytest.mark.parametrize(("role", "withdraws"), [(Role.APPROVER, True), (Role.EDITOR, False)])
def test_the_records_lead_the_approver_to_the_withdrawal(
    slogan: Any, staff: Any, role: str, withdraws: bool
) -> None:
    page = signed_in(staff(role)).get("/admin/ho-so-duyet/")
    assert (f"/admin/thu-hoi/trang/{slogan.pk}/" in page.content.decode()) is withdraws


def test_an_approver_of_another_department_is_not_led_there(slogan: Any) -> None:
    page = signed_in(factories.staff(Role.APPROVER, factories.department())).get("/admin/ho-so-duyet/")
    assert f"/admin/thu-hoi/trang/{slogan.pk}/" not in page.content.decode()


def test_the_records_lead_back_to_the_progress(slogan: Any, task: Reuse, approver: User) -> None:
    page = signed_in(approver).get("/admin/ho-so-duyet/results/").content.decode()
    assert f"/admin/thu-hoi/{task.withdrawal_id}/" in page
    assert f"/admin/thu-hoi/trang/{slogan.pk}/" not in page


def test_an_editor_who_also_approves_has_the_button(slogan: Any, staff: Any, department: Any) -> None:
    user = staff(Role.EDITOR)
    assert (
        "/admin/thu-hoi/trang/" not in signed_in(user).get(f"/admin/pages/{slogan.pk}/edit/").content.decode()
    )
    user.groups.add(RoleGroup.objects.get(role=Role.APPROVER, page=department).group)
    assert "/admin/thu-hoi/trang/" in signed_in(user).get(f"/admin/pages/{slogan.pk}/edit/").content.decode()


def test_the_records_ask_the_same_for_many(
    department: Any, approver: User, django_assert_max_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    client = signed_in(approver)
    factories.published(SloganPage, department)
    client.get("/admin/ho-so-duyet/results/")
    with CaptureQueriesContext(connection) as before:
        client.get("/admin/ho-so-duyet/results/")
    for _ in range(5):
        factories.published(SloganPage, department)
    with django_assert_max_num_queries(len(before)):
        client.get("/admin/ho-so-duyet/results/")


def test_the_editor_offers_noting_and_reading_again(slogan: Any, staff: Any, commune: Organisation) -> None:
    page = signed_in(staff(Role.EDITOR, organisation=commune)).get(f"/admin/pages/{slogan.pk}/edit/")
    assert f"/admin/su-dung/ghi/{slogan.code}/" in page.content.decode()
    assert f"/admin/soat-loi/{slogan.pk}/" in page.content.decode()
    page = signed_in(staff(Role.EDITOR)).get(f"/admin/pages/{slogan.pk}/edit/")
    assert "/admin/su-dung/ghi/" not in page.content.decode()


def test_a_draft_is_neither_noted_nor_withdrawn(department: Any, staff: Any, commune: Organisation) -> None:
    draft = factories.draft(NewsPage, department)
    page = signed_in(staff(Role.EDITOR, organisation=commune)).get(f"/admin/pages/{draft.pk}/edit/")
    assert page.status_code == 200
    assert "/admin/su-dung/ghi/" not in page.content.decode()
    assert "/admin/thu-hoi/trang/" not in page.content.decode()
