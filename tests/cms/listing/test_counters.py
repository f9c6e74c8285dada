"""A registered counter gives the counts of a list only where it agrees with the database."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from campaigns.listings.filters import AUDIENCE, YEAR
from campaigns.models import NewsPage, sections
from cms.listing import CountRequest, FacetCounts, counters, register_facet_counter
from cms.vocabulary.models import Audience
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def requests() -> Iterator[list[CountRequest]]:
    """A counter that always finds two results, all for the first audience, counted seven times."""
    before = list(counters._registered)
    received: list[CountRequest] = []
    audience = Audience.objects.first()

    def count(request: CountRequest) -> FacetCounts:
        received.append(request)
        return FacetCounts(2, {"audience": {audience.slug: 7}})

    register_facet_counter(count)
    yield received
    counters._registered[:] = before


def audiences(department: Any, query: str = "") -> dict[str, int]:
    listing = factories.section(department, "tin-tuc").listing(QueryDict(query))
    return {
        option.value: option.count
        for facet in listing.facets
        if facet.name == "audience"
        for option in facet.options
    }


def test_its_counts_are_shown_if_it_finds_as_many_results(department: Any, requests: list[Any]) -> None:
    audience = Audience.objects.first()
    factories.published(NewsPage, department, audiences=[audience])
    assert audiences(department) == {audience.slug: 1}
    factories.published(NewsPage, department, audiences=[audience])
    assert audiences(department) == {audience.slug: 7}
    assert (requests[-1].kind, requests[-1].ancestor) == ("tin-tuc", department.pk)


def test_it_gets_the_choice_unless_it_does_not_know_the_filter(
    department: Any, requests: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    audience = Audience.objects.first()
    factories.published(NewsPage, department, audiences=[audience])
    audiences(department, f"audience={audience.slug}&region=04&region=khong-co")
    assert requests[-1].chosen == {"audience": (audience.slug,), "region": ("04",)}
    before = len(requests)
    monkeypatch.setattr(
        sections, "section_filters", lambda *args, **kwargs: [AUDIENCE, replace(YEAR, counted_options=None)]
    )
    audiences(department, "year=2026")
    assert len(requests) == before


def test_without_a_counter_the_database_counts(department: Any, requests: list[Any]) -> None:
    counters._registered.clear()
    audience = Audience.objects.first()
    for _ in range(2):
        factories.published(NewsPage, department, audiences=[audience])
    assert audiences(department) == {audience.slug: 2}
