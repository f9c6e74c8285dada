"""The way of one text: written, appraised, approved, published, by people who may."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from campaigns.approvals.models import ApprovalRecord
from campaigns.models import NewsPage
from cms.accounts.models import Role, User
from tests import factories
from tests.campaigns.workflow import act, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(staff: Any) -> dict[str, User]:
    return {role: staff(role) for role in (Role.COMMUNICATOR, Role.EDITOR, Role.APPRAISER, Role.APPROVER)}


@pytest.fixture
def news(department: Any, people: dict[str, User]) -> Any:
    author = people[Role.COMMUNICATOR]
    return submit(factories.draft(NewsPage, department, author), author)


def test_three_people_and_then_it_is_live(news: Any, people: dict[str, User]) -> None:
    act(news, people[Role.APPRAISER])
    act(news, people[Role.APPROVER])
    act(news, people[Role.EDITOR])
    news.refresh_from_db()
    assert news.live
    record = ApprovalRecord.objects.get(page=news)
    assert (record.appraiser, record.approver) == (people[Role.APPRAISER], people[Role.APPROVER])


def test_published_at_a_set_time(news: Any, people: dict[str, User]) -> None:
    act(news, people[Role.APPRAISER])
    act(news, people[Role.APPROVER])
    soon = timezone.now() + timedelta(hours=1)
    act(news, people[Role.EDITOR], go_live_at=soon, expire_at=soon + timedelta(hours=1))
    news.refresh_from_db()
    assert not news.live
    news.get_latest_revision().__class__.objects.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    revision = news.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save(update_fields=["content"])
    call_command("publish_scheduled")
    news.refresh_from_db()
    assert news.live
    NewsPage.objects.filter(pk=news.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled")
    news.refresh_from_db()
    assert not news.live and news.expired


@pytest.mark.parametrize("role", [Role.COMMUNICATOR, Role.EDITOR, Role.APPROVER])
def test_only_appraisers_appraise(news: Any, people: dict[str, User], role: str) -> None:
    with pytest.raises(PermissionDenied):
        act(news, people[role])


def test_an_appraiser_of_another_department_does_not(news: Any) -> None:
    stranger = factories.staff(Role.APPRAISER, factories.department())
    with pytest.raises(PermissionDenied):
        act(news, stranger)


def test_who_saved_a_revision_does_not_appraise_it(news: Any, people: dict[str, User]) -> None:
    news.save_revision(user=people[Role.APPRAISER])
    with pytest.raises(PermissionDenied):
        act(news, people[Role.APPRAISER])


def test_who_submitted_it_does_not_appraise_it(department: Any, people: dict[str, User]) -> None:
    news = submit(factories.draft(NewsPage, department, people[Role.COMMUNICATOR]), people[Role.APPRAISER])
    with pytest.raises(PermissionDenied):
        act(news, people[Role.APPRAISER])


def test_appraiser_and_approver_are_two_people(news: Any, people: dict[str, User]) -> None:
    both = people[Role.APPRAISER]
    both.groups.add(*people[Role.APPROVER].groups.all())
    act(news, both)
    with pytest.raises(PermissionDenied):
        act(news, both)


def test_a_superuser_is_no_exception(news: Any, people: dict[str, User]) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")
    with pytest.raises(PermissionDenied):
        act(news, boss)


def test_only_the_office_publishes(news: Any, people: dict[str, User]) -> None:
    act(news, people[Role.APPRAISER])
    act(news, people[Role.APPROVER])
    with pytest.raises(PermissionDenied):
        act(news, people[Role.APPROVER])


def test_returned_only_with_a_reason(news: Any, people: dict[str, User]) -> None:
    with pytest.raises(PermissionDenied):
        act(news, people[Role.APPRAISER], "reject", comment="  ")
    act(news, people[Role.APPRAISER], "reject", comment="Thiếu nguồn.")
    state = NewsPage.objects.get(pk=news.pk).current_workflow_state
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert state.current_task_state.comment == "Thiếu nguồn."


def test_a_changed_text_starts_again_at_appraisal(news: Any, people: dict[str, User]) -> None:
    act(news, people[Role.APPRAISER])
    act(news, people[Role.APPROVER], "reject", comment="Sửa tiêu đề.")
    news = NewsPage.objects.get(pk=news.pk)
    news.title = "Tiêu đề khác"
    news.save_revision(user=people[Role.COMMUNICATOR])
    news.current_workflow_state.resume(people[Role.COMMUNICATOR])
    news = NewsPage.objects.get(pk=news.pk)
    assert news.current_workflow_task.name == "Thẩm định"


def test_nobody_edits_what_is_under_review(news: Any, people: dict[str, User]) -> None:
    for person in people.values():
        assert news.get_lock().for_user(person)


def test_a_second_decision_on_the_same_task_is_refused(news: Any, people: dict[str, User]) -> None:
    state = TaskState.objects.get(pk=news.current_workflow_task_state.pk)
    act(news, people[Role.APPRAISER])
    with pytest.raises(PermissionDenied):
        news.current_workflow_task.on_action(state, people[Role.APPRAISER], "approve")


def test_the_next_person_gets_a_letter_and_the_item(
    news: Any, people: dict[str, User], mailoutbox: list[Any]
) -> None:
    act(news, people[Role.APPRAISER])
    assert [people[Role.APPROVER].email] in [message.to for message in mailoutbox]
    waiting = TaskState.objects.reviewable_by(people[Role.APPROVER])
    assert [state.workflow_state.object_id for state in waiting] == [str(news.pk)]
    assert not TaskState.objects.reviewable_by(people[Role.APPRAISER])


def test_the_letter_says_that_the_text_waits_for_its_reader(
    news: Any, people: dict[str, User], mailoutbox: list[Any]
) -> None:
    act(news, people[Role.APPRAISER])
    (email,) = [message for message in mailoutbox if people[Role.APPROVER].email in message.to]
    assert "đang chờ bạn xử lý ở bước “Duyệt”" in email.subject
    assert "đang chờ bạn xử lý ở bước “Duyệt”" in email.body


def test_a_text_taken_down_goes_straight_to_publication(department: Any, people: dict[str, User]) -> None:
    news = factories.published(NewsPage, department)
    news.unpublish()
    news = submit(NewsPage.objects.get(pk=news.pk), people[Role.EDITOR])
    assert news.current_workflow_task.name == "Công bố"
    act(news, people[Role.EDITOR])
    news.refresh_from_db()
    assert news.live
