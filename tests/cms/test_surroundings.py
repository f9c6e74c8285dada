"""What stands around pages is built once, and anew after each change of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from campaigns.models import Alert, Hotline, NewsPage, SectionPage
from cms.models import SiteSettings
from cms.surroundings import MOST_ROWS, SurroundingsChange, forget_old, mark_changed, read_once, remembered
from tests import factories


@pytest.fixture
def built(home: Any) -> Callable[[], int]:
    """A remembered function that counts how often it was built."""
    count = 0

    def build() -> int:
        nonlocal count
        count += 1
        return count

    mark_changed()
    return remembered(build)


def test_it_is_built_once(built: Callable[[], int]) -> None:
    assert (built(), built()) == (1, 1)


def _alert(**_: Any) -> None:
    Alert.objects.create(text="Cảnh báo", ends_at=timezone.now() + timedelta(days=1))


def _restriction(home: Any, **_: Any) -> None:
    PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)


def _site(**_: Any) -> None:
    Site.objects.get(is_default_site=True).save()


def _settings(**_: Any) -> None:
    SiteSettings(site=Site.objects.get(is_default_site=True), tagline="Chung tay").save()


def _title(home: Any, **_: Any) -> None:
    section = SectionPage.objects.child_of(home).first()
    section.title = "Tin mới"
    section.save()


def _order(home: Any, **_: Any) -> None:
    first, *_between, last = SectionPage.objects.child_of(home)
    last.move(first, pos="left")


def _deletion(home: Any, **_: Any) -> None:
    SectionPage.objects.child_of(home).last().delete()


CHANGES = [_alert, _restriction, _site, _settings, _title, _order, _deletion]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_each_change_lets_it_be_built_anew(
    change: Callable[..., None], built: Callable[[], int], home: Any
) -> None:
    built()
    change(home=home)
    assert built() == 2


def test_a_hotline_and_its_deletion_are_changes(built: Callable[[], int]) -> None:
    built()
    hotline: Hotline = factories.hotline()
    assert built() == 2
    hotline.delete()
    assert built() == 3


def test_publication_and_its_end_are_changes_and_a_draft_is_none(
    built: Callable[[], int], department: Any
) -> None:
    page = factories.draft(NewsPage, department)
    assert built() == 1
    factories.approve(page)
    page.get_latest_revision().publish()
    published = built()
    NewsPage.objects.get(pk=page.pk).unpublish()
    assert 1 < published < built()


def test_what_was_built_in_a_transaction_that_failed_is_forgotten(built: Callable[[], int]) -> None:
    built()
    try:
        with transaction.atomic():
            _alert()
            assert built() == 2
            raise RuntimeError
    except RuntimeError:
        pass
    assert built() == 3


def test_a_request_asks_once(built: Callable[[], int], django_assert_num_queries: Any) -> None:
    built()
    with read_once():
        with django_assert_num_queries(1):
            built(), built()
        mark_changed()
        assert built() == 2


def test_many_old_changes_are_deleted_but_the_newest(built: Callable[[], int]) -> None:
    SurroundingsChange.objects.bulk_create(SurroundingsChange(number=1) for _ in range(MOST_ROWS))
    SurroundingsChange.objects.update(at=timezone.now() - timedelta(days=1))
    forget_old()
    assert SurroundingsChange.objects.count() == 1


def test_an_alert_begins_and_ends_by_itself(
    home: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    Alert.objects.create(
        text="Chặn cuộc gọi lạ", starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2)
    )
    seen = []
    for hours in (0, 1.5, 3):
        monkeypatch.setattr("django.utils.timezone.now", lambda hours=hours: now + timedelta(hours=hours))
        seen.append("Chặn cuộc gọi lạ" in client.get(home.url).content.decode())
    assert seen == [False, True, False]
