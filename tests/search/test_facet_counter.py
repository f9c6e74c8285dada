"""Facets of sections counted in the index: the same as the database counts them, or not at all."""

from typing import Any

import pytest
from django.core.cache import cache
from django.http import QueryDict

from campaigns.models import CampaignPage, NewsPage
from cms.listing import CountRequest, counters
from cms.surroundings import read_once
from cms.vocabulary.models import Audience, Channel, Region, Topic
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
        factories.published(NewsPage, department, audiences=audiences[:1], regions=communes, topics=[topic]),
        factories.published(NewsPage, department, regions=[province, communes[0]], channels=[channel]),
        factories.published(NewsPage, department, regions=[Region.objects.get(slug="20")]),
        factories.published(NewsPage, department),
        factories.published(NewsPage, factories.department(), audiences=audiences[1:]),
    ]
    deliver_soon()
    return pages


def facets(section: Any, query: str) -> dict[str, list[Any]]:
    return {facet.name: list(facet.options) for facet in section.listing(QueryDict(query)).facets}


@pytest.mark.parametrize("parent", ["department", "home"])
@pytest.mark.parametrize(
    "query",
    ["", "region=04", "place=04", "audience={audience}&region=04", "campaign={campaign}", "place={commune}"],
)
def test_the_index_counts_what_the_database_counts(
    request: pytest.FixtureRequest, news: list[Any], parent: str, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = factories.section(request.getfixturevalue(parent), "tin-tuc")
    query = query.format(
        audience=Audience.objects.first().slug,
        campaign=news[0].campaign_id,
        commune=Region.objects.filter(parent__slug="04").first().slug,
    )
    answers: list[Any] = []

    def watched(wanted: CountRequest) -> Any:
        answers.append(count_section_facets(wanted))
        return answers[-1]

    monkeypatch.setattr(counters, "_registered", [watched])
    counted = facets(section, query)
    assert (
        answers[0] is not None and answers[0].total == section.listing(QueryDict(query)).page.paginator.count
    )
    monkeypatch.setattr(counters, "_registered", [])
    assert counted == facets(section, query)


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
    assert count_section_facets(CountRequest("tin-tuc", department.pk, {"trait": ("bien-gioi",)})) is None
    assert count_section_facets(CountRequest("tin-tuc", department.pk, {"year": ("2026",)})) is None


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
