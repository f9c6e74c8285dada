"""Scope and pauses of a connection."""

import random
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import NewsPage
from campaigns.portal.models import Delivery, PortalConnection
from cms.outbox import FIRST_WAIT, LONGEST_WAIT
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waiting(db: None) -> None:
    Delivery.objects.mark_changed(["portal:0"], ["1"])


def test_the_portal_of_the_site_gets_pages_without_department(
    connect: Any, department: Any, home: Any
) -> None:
    connection = connect("https://toan-trang.example.vn", department=None)
    inside = factories.published(NewsPage, department)
    assert not connection.covers(inside) and connection.pages().filter(pk=home.pk).exists()
    assert not connection.pages().filter(pk=inside.pk).exists()
    of_department = connect("https://don-vi.example.vn", department=department)
    assert of_department.covers(inside) and of_department.pages().filter(pk=inside.pk).exists()


def test_pauses_grow_with_jitter(connect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    connection: PortalConnection = connect("https://cong.example.vn/")
    monkeypatch.setattr(random, "uniform", lambda low, high: high)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    rests = []
    for _ in range(10):
        connection.pause("đi vắng")
        assert connection.paused_until
        rests.append(connection.paused_until - now)
    assert rests == [min(FIRST_WAIT * 2**number, LONGEST_WAIT) for number in range(10)]
