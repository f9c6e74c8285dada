"""The calendar file of an event."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from campaigns.models import EventPage
from campaigns.models.events import _folded
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rally(department: Any) -> Any:
    return factories.draft(
        EventPage,
        department,
        title="Mít tinh hưởng ứng ngày 30/7; cùng hành động, cùng lên tiếng trên khắp các xã biên giới",
        summary="Dòng một\nDòng hai, có \\n và ; dấu",
        starts_at=datetime(2026, 7, 30, 1, 0, tzinfo=UTC),
        ends_at=datetime(2026, 7, 30, 3, 0, tzinfo=UTC),
        place="Nhà văn hóa xã, tỉnh Cao Bằng",
    )


def event_of(text: str) -> Any:
    return Calendar.from_ical(text).walk("VEVENT")[0]


def test_rows_end_with_crlf_and_fold_at_75_octets(rally: Any) -> None:
    rows = rally.icalendar().split("\r\n")
    assert rows[0] == "BEGIN:VCALENDAR" and rows[-2] == "END:VCALENDAR"
    assert max(len(row.encode()) for row in rows) <= 75


def test_text_survives_folding_and_escaping(rally: Any) -> None:
    event = event_of(rally.icalendar())
    assert event["summary"] == rally.title and event["location"] == rally.place
    assert str(event["description"]) == rally.summary
    assert (event.start, event.end) == (rally.starts_at, rally.ends_at)


@pytest.mark.parametrize("sign", [",", ";", "\\", "\n"])
@pytest.mark.parametrize("letter", ["a", "ấ"])
def test_no_line_ends_between_a_backslash_and_its_letter(sign: str, letter: str) -> None:
    escaped = {"\n": "\\n"}.get(sign, f"\\{sign}")
    for length in range(90):
        row = f"DESCRIPTION:{letter * length}{escaped}{letter * 80}"
        parts = _folded(row).split("\r\n ")
        assert "".join(parts) == row and max(len(part.encode()) for part in parts) <= 75
        assert not [part for part in parts if (len(part) - len(part.rstrip("\\"))) % 2]


def test_a_moved_event_is_a_later_version_of_the_same(rally: Any) -> None:
    factories.approve(rally)
    rally.get_latest_revision().publish()
    rally.refresh_from_db()
    first = event_of(rally.icalendar())
    rally.starts_at += timedelta(days=1)
    rally.ends_at += timedelta(days=1)
    rally.save_revision()
    record = factories.approve(rally)
    rally.get_latest_revision().publish()
    moved = event_of(EventPage.objects.get(pk=rally.pk).icalendar())
    assert moved["uid"] == first["uid"] and moved["dtstart"].dt > first["dtstart"].dt
    assert (first["sequence"], moved["sequence"]) == (0, 1)
    assert moved["last-modified"].dt >= first["last-modified"].dt
    assert f"Mã duyệt {record.shown_code}: http" in moved["description"]


def test_the_calendar_file_of_a_withdrawn_event_says_so(department: Any, staff: Any, client: Client) -> None:
    page = factories.published(EventPage, department)
    assert client.get(f"{page.url}lich/")["Content-Type"].startswith("text/calendar")
    withdrawals.withdraw(page, staff(Role.APPROVER), "Hoãn vì mưa bão.")
    answer = client.get(f"{page.url}lich/")
    assert answer.status_code == 410 and "Hoãn vì mưa bão." in answer.content.decode()
    assert client.get(f"{page.url}khac/").status_code == 404


def test_the_day_of_an_event_is_the_day_in_vietnam(department: Any) -> None:
    page = factories.draft(EventPage, department, starts_at=datetime(2026, 7, 29, 18, tzinfo=UTC))
    page.clean()
    assert page.date.isoformat() == "2026-07-30"


def test_a_moment_finer_than_a_revision_keeps_can_be_approved_and_published(department: Any) -> None:
    page = factories.draft(
        EventPage,
        department,
        starts_at=datetime(2026, 7, 30, 1, 0, 7, 400, tzinfo=UTC),
        ends_at=datetime(2026, 7, 30, 3, 0, 7, 999, tzinfo=UTC),
    )
    factories.approve(page)
    page.get_latest_revision().publish()
    assert EventPage.objects.get(pk=page.pk).starts_at == datetime(2026, 7, 30, 1, tzinfo=UTC)
