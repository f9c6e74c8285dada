"""Old addresses lead to where pages are now, with their feeds and files, and never in a circle."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from campaigns.models import EventPage, NewsPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rename(django_capture_on_commit_callbacks: Any) -> Any:
    """``rename(page, slug)``: the page as it is published under another address."""

    def work(page: Any, slug: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return _renamed(page, slug)

    return work


def _renamed(page: Any, slug: str) -> Any:
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision()
    if hasattr(page, "exact_text"):
        factories.approve(page)
    page.get_latest_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("feed", ["rss/", "atom/", "json/"])
def test_feeds_of_a_renamed_section_follow_with_their_filters(
    department: Any, rename: Any, client: Client, feed: str
) -> None:
    section = factories.section(department, "tin-tuc")
    old = section.url
    section = rename(section, "tin-moi")
    answer = client.get(f"{old}{feed}?region=20&size=5")
    assert answer.status_code == 301
    final = client.get(f"{old}{feed}?region=20&size=5", follow=True)
    assert final.status_code == 200
    assert final.request["PATH_INFO"] == f"{section.url}{feed}"
    assert final.request["QUERY_STRING"] == "region=20&size=5"


def test_the_calendar_file_of_a_moved_event_follows(department: Any, rename: Any, client: Client) -> None:
    page = factories.published(EventPage, department)
    old = page.url
    page = rename(page, "mit-tinh-moi")
    answer = client.get(f"{old}lich/", follow=True)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")


def test_calendar_files_follow_when_their_section_is_renamed(
    department: Any, rename: Any, client: Client
) -> None:
    page = factories.published(EventPage, department)
    old = page.url
    rename(factories.section(department, "su-kien"), "lich-su-kien")
    answer = client.get(f"{old}lich/", follow=True)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")


def test_a_withdrawn_page_below_a_renamed_section_still_says_so(
    department: Any, rename: Any, staff: Any, client: Client
) -> None:
    page = factories.published(EventPage, department)
    old = page.url
    withdrawals.withdraw(page, staff(Role.APPROVER), "Hoãn vì mưa bão.")
    hidden = factories.draft(EventPage, department)
    rename(factories.section(department, "su-kien"), "lich-su-kien")
    for path in (old, f"{old}lich/"):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain and answer.status_code == 410
    # A draft was never to be seen: there is nothing to lead to.
    assert not Redirect.objects.filter(redirect_page=hidden).exists()


def test_a_page_that_came_back_and_is_hidden_is_missing(department: Any, rename: Any, client: Client) -> None:
    page = factories.published(NewsPage, department)
    first, old = page.slug, page.url
    away = rename(page, "noi-khac").url
    page = rename(page, first)
    assert client.get(away, follow=True).status_code == 200
    page.unpublish()
    assert client.get(old).status_code == 404
    # Once to where it was last, and no further.
    assert client.get(away, follow=True).status_code == 404


def test_two_pages_that_changed_places_lead_to_no_circle(
    department: Any, rename: Any, client: Client
) -> None:
    one, two = (factories.published(NewsPage, department) for _ in range(2))
    addresses = one.url, two.url
    for address, page in zip(addresses, (two, one), strict=True):
        Redirect.add_redirect(address, page)
    for page in (one, two):
        page.unpublish()
    for address in addresses:
        assert client.get(address).status_code == 404


def test_redirects_made_by_hand_lead_to_no_circle(client: Client) -> None:
    Redirect.add_redirect("/cu", "/moi/")
    Redirect.add_redirect("/moi", "/cu/")
    assert client.get("/cu/").status_code == 404
    Redirect.add_redirect("/ra-ngoai", "https://khac.example/cu/")
    assert client.get("/ra-ngoai/?a=1")["Location"] == "https://khac.example/cu/?a=1"


def test_browsers_do_not_keep_a_redirect_for_ever(client: Client) -> None:
    Redirect.add_redirect("/cu", "/tim-kiem/")
    assert client.get("/cu/")["Cache-Control"] == "public, max-age=60"
