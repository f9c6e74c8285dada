"""Sections: what they list, filters with honest counts, feeds with the same filters."""

import json
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from campaigns.models import CampaignPage, DepartmentPage, NewsPage, SloganPage
from cms.accounts.models import User
from cms.surroundings import read_once
from cms.vocabulary.models import Audience, Region
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(department: Any) -> dict[str, Any]:
    """News for women in Cao Bằng (province), for a commune of it, for children, for all."""
    women, children = Audience.objects.all()[:2]
    province = Region.objects.get(slug="04")
    commune = Region.objects.filter(parent=province).first()
    return {
        "province": factories.published(NewsPage, department, audiences=[women], regions=[province]),
        "commune": factories.published(
            NewsPage, department, audiences=[women, children], regions=[commune], date=date(2025, 5, 1)
        ),
        "elsewhere": factories.published(
            NewsPage, department, audiences=[children], regions=[Region.objects.get(slug="20")]
        ),
        "national": factories.published(NewsPage, department),
    }


def listed(department: Any, query: str, kind: str = "tin-tuc") -> Any:
    return factories.section(department, kind).listing(QueryDict(query))


def titles(listing: Any) -> set[str]:
    return {page.title for page in listing.page.object_list}


def names(pages: dict[str, Any], *keys: str) -> set[str]:
    return {pages[key].title for key in keys}


def test_region_means_there_or_below(department: Any, pages: dict[str, Any]) -> None:
    assert titles(listed(department, "region=04")) == names(pages, "province", "commune")


def test_place_adds_what_is_above_and_what_is_national(department: Any, pages: dict[str, Any]) -> None:
    commune = pages["commune"].region_items.get().tag.slug
    assert titles(listed(department, f"place={commune}")) == names(pages, "province", "commune", "national")


def test_keys_of_one_filter_widen_and_filters_narrow(department: Any, pages: dict[str, Any]) -> None:
    women, children = Audience.objects.values_list("slug", flat=True)[:2]
    both = listed(department, f"audience={women}&audience={children}")
    assert titles(both) == names(pages, "province", "commune", "elsewhere")
    assert titles(listed(department, f"audience={women}&year=2025")) == names(pages, "commune")


def test_a_count_is_the_result_after_the_click(department: Any, pages: dict[str, Any]) -> None:
    listing = listed(department, "year=2026")
    for item in listing.facets:
        for option in item.options:
            if option.chosen or not option.count:
                continue
            query = f"{item.name}={option.value}" + ("" if item.name == "year" else "&year=2026")
            assert listed(department, query).page.paginator.count == option.count, (item.name, option)


@pytest.mark.parametrize(
    "query",
    [
        "audience=khong-co",
        "region=999999&topic=%00",
        "year=hai-nghin&year=99999",
        "page=0",
        "page=-1",
        "page=1000000000",
        "page=٣",
        "place=&region=",
        "nothing=1",
        "form=x%27--",
        "audience=" + "a" * 5000,
    ],
)
def test_bad_values_are_ignored(department: Any, pages: dict[str, Any], query: str) -> None:
    assert titles(listed(department, query)) == names(pages, *pages)


def test_links_keep_the_chosen_filters(department: Any, pages: dict[str, Any]) -> None:
    listing = listed(department, "region=04&year=2026&bogus=1")
    assert listing.query(page=2) == "?region=04&year=2026&page=2"
    assert {label: rest for _filter, label, rest in listing.chips}["2026"] == "?region=04"


def test_a_department_lists_its_own_and_the_home_page_everyones(home: Any, department: Any) -> None:
    other: DepartmentPage = factories.department()
    mine, theirs = (factories.published(NewsPage, place) for place in (department, other))
    assert titles(listed(department, "")) == {mine.title}
    assert titles(listed(home, "")) == {mine.title, theirs.title}


def test_under_the_home_page_one_may_choose_a_department(home: Any, department: Any) -> None:
    other: DepartmentPage = factories.department()
    factories.published(NewsPage, department)
    page = factories.published(NewsPage, other)
    assert titles(listed(home, f"department={other.slug}")) == {page.title}
    counts = {option.value: option.count for item in listed(home, "").facets for option in item.options}
    assert counts[other.slug] == 1
    assert "department" not in {item.name for item in listed(department, "").facets}


def test_a_campaign_is_a_filter_too(department: Any) -> None:
    campaign = factories.published(CampaignPage, department)
    page = factories.published(NewsPage, department, campaign=campaign)
    factories.published(NewsPage, department)
    assert titles(listed(department, f"campaign={campaign.pk}")) == {page.title}


def test_drafts_and_private_pages_are_not_listed(department: Any, pages: dict[str, Any]) -> None:
    factories.draft(NewsPage, department)
    pages["national"].view_restrictions.create(restriction_type="login")
    assert titles(listed(department, "")) == names(pages, "province", "commune", "elsewhere")


def test_queries_do_not_grow_with_the_list(
    department: Any, django_assert_num_queries: Any, pages: dict[str, Any]
) -> None:
    def work() -> None:
        with read_once():
            listing = listed(department, "")
            _ = listing.facets, listing.page.object_list[0]

    work()
    # Ten and the state of the surroundings, which a page reads once for all its parts.
    with django_assert_num_queries(11):
        work()
    for _ in range(5):
        factories.published(NewsPage, department)
    work()
    with django_assert_num_queries(11):
        work()


@pytest.mark.parametrize("feed", ["rss/", "atom/", "json/"])
def test_feeds_take_the_filters_of_the_section(
    client: Any, department: Any, pages: dict[str, Any], feed: str
) -> None:
    url = factories.section(department, "tin-tuc").url + feed
    body = client.get(url, {"region": "04"}).content.decode()
    assert pages["commune"].title in body and pages["elsewhere"].title not in body
    assert "http://testserver" in body


def test_feed_identifiers_stay_when_a_page_moves_its_address(client: Any, department: Any) -> None:
    page = factories.published(SloganPage, department)
    url = factories.section(department, "khau-hieu").url + "json/"
    first = json.loads(client.get(url).content)["items"][0]
    assert first["id"] == f"urn:uuid:{page.translation_key}"
    assert first["title"] == page.text


# The form of a section


@pytest.fixture
def boss(client: Client) -> User:
    user = User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")
    client.force_login(user)
    return user


def test_a_section_without_a_kind_is_reported_and_breaks_no_preview(
    boss: User, home: Any, client: Client
) -> None:
    place = ["campaigns", "sectionpage", home.pk]
    add, preview = (reverse(f"wagtailadmin_pages:{view}", args=place) for view in ("add", "preview_on_add"))
    form = {"title": "Mục mới", "slug": "muc-moi", "kind": "", "intro": ""}
    form |= {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    assert client.post(preview, form).json()["is_valid"] is False
    assert client.get(preview).status_code == 200
    refused = client.post(add, form)
    assert refused.status_code == 200 and refused.context["form"].errors["kind"]
    assert client.post(preview, form | {"kind": "tin-tuc"}).json()["is_valid"] is True
    assert client.post(add, form | {"kind": "tin-tuc"}).status_code == 302


def test_the_kind_of_a_section_stays(boss: User, department: Any, client: Client) -> None:
    section = factories.section(department, "tin-tuc")
    form = {"title": "Tin mới", "slug": section.slug, "kind": "van-ban", "intro": ""}
    form |= {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    assert client.post(reverse("wagtailadmin_pages:edit", args=[section.pk]), form).status_code == 302
    saved = type(section).objects.get(pk=section.pk).get_latest_revision_as_object()
    assert (saved.title, saved.kind) == ("Tin mới", "tin-tuc")
