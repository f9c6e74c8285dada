"""Whose text it is: after a withdrawal, after an overwritten version, in one page and in many."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState

from campaigns.approvals import authorship
from campaigns.approvals.models import AppraiseTask, ApproveTask
from campaigns.models import NewsPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role, User
from tests import factories
from tests.campaigns.workflow import act, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(staff: Any) -> dict[str, User]:
    return {role: staff(role) for role in (Role.COMMUNICATOR, Role.EDITOR, Role.APPRAISER, Role.APPROVER)}


@pytest.fixture
def writer(people: dict[str, User]) -> User:
    """An appraiser and approver who also writes."""
    writer = people[Role.COMMUNICATOR]
    writer.groups.add(*people[Role.APPRAISER].groups.all(), *people[Role.APPROVER].groups.all())
    return writer


@pytest.fixture
def live(department: Any, people: dict[str, User], writer: User) -> Any:
    """A text of ``writer`` that went the whole way."""
    page = submit(factories.draft(NewsPage, department, writer), writer)
    for role in (Role.APPRAISER, Role.APPROVER, Role.EDITOR):
        act(page, people[role])
    return NewsPage.objects.get(pk=page.pk)


def test_after_an_approval_a_text_begins_without_authors(live: Any, people: dict[str, User]) -> None:
    assert authorship.authors(live) == set()
    live.title = "Bản mới"
    live.save_revision(user=people[Role.EDITOR])
    assert authorship.authors(live) == {people[Role.EDITOR].pk}


def test_a_withdrawn_text_is_its_writers_again(live: Any, people: dict[str, User], writer: User) -> None:
    withdrawals.withdraw(live, people[Role.APPROVER], "Sai số điện thoại")
    page = submit(NewsPage.objects.get(pk=live.pk), people[Role.EDITOR])
    assert authorship.authors(page) == {writer.pk, people[Role.EDITOR].pk}
    with pytest.raises(PermissionDenied):
        act(page, writer)
    act(page, people[Role.APPRAISER])
    with pytest.raises(PermissionDenied):
        act(page, writer)


def test_an_overwritten_version_is_not_the_approved_one(department: Any, people: dict[str, User]) -> None:
    writer = people[Role.COMMUNICATOR]
    page = factories.draft(NewsPage, department, writer)
    factories.approve(page)
    page.title = "Đổi ngay trong bản đã duyệt"
    page.save_revision(user=writer, overwrite_revision=page.get_latest_revision())
    assert authorship.authors(page) == {writer.pk}


def test_a_version_that_reviewers_had_stays(live: Any, writer: User) -> None:
    approved = live.get_latest_revision()
    live.title = "Bản tự lưu"
    assert live.save_revision(user=writer, overwrite_revision=approved).pk != approved.pk
    approved.refresh_from_db()
    assert approved.content["title"] != "Bản tự lưu"
    assert authorship.authors(live) == {writer.pk}


def test_an_appraisal_does_not_pass_to_words_put_in_its_version(
    department: Any, people: dict[str, User]
) -> None:
    writer = people[Role.COMMUNICATOR]
    page = submit(factories.draft(NewsPage, department, writer), writer)
    act(page, people[Role.APPRAISER])
    act(page, people[Role.APPROVER], "reject", comment="Sửa tiêu đề.")
    page = NewsPage.objects.get(pk=page.pk)
    page.title = "Tiêu đề chưa ai thẩm định"
    page.save_revision(user=writer, overwrite_revision=page.get_latest_revision())
    page.current_workflow_state.resume(writer)
    assert NewsPage.objects.get(pk=page.pk).current_workflow_task.name == "Thẩm định"


def test_many_pages_are_judged_as_each_alone(department: Any, live: Any, people: dict[str, User]) -> None:
    drafts = [factories.draft(NewsPage, department, user) for user in people.values()]
    many = authorship.authors_of(page.pk for page in [live, *drafts])
    assert many == {page.pk: authorship.authors(page) for page in [live, *drafts]}
    assert [many[page.pk] for page in drafts] == [{user.pk} for user in people.values()]


@pytest.mark.parametrize(("role", "task"), [(Role.APPRAISER, AppraiseTask), (Role.APPROVER, ApproveTask)])
def test_what_waits_is_found_at_one_price(
    department: Any, people: dict[str, User], role: str, task: Any
) -> None:
    other = factories.department()

    def wait(parent: Any, author: User) -> None:
        page = submit(factories.draft(NewsPage, parent, author), author)
        if role == Role.APPROVER:
            appraiser = people[Role.APPRAISER]
            act(page, factories.staff(Role.APPRAISER, other) if parent == other else appraiser)

    def waiting() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            found = task.objects.get().get_task_states_user_can_moderate(people[role])
            return len(found), len(queries)

    wait(department, people[Role.COMMUNICATOR])
    few = waiting()
    for _time in range(4):
        wait(department, people[Role.COMMUNICATOR])
        wait(other, people[Role.COMMUNICATOR])
    wait(department, people[role])
    assert waiting() == (few[0] + 4, few[1])
    assert TaskState.objects.reviewable_by(people[role]).count() == 5


def test_other_departments_work_costs_a_dashboard_nothing(
    department: Any, people: dict[str, User], client: Client
) -> None:
    other = factories.department()
    submit(factories.draft(NewsPage, department, people[Role.COMMUNICATOR]), people[Role.COMMUNICATOR])
    client.force_login(people[Role.APPRAISER])

    def price() -> int:
        client.get(reverse("wagtailadmin_home"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("wagtailadmin_home"))
        return len(queries)

    before = price()
    for _time in range(5):
        submit(factories.draft(NewsPage, other, people[Role.COMMUNICATOR]), people[Role.COMMUNICATOR])
    assert price() == before
