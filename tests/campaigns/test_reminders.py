"""What falls due is said in time, once a day, to those who can do something about it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from campaigns import reminders
from campaigns.models import ScamWarningPage
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def overdue(department: Any) -> Any:
    page = factories.published(ScamWarningPage, department)
    ScamWarningPage.objects.filter(pk=page.pk).update(review_on=timezone.localdate() - timedelta(days=2))
    return page


def at(hour: int) -> datetime:
    return datetime.combine(timezone.localdate(), datetime.min.time(), HANOI).replace(hour=hour)


def test_one_letter_a_day_to_the_office(overdue: Any, staff: Any, mailoutbox: list[Any]) -> None:
    editor = staff(Role.EDITOR)
    staff(Role.COMMUNICATOR)
    assert reminders.remind(now=at(9)) == 1
    assert reminders.remind(now=at(10)) == 0
    (letter,) = mailoutbox
    assert letter.to == [editor.email] and overdue.title in letter.body


def test_nothing_goes_out_at_night(overdue: Any, staff: Any) -> None:
    staff(Role.EDITOR)
    assert reminders.remind(now=at(3)) == 0


def test_a_hotline_is_due_a_week_before_it_stops_counting() -> None:
    today = timezone.localdate()
    fresh = factories.hotline(verified_on=today - timedelta(days=172))
    due = factories.hotline(verified_on=today - timedelta(days=173))
    titles = [item.title for item in reminders.due_items(today)]
    assert str(due) in titles and str(fresh) not in titles


def test_the_dashboard_lists_it_for_the_department_only(overdue: Any, staff: Any, client: Client) -> None:
    for user, shown in (
        (staff(Role.EDITOR), True),
        (factories.staff(Role.EDITOR, factories.department()), False),
    ):
        client.force_login(user)
        assert (overdue.title in client.get("/admin/").content.decode()) is shown
