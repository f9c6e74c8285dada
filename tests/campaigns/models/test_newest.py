"""The few newest pages below a page are the first of its list, however few are looked at."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from freezegun import freeze_time

from campaigns.models import NewsPage, structure
from cms.listing import whole_number
from cms.surroundings import mark_changed
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("looked_at", [0, 2, 4, 200])
def test_the_first_of_the_list(department: Any, home: Any, monkeypatch: Any, looked_at: int) -> None:
    other = factories.department()
    days = (date(2024, 1, day) for day in range(1, 7))
    for parent in (department, other, department, other, department, other):
        factories.published(NewsPage, parent, date=next(days))
    monkeypatch.setattr(structure, "LOOKED_AT", looked_at)
    for place in (home, department, other):
        for most in (1, 2, 3):
            assert place.newest_few(NewsPage, most) == list(place.newest(NewsPage)[:most])


def test_the_number_follows_publications_withdrawals_and_ends(department: Any, home: Any) -> None:
    assert whole_number(NewsPage, department) == 0
    first, second = (factories.published(NewsPage, department) for _ in range(2))
    factories.published(NewsPage, factories.department())
    assert (whole_number(NewsPage, department), whole_number(NewsPage, home)) == (2, 3)
    first.unpublish()
    assert whole_number(NewsPage, department) == 1
    end = timezone.now() + timedelta(days=1)
    NewsPage.objects.filter(pk=second.pk).update(expire_at=end)
    mark_changed()
    assert whole_number(NewsPage, department) == 1
    with freeze_time(end):
        assert whole_number(NewsPage, department) == 0
