"""The calendar file of an event."""

from datetime import UTC, datetime
from typing import Any

import pytest

from campaigns.models import EventPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rally(department: Any) -> Any:
    return factories.draft(
        EventPage,
        department,
        title="Mít tinh hưởng ứng ngày 30/7; cùng hành động, cùng lên tiếng trên khắp các xã biên giới",
        starts_at=datetime(2026, 7, 30, 1, 0, tzinfo=UTC),
        ends_at=datetime(2026, 7, 30, 3, 0, tzinfo=UTC),
        place="Nhà văn hóa xã, tỉnh Cao Bằng",
    )


def test_rows_end_with_crlf_and_fold_at_75_octets(rally: Any) -> None:
    rows = rally.icalendar().split("\r\n")
    assert rows[0] == "BEGIN:VCALENDAR" and rows[-2] == "END:VCALENDAR"
    assert max(len(row.encode()) for row in rows) <= 75


def test_text_survives_folding_and_escaping(rally: Any) -> None:
    text = rally.icalendar().replace("\r\n ", "")
    assert "SUMMARY:Mít tinh hưởng ứng ngày 30/7\\; cùng hành động\\, cùng lên tiếng" in text
    assert "DTSTART:20260730T010000Z" in text and "DTEND:20260730T030000Z" in text


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
