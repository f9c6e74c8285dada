"""What falls due is said in time, once a day, to those who can do something about it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.approvals import freeze
from campaigns.editorial import reminders
from campaigns.models import ScamWarningPage, SloganPage
from cms.accounts.models import Role
from search.builder import public_items
from search.models import IndexRow
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
    assert reminders.send_reminders(now=at(9)) == 1
    assert reminders.send_reminders(now=at(10)) == 0
    (message,) = mailoutbox
    assert message.to == [editor.email] and overdue.title in message.body


def test_nothing_goes_out_at_night(overdue: Any, staff: Any) -> None:
    staff(Role.EDITOR)
    assert reminders.send_reminders(now=at(3)) == 0


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


def ends_in(department: Any, days: int) -> Any:
    """A slogan published by the workflow's last task, valid until that many days from now."""
    last = timezone.localdate() + timedelta(days=days)
    page = factories.published(SloganPage, department, signing={"valid_until": last})
    end = freeze.end_of_validity(page.get_latest_revision())
    SloganPage.objects.filter(pk=page.pk).update(expire_at=end)
    return SloganPage.objects.get(pk=page.pk)


@pytest.mark.parametrize(("days", "listed"), [(0, True), (7, True), (30, True), (31, False)])
def test_what_ends_within_thirty_days_is_listed(department: Any, days: int, listed: bool) -> None:
    page = ends_in(department, days)
    due = {item.title: item.day for item in reminders.due_items(timezone.localdate())}
    assert due.get(page.title) == (timezone.localdate() + timedelta(days=days) if listed else None)


@pytest.mark.parametrize(
    ("days", "emails"), [(31, 0), (30, 1), (29, 0), (15, 0), (8, 0), (7, 1), (3, 1), (0, 1)]
)
def test_emails_go_out_at_thirty_days_and_in_the_last_week(
    department: Any, staff: Any, mailoutbox: list[Any], days: int, emails: int
) -> None:
    staff(Role.EDITOR)
    page = ends_in(department, days)
    assert reminders.send_reminders(now=at(9)) == emails
    assert [page.title in message.body for message in mailoutbox] == [True] * emails


def test_it_leaves_by_itself_and_says_that_it_expired(department: Any, client: Client) -> None:
    page = ends_in(department, 0)
    key = f"wagtailcore.page:{page.pk}"
    assert [item.key for item in public_items({key: 1})] == [key]
    SloganPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live and page.expired
    answer = client.get(page.url)
    assert answer.status_code == 410 and "Hết hạn" in answer.content.decode()
    assert page.slug not in client.get(page.get_parent().url).content.decode()
    assert not list(public_items({key: 1}))
    assert IndexRow.objects.pending().filter(key=key).exists()


def test_what_has_ended_is_not_reminded_of(department: Any) -> None:
    page = ends_in(department, 0)
    page.unpublish(set_expired=True)
    assert page.title not in [item.title for item in reminders.due_items(timezone.localdate())]


def test_one_moment_after_midnight_the_text_is_over(department: Any) -> None:
    page = ends_in(department, 2)
    last = timezone.localdate() + timedelta(days=2)
    assert timezone.localtime(page.expire_at).isoformat()[:16] == f"{last + timedelta(days=1)}T00:00"


def on(day: Any, hour: int = 9) -> datetime:
    return datetime.combine(day, datetime.min.time(), HANOI).replace(hour=hour)


def test_a_worker_away_on_the_thirtieth_day_catches_up_once(
    department: Any, staff: Any, mailoutbox: list[Any]
) -> None:
    staff(Role.EDITOR)
    page = ends_in(department, 40)
    today = timezone.localdate()
    days = [today + timedelta(days=days) for days in (9, 12, 13)]
    assert [reminders.send_reminders(now=on(day)) for day in days] == [0, 1, 0]
    assert page.title in mailoutbox[0].body


def test_a_lost_cache_sends_no_second_letter(overdue: Any, staff: Any) -> None:
    staff(Role.EDITOR)
    assert reminders.send_reminders(now=at(9)) == 1
    cache.clear()
    assert reminders.send_reminders(now=at(10)) == 0


def test_a_letter_that_fails_is_tried_again(overdue: Any, staff: Any, monkeypatch: Any) -> None:
    staff(Role.EDITOR)

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("cms.mail.send_mail", broken)
        with pytest.raises(OSError):
            reminders.send_reminders(now=at(9))
    assert reminders.send_reminders(now=at(9)) == 1


def test_the_dashboard_makes_the_same_queries_for_many(department: Any, staff: Any) -> None:
    user = staff(Role.EDITOR)
    today = timezone.localdate()

    def cost(pages: int) -> int:
        for _ in range(pages):
            ends_in(department, 5)
        with CaptureQueriesContext(connection) as queries:
            found = reminders.due_for(user, reminders.due_items(today))
        assert len(found) >= pages
        return len(queries)

    cost(1)
    few = cost(1)
    assert cost(5) == few


def test_the_dashboard_shows_the_most_urgent_and_the_letter_all(
    overdue: Any, department: Any, staff: Any, client: Client, mailoutbox: list[Any], monkeypatch: Any
) -> None:
    later = ends_in(department, 3)
    editor = staff(Role.EDITOR)
    client.force_login(editor)
    assert "việc gấp nhất" not in client.get("/admin/").content.decode()
    monkeypatch.setattr(reminders, "MOST", 1)
    items, has_more = reminders.most_urgent(editor, timezone.localdate())
    assert [item.title for item in items] == [overdue.title] and has_more
    assert "Đây là 1 việc gấp nhất" in client.get("/admin/").content.decode()
    reminders.send_reminders(now=at(9))
    assert overdue.title in mailoutbox[0].body and later.title in mailoutbox[0].body
