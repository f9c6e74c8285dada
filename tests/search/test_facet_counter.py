"""Facets of sections counted in the index: the same as the database counts them, or not at all."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.test import Client

from campaigns.models import CampaignPage, NewsPage
from cms.listing import CountRequest, counters
from cms.surroundings import read_once
from cms.vocabulary.models import Audience, Channel, Region, Topic, Trait
from search.facet_counter import count_section_facets
from search.models import IndexRow
from search.sync import deliver_soon
from tests import factories

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def news(department: Any) -> list[Any]:
    """Five bulletins with terms of every vocabulary, one of another department, all in the index."""
    audiences, topic, channel = (
        list(Audience.objects.all()[:2]),
        Topic.objects.first(),
        Channel.objects.first(),
    )
    province = Region.objects.get(slug="04")
    communes = list(Region.objects.filter(parent=province)[:2])
    campaign = factories.published(CampaignPage, department)
    pages = [
        factories.published(NewsPage, department, audiences=audiences, regions=[province], campaign=campaign),
        factories.published(
            NewsPage,
            department,
            audiences=audiences[:1],
            regions=communes,
            topics=[topic],
            date=date(2024, 3, 1),
            form="bai",
        ),
        factories.published(NewsPage, department, regions=[province, communes[0]], channels=[channel]),
        factories.published(NewsPage, department, regions=[Region.objects.get(slug="20")]),
        factories.published(NewsPage, department),
        factories.published(NewsPage, factories.department(), audiences=audiences[1:]),
    ]
    deliver_soon()
    return pages


def facets(section: Any, query: str) -> dict[str, list[Any]]:
    return {facet.name: list(facet.options) for facet in section.listing(QueryDict(query)).facets}


QUERIES = (
    "",
    "region=04",
    "place=04",
    "audience={audience}&region=04",
    "campaign={campaign}",
    "place={commune}",
    "trait={trait}",
    "year=2024&form=tin",
    "form=bai",
    "size=2&page=2",
    "size=2&page=99999999",
)


@pytest.mark.parametrize("parent", ["department", "home"])
def test_the_index_lists_and_counts_what_the_database_does(
    request: pytest.FixtureRequest, news: list[Any], parent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = factories.section(request.getfixturevalue(parent), "tin-tuc")
    names = {
        "audience": Audience.objects.first().slug,
        "campaign": news[0].campaign_id,
        "commune": Region.objects.filter(parent__slug="04").first().slug,
        "trait": Trait.objects.first().slug,
    }
    answers: list[Any] = []

    def watched(wanted: CountRequest) -> Any:
        answers.append(count_section_facets(wanted))
        return answers[-1]

    for query in (template.format(**names) for template in QUERIES):
        monkeypatch.setattr(counters, "_registered", [watched])
        by_index = section.listing(QueryDict(query))
        shown, counted = list(by_index.page.object_list), facets(section, query)
        assert answers[-1] is not None and answers[-1].keys == tuple(page.pk for page in shown), query
        monkeypatch.setattr(counters, "_registered", [])
        by_sql = section.listing(QueryDict(query))
        assert counted == facets(section, query), query
        assert shown == list(by_sql.page.object_list), query
        assert by_index.page.number == by_sql.page.number, query
        assert by_index.page.paginator.count == by_sql.page.paginator.count, query


def test_a_page_that_the_database_does_not_show_makes_sql_list_and_count(
    news: list[Any], department: Any
) -> None:
    section = factories.section(department, "tin-tuc")
    # Without a signal: neither search nor what is remembered of lists hears of it.
    NewsPage.objects.filter(pk=news[0].pk).update(live=False)
    listing = section.listing(QueryDict("region=04"))
    assert news[0] not in listing.page.object_list and listing.page.paginator.count == 2
    assert {option.value: option.count for option in listing.facets[0].options} == {"tin": 1, "bai": 1}


def test_traits_given_to_a_region_are_indexed_with_its_pages(news: list[Any], department: Any) -> None:
    trait = Trait.objects.create(name="Vùng thử", slug="vung-thu")
    wanted = CountRequest("tin-tuc", department.pk, {"trait": (trait.slug,)})
    assert count_section_facets(wanted).total == 0
    Region.objects.get(slug="04").traits.add(trait)
    deliver_soon()
    assert count_section_facets(wanted).total == 3
    trait.region_set.clear()
    deliver_soon()
    assert count_section_facets(wanted).total == 0


def test_no_counts_while_a_change_is_waiting_or_without_an_index(
    news: list[Any], department: Any, settings: Any, tmp_path: Any
) -> None:
    wanted = CountRequest("tin-tuc", department.pk, {}, ("audience",))
    assert count_section_facets(wanted) is not None
    row = IndexRow.objects.filter(target="embedded:public").first()
    IndexRow.objects.filter(pk=row.pk).update(delivered=0)
    assert count_section_facets(wanted) is None
    IndexRow.objects.filter(pk=row.pk).update(delivered=row.version)
    cache.clear()
    assert count_section_facets(wanted) is not None
    settings.VAR_DIR = tmp_path / "khong-co"
    assert count_section_facets(wanted) is None


def test_no_counts_for_a_filter_that_the_index_does_not_know(news: list[Any], department: Any) -> None:
    assert count_section_facets(CountRequest("tin-tuc", department.pk, {"mood": ("vui",)})) is None


def test_a_section_from_the_index_is_made_with_few_queries(
    news: list[Any], department: Any, client: Client, django_assert_max_num_queries: Any
) -> None:
    url = f"{factories.section(department, 'tin-tuc').url}?region=04"
    client.get(url)  # what is remembered is built, content types are known
    with django_assert_max_num_queries(10):
        assert client.get(url).status_code == 200


def test_counting_in_the_index_costs_no_more_queries(
    news: list[Any], department: Any, django_assert_max_num_queries: Any
) -> None:
    section = factories.section(department, "tin-tuc")

    def work() -> None:
        listing = section.listing(QueryDict(""))
        _ = listing.facets, listing.page.object_list[0]

    with read_once():
        work()
        with django_assert_max_num_queries(12):
            work()
