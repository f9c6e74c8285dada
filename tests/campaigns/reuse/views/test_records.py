"""The page of approval records: integrity, export, links to withdrawals, by role."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.approvals import integrity
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import MaterialFile, MaterialPage, SloganPage
from campaigns.reuse.models import Reuse
from cms.accounts.models import Role, RoleGroup, User
from tests import factories
from tests.campaigns.reuse.support import OTHERS, table
from tests.clients import outcome, signed_in, visible_text

pytestmark = pytest.mark.django_db


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


def test_records_are_searched_by_words_or_the_beginning_of_a_code(
    department: Any, record: ApprovalRecord, staff: Any
) -> None:
    long = factories.published(SloganPage, department, text="Chung tay giữ lấy bản làng bình yên, " * 5)
    client = signed_in(staff(Role.APPROVER))
    for query, found in (
        (record.code[:6].lower(), record.shown_code),
        ("bản làng", ApprovalRecord.objects.get(code=long.code).shown_code),
    ):
        text = visible_text(client.get("/admin/ho-so-duyet/", {"q": query}))
        others = ApprovalRecord.objects.exclude(code=found.replace("-", ""))
        assert found in text and not any(other.shown_code in text for other in others), query
    assert long.title in visible_text(client.get("/admin/ho-so-duyet/"))
    for query in ("không có câu này", "–"):
        assert "Không hồ sơ nào" in visible_text(client.get("/admin/ho-so-duyet/", {"q": query}))


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
        assert outcome(client.get(f"/admin/ho-so-duyet/{path}")) == "refused"
    assert outcome(client.post("/admin/ho-so-duyet/kiem-tra/")) == "refused"


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


def test_the_records_make_the_same_queries_for_many(
    department: Any, approver: User, django_assert_max_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    client = signed_in(approver)
    factories.published(SloganPage, department)
    client.get("/admin/ho-so-duyet/results/")
    with CaptureQueriesContext(connection) as before:
        client.get("/admin/ho-so-duyet/results/")
    most = len(before)
    for _ in range(5):
        factories.published(SloganPage, department)
    client.get("/admin/ho-so-duyet/results/")
    with django_assert_max_num_queries(most):
        client.get("/admin/ho-so-duyet/results/")
