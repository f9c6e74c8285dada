"""What people are told after a decision, through the real screens (rule 124)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.views.decisions import next_step
from campaigns.models import NewsPage
from cms.accounts.models import Role, RoleGroup, User
from tests import factories
from tests.campaigns.workflow import act, submit, withdraw
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
NO_ACCESS = "Bạn không có quyền"


@pytest.fixture
def people(staff: Any) -> dict[str, User]:
    """One person a step, each with a name of their own."""
    roles = {"appraiser": Role.APPRAISER, "approver": Role.APPROVER, "editor": Role.EDITOR}
    made = {"writer": staff(Role.COMMUNICATOR)} | {name: staff(role) for name, role in roles.items()}
    for name, user in made.items():
        User.objects.filter(pk=user.pk).update(last_name="Nguyễn", first_name=name)
    return {name: User.objects.get(pk=user.pk) for name, user in made.items()}


@pytest.fixture
def page(department: Any, people: dict[str, User]) -> Any:
    writer = people["writer"]
    return submit(factories.draft(NewsPage, department, writer, title="Tin thử"), writer)


def decide(page: Any, user: User, action: str = "approve", state: Any = None, **data: Any) -> tuple[str, str]:
    """(levels of the messages, their text) on the screen where the person lands."""
    page = NewsPage.objects.get(pk=page.pk)
    state = state or page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    response = signed_in(user).post(url, data, follow=True)
    assert response.status_code == 200 and response.request["PATH_INFO"] == "/admin/"
    html = response.content.decode()
    told = list(get_messages(response.wsgi_request))
    assert NO_ACCESS not in html
    text = " ".join(re.sub(r"<[^>]+>", " ", " ".join(one.message for one in told)).split())
    return " ".join(one.level_tag for one in told), text


def test_each_step_says_what_was_decided_and_who_is_next(page: Any, people: dict[str, User]) -> None:
    level, text = decide(page, people["appraiser"])
    assert level == "success"
    assert "Đã đồng ý thẩm định “Tin thử”." in text and "Duyệt, do Nguyễn approver." in text
    level, text = decide(page, people["approver"])
    code = codes.shown(ApprovalRecord.objects.get().code)
    assert level == "success"
    assert f"Đã duyệt “Tin thử”, mã {code}." in text and "Công bố, do Nguyễn editor." in text
    level, text = decide(page, people["editor"])
    assert level == "success"
    assert f"Đã công bố “Tin thử”, mã {code}. Người đọc đã xem được." in text and "Xem trên trang" in text


def test_a_planned_publication_says_when(page: Any, people: dict[str, User]) -> None:
    act(page, people["appraiser"])
    act(page, people["approver"])
    tomorrow = timezone.localtime() + timedelta(days=1)
    level, text = decide(page, people["editor"], go_live_at=tomorrow.strftime("%d/%m/%Y %H:%M"))
    assert level == "success" and "Đã hẹn giờ công bố “Tin thử”." in text
    assert tomorrow.strftime("Bài tự hiện lúc %H:%M, %d/%m/%Y") in text


def test_a_return_says_so(page: Any, people: dict[str, User]) -> None:
    level, text = decide(page, people["appraiser"], "reject", comment="Thiếu nguồn.")
    assert level == "success" and "Đã trả lại “Tin thử”." in text


def test_the_author_reads_who_returned_the_text_and_why(page: Any, people: dict[str, User]) -> None:
    NewsPage.objects.filter(pk=page.pk).update(owner=people["writer"])
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    writer = signed_in(people["writer"])
    assert "đã trả lại bài này" not in writer.get(address).content.decode()
    act(page, people["appraiser"], "reject", comment="Thiếu nguồn <a>.")
    html = writer.get(address).content.decode()
    assert "Nguyễn appraiser đã trả lại bài này lúc" in html and "Lý do: Thiếu nguồn &lt;a&gt;." in html
    assert "Đang chờ duyệt" not in html
    NewsPage.objects.get(pk=page.pk).current_workflow_state.resume(people["writer"])
    assert "đã trả lại bài này" not in writer.get(address).content.decode()


def test_a_return_without_a_reason_says_what_is_missing(page: Any, people: dict[str, User]) -> None:
    level, text = decide(page, people["appraiser"], "reject")
    assert level == "error" and "Lý do trả lại: Ghi lý do" in text


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_second_of_two_is_told_who_was_first(
    page: Any, people: dict[str, User], staff: Any, action: str
) -> None:
    act(page, people["appraiser"])
    state = NewsPage.objects.get(pk=page.pk).current_workflow_task_state
    act(page, people["approver"])
    level, text = decide(page, staff(Role.APPROVER), action, state, comment="Chưa đạt.")
    assert level == "warning" and "Nguyễn approver đã duyệt “Tin thử” lúc" in text and ", mã " in text
    assert ApprovalRecord.objects.count() == 1


def test_a_double_click_is_told_what_the_first_did(page: Any, people: dict[str, User]) -> None:
    state = page.current_workflow_task_state
    decide(page, people["appraiser"])
    level, text = decide(page, people["appraiser"], state=state)
    assert level == "warning" and "Đã đồng ý thẩm định “Tin thử”." in text


def test_a_cancelled_workflow_is_told(page: Any, people: dict[str, User]) -> None:
    state = page.current_workflow_task_state
    page.current_workflow_state.cancel(user=people["writer"])
    level, text = decide(page, people["appraiser"], state=state)
    assert level == "warning" and "đã bị hủy" in text


def test_who_agreed_is_told_why_another_decides(page: Any, people: dict[str, User], staff: Any) -> None:
    both = people["appraiser"]
    department = page.get_parent().get_parent()
    both.groups.add(RoleGroup.objects.get(role=Role.APPROVER, page=department).group)
    act(page, both)
    level, text = decide(page, both)
    assert level == "error" and "nên người khác quyết định" in text


def test_a_rule_that_stops_the_decision_is_told_in_its_words(
    page: Any, people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    act(page, people["appraiser"])
    act(page, people["approver"])
    monkeypatch.setattr(ApprovalRecord, "is_valid", lambda record, day: False)
    level, text = decide(page, people["editor"])
    assert level == "error" and "hiệu lực" in text


def test_the_dialogue_leads_to_the_dashboard(page: Any, people: dict[str, User]) -> None:
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client = signed_in(people["appraiser"])
    for _time in range(2):
        answer = client.post(url, {}, headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.json() == {"step": "success", "redirect": "/admin/"}


def test_people_of_another_department_are_told_nothing(page: Any, other_department: Any) -> None:
    stranger = factories.staff(Role.APPRAISER, other_department)
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    html = signed_in(stranger).post(url, follow=True).content.decode()
    assert NO_ACCESS in html and "Tin thử" not in html


def test_a_stale_link_to_the_editor_tells_what_became_of_the_text(page: Any, people: dict[str, User]) -> None:
    act(page, people["appraiser"])
    response = signed_in(people["appraiser"]).get(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True
    )
    html = response.content.decode()
    assert NO_ACCESS not in html and "Đã đồng ý thẩm định" in html


def test_an_approver_who_comes_too_early_is_told_whose_step_it_is(page: Any, people: dict[str, User]) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = signed_in(people["approver"]).get(url, follow=True).content.decode()
    assert NO_ACCESS not in html and "Thẩm định, do Nguyễn appraiser." in html


def test_the_editor_tells_others_nothing(page: Any, other_department: Any) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    stranger = signed_in(factories.staff(Role.APPROVER, other_department))
    html = stranger.get(url, follow=True).content.decode()
    assert NO_ACCESS in html and "Tin thử" not in html


def test_an_approver_who_hides_a_page_lands_where_they_may(department: Any, people: dict[str, User]) -> None:
    live = factories.published(NewsPage, department)
    url = reverse("wagtailadmin_pages:unpublish", args=[live.pk])
    html = signed_in(people["approver"]).post(url, follow=True).content.decode()
    live.refresh_from_db()
    assert not live.live and NO_ACCESS not in html and "Đã gỡ" in html


def test_the_second_who_withdraws_is_told_who_was_first(
    department: Any, people: dict[str, User], staff: Any
) -> None:
    live = factories.published(NewsPage, department)
    withdraw(live, people["approver"])
    response = signed_in(staff(Role.APPROVER)).post(
        reverse("withdraw", args=[live.pk]), {"reason": "Số sai."}, follow=True
    )
    html = response.content.decode()
    assert "Nguyễn approver đã thu hồi nội dung này lúc" in html and NO_ACCESS not in html


def test_whoever_submits_is_told_who_is_next(page: Any, people: dict[str, User]) -> None:
    assert "Thẩm định, do Nguyễn appraiser." in next_step(page)
