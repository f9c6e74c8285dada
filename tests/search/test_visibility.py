"""Only what is live, public and in its time is ever found; a unique word in each says so."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from campaigns.models import NewsPage, StandardPage
from search import connection, service
from search.engines.embedded import Embedded
from search.expiry import pass_expired
from search.sync import deliver_soon
from tests import factories
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")
WORD = "chuonchuonkimloai"


def published(**fields: Any) -> Any:
    return factories.published(NewsPage, title=f"Bản tin {WORD}", **fields)


def nowhere(client: Client) -> None:
    """The word, and how often it stands somewhere, is in nothing that a reader can ask."""
    assert titles(WORD) == []
    assert not service.suggest(WORD[:6])
    for address in ("/tim-kiem/?q=", "/tim-kiem/goi-y/?q=", "/api/search/?q="):
        answer = client.get(address + WORD[:-1]).content.decode()
        assert WORD not in answer
    assert WORD not in connection.decoder().lexicon.counts
    answer = client.get(f"/api/search/?q={WORD}").json()
    assert answer["total"] == 0 and answer["corrected_from"] is None


def test_a_live_page_is_found() -> None:
    published()
    assert titles(WORD) == [f"Bản tin {WORD}"]
    assert [item.title for item in service.suggest("ban tin " + WORD[:6])] == [f"Bản tin {WORD}"]


def test_a_draft(client: Client) -> None:
    factories.draft(NewsPage, title=f"Bản tin {WORD}")
    nowhere(client)


def test_a_draft_of_a_live_page(client: Client) -> None:
    page = factories.published(NewsPage, title="Bản tin cũ")
    page.title = f"Bản tin {WORD}"
    page.save_revision()
    nowhere(client)
    assert titles("bản tin cũ") == ["Bản tin cũ"]


def test_a_scheduled_page(client: Client) -> None:
    page = factories.draft(NewsPage, title=f"Bản tin {WORD}")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    nowhere(client)


def test_an_expired_page(client: Client, index: Embedded) -> None:
    page = published()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(seconds=1))
    page.refresh_from_db()
    page.save(update_fields=["expire_at"])
    deliver_soon()
    later = int((timezone.now() + timedelta(minutes=1)).timestamp())
    assert index.ended(later, 10) and not index.holds([WORD], later)


def test_an_ended_page_leaves_the_index(
    client: Client, index: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = published()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(seconds=1))
    page.refresh_from_db()
    page.save(update_fields=["expire_at"])
    deliver_soon()
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert pass_expired() == 1
    nowhere(client)
    assert index.count() == 0


def test_a_withdrawn_page(client: Client) -> None:
    page = published()
    deliver_soon()
    page.unpublish()
    nowhere(client)


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_page(client: Client, kind: str) -> None:
    page = published()
    assert titles(WORD)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="mo")
    if kind == "groups":
        restriction.groups.add(Group.objects.first())
    nowhere(client)
    restriction.delete()
    assert titles(WORD) == [f"Bản tin {WORD}"]


def test_a_page_below_a_private_one_and_moved_below_one(client: Client, department: Any) -> None:
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    child = factories.published(StandardPage, parent=department, title=f"Trang {WORD}")
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert titles(WORD)
    child.move(StandardPage.objects.get(pk=parent.pk), pos="last-child")
    nowhere(client)


def test_a_deleted_page(client: Client) -> None:
    page = published()
    assert titles(WORD)
    page.delete()
    nowhere(client)


def test_unpublished_with_what_is_below(client: Client, department: Any) -> None:
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    factories.published(StandardPage, parent=parent, title=f"Trang {WORD}")
    assert titles(WORD)
    for page in [*parent.get_descendants().specific(), parent]:
        page.unpublish()
    nowhere(client)
