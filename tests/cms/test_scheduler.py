"""Scheduler: scheduled versions follow what expires, and one failing receiver stops no other."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import NewsPage
from cms import scheduler
from cms.signals import every_minute
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(department: Any, monkeypatch: Any) -> Any:
    """A live page whose time is over, with its approved version scheduled again."""
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    page = factories.published(NewsPage, department)
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    return page


def schedule(page: Any, moment: Any) -> Any:
    revision = page.get_latest_revision()
    revision.approved_go_live_at = moment
    revision.save()
    return revision


def test_a_next_version_that_is_due_follows_at_once(ended: Any) -> None:
    schedule(ended, timezone.now() - timedelta(seconds=1))
    scheduler.run_due_work()
    page = NewsPage.objects.get(pk=ended.pk)
    assert page.live and not page.expired


def test_a_next_version_for_later_stays_scheduled(ended: Any) -> None:
    later = timezone.now() + timedelta(hours=1)
    revision = schedule(ended, later)
    scheduler.run_due_work()
    page = NewsPage.objects.get(pk=ended.pk)
    assert page.expired and not page.live
    revision.refresh_from_db()
    assert revision.approved_go_live_at == later


def test_a_page_without_a_next_version_ends(ended: Any) -> None:
    scheduler.run_due_work()
    assert NewsPage.objects.get(pk=ended.pk).expired


def test_one_part_that_fails_keeps_no_other_from_running(monkeypatch: Any) -> None:
    done: list[str] = []

    def broken(**kwargs: Any) -> None:
        raise RuntimeError("hỏng")

    def working(**kwargs: Any) -> None:
        done.append("xong")

    def failing_command(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(scheduler, "call_command", failing_command)
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    for receiver in (broken, working):
        every_minute.connect(receiver)
    try:
        scheduler.run_due_work()
    finally:
        for receiver in (broken, working):
            every_minute.disconnect(receiver)
    assert done == ["xong"]
