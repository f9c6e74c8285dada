"""A text goes to nobody's desk: told before, and refused when submitted (rule 125)."""

from typing import Any

import pytest
from django.urls import reverse

from campaigns.approvals.reviewers import missing_reviewers, names, unit_name
from campaigns.models import NewsPage
from cms.accounts.models import Role, RoleGroup, User
from tests import factories
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
EVERYBODY = {Role.APPRAISER, Role.APPROVER, Role.EDITOR}


def add(user: User, role: str, page: Any) -> None:
    user.groups.add(RoleGroup.objects.get(role=role, page=page).group)


@pytest.mark.parametrize(
    ("missing", "word"),
    [(Role.APPRAISER, "người thẩm định"), (Role.APPROVER, "người duyệt"), (Role.EDITOR, "người công bố")],
)
def test_each_step_needs_somebody(department: Any, staff: Any, missing: str, word: str) -> None:
    for role in EVERYBODY - {missing}:
        staff(role)
    sentence = missing_reviewers(department, staff(Role.COMMUNICATOR), is_new=True)
    assert word in sentence and f"“{department.title}”" in sentence


def test_where_everybody_is_nothing_is_missing(department: Any, staff: Any) -> None:
    for role in EVERYBODY:
        staff(role)
    assert missing_reviewers(department, staff(Role.COMMUNICATOR), is_new=True) == ""


def test_the_only_appraiser_cannot_submit_their_own_text(department: Any, staff: Any) -> None:
    staff(Role.APPROVER)
    author = staff(Role.EDITOR)
    add(author, Role.APPRAISER, department)
    assert "người thẩm định" in missing_reviewers(department, author, is_new=True)


def test_one_person_alone_does_not_appraise_and_approve(department: Any, staff: Any) -> None:
    staff(Role.EDITOR)
    add(staff(Role.APPRAISER), Role.APPROVER, department)
    assert "người duyệt" in missing_reviewers(department, staff(Role.COMMUNICATOR), is_new=True)


def test_whoever_wrote_a_draft_before_does_not_count(department: Any, staff: Any) -> None:
    appraiser = staff(Role.APPRAISER)
    staff(Role.APPROVER)
    staff(Role.EDITOR)
    page = factories.draft(NewsPage, department, appraiser)
    assert "người thẩm định" in missing_reviewers(page, staff(Role.COMMUNICATOR))


def test_an_account_that_is_closed_does_not_count(department: Any, staff: Any) -> None:
    for role in EVERYBODY:
        staff(role, is_active=role != Role.APPRAISER)
    assert "người thẩm định" in missing_reviewers(department, staff(Role.COMMUNICATOR), is_new=True)


def test_an_account_without_a_password_does_not_count(department: Any, staff: Any) -> None:
    for role in EVERYBODY:
        user = staff(role)
    user.set_unusable_password()
    user.save()
    assert missing_reviewers(department, staff(Role.COMMUNICATOR), is_new=True)


def test_people_of_the_site_do_not_stand_in_for_a_department(home: Any, department: Any, staff: Any) -> None:
    for role in EVERYBODY:
        factories.staff(role, home.get_parent())
    assert "người thẩm định" in missing_reviewers(department, staff(Role.COMMUNICATOR), is_new=True)


def test_the_form_says_so_before_and_offers_no_submission(department: Any, staff: Any) -> None:
    section = factories.section(department, "tin-tuc")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "newspage", section.pk])
    html = signed_in(staff(Role.COMMUNICATOR)).get(url).content.decode()
    assert "Chưa trình được: “" in html and 'name="action-submit"' not in html


def test_what_is_submitted_all_the_same_is_refused_and_not_lost(department: Any, staff: Any) -> None:
    section = factories.section(department, "tin-tuc")
    url = reverse("wagtailadmin_pages:add", args=["campaigns", "newspage", section.pk])
    form = {"title": "Tin thử", "slug": "tin-thu", "form": "tin", "date": "01/07/2026", "body-count": "1"}
    form |= {"body-0-type": "quote", "body-0-order": "0", "body-0-deleted": "", "body-0-id": ""}
    form |= {"body-0-value-text": "Lời trích", "body-0-value-source": "Nguồn"}
    form |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "action-submit": "1"}
    form |= {"topics": [factories.Topic.objects.first().slug]}
    answer = signed_in(staff(Role.COMMUNICATOR)).post(url, form)
    html = answer.content.decode()
    assert answer.status_code == 200 and "Chưa trình được: “" in html and 'value="Tin thử"' in html
    assert not NewsPage.objects.filter(title="Tin thử").exists()


def test_names_of_many_are_counted() -> None:
    people = [User(username=f"nguoi-{number}") for number in range(5)]
    assert names(people) == "nguoi-0, nguoi-1, nguoi-2 và 2 người nữa"


def test_the_unit_is_that_of_the_nearest_groups(home: Any, department: Any) -> None:
    section = factories.section(department, "tin-tuc")
    assert (unit_name(section), unit_name(home)) == (department.title, "Toàn trang")
