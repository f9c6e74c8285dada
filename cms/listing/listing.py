"""A queryset filtered, counted and paged by the parameters of a request.

A filter is a URL parameter with one or more values. Unknown values, like unknown parameters, are
ignored. Values of one filter widen the result, filters narrow each other. The count beside an option
is the number of results after choosing it, all other filters kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

from cms.listing.counters import CountRequest, FacetCounts, count_facets
from cms.listing.parameters import filter_values, page_number, page_size
from cms.listing.results import Facet, Option, ResultList
from cms.listing.strict import unknown_values

# (value, label, count)
Rows = Iterable[tuple[str, str, int]]


@dataclass(frozen=True)
class Filter:
    """One parameter and its rules.

    ``condition`` turns known values into a query. ``labels`` names values and so decides which are
    known. ``options`` counts by SQL: it gets a queryset filtered by everything else. ``counted_options``
    orders and labels the values that the registered counter has counted; a filter without it is one
    that the counter does not know.
    """

    name: str
    label: Any
    condition: Callable[[list[str]], Q]
    options: Callable[[QuerySet[Any]], Rows] = field(default=lambda queryset: ())
    labels: Callable[[list[str]], Mapping[str, str]] = field(default=lambda values: {})
    counted_options: Callable[[Mapping[str, int]], Rows] | None = None


class Listing(ResultList):
    """A queryset seen through the parameters of a request (``QueryDict`` or any with ``getlist``).

    ``scope`` tells the registered counter what the queryset holds: (kind, key of the page above).
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        filters: Iterable[Filter],
        params: Any,
        size: int = 12,
        scope: tuple[str, int] | None = None,
    ) -> None:
        self.queryset = queryset
        self.filters = list(filters)
        self.default_size = size
        self.size = page_size(params, size)
        self.scope = scope
        self._page_number = page_number(params)
        self.chosen: dict[str, dict[str, str]] = {}
        for item in self.filters:
            values = filter_values(params, item.name)
            self.chosen[item.name] = dict(item.labels(values)) if values else {}

    @property
    def filter_labels(self) -> Mapping[str, Any]:
        return {item.name: item.label for item in self.filters}

    def problems(self, params: Any) -> list[str]:
        """Messages for the values of filters that are not known, for APIs."""
        return [
            message
            for item in self.filters
            for message in unknown_values(params, item.name, self.chosen[item.name])
        ]

    def filtered(self, without: str = "") -> QuerySet[Any]:
        """Return the queryset narrowed by every chosen filter but one."""
        result = self.queryset
        for item in self.filters:
            values = self.chosen[item.name]
            if values and item.name != without:
                result = result.filter(item.condition(list(values)))
        return result

    @cached_property
    def page(self) -> ResultPage:
        return Paginator(self.filtered(), self.size).get_page(self._page_number)

    @cached_property
    def _index_counts(self) -> Mapping[str, Mapping[str, int]]:
        """Counts of the registered counter; {} when SQL must count.

        They are used only if the counter finds as many results as the database: what readers count
        in the list and what stands beside the options must agree.
        """
        known = {item.name for item in self.filters if item.counted_options}
        chosen = {name: tuple(values) for name, values in self.chosen.items() if values}
        if self.scope is None or not known.issuperset(chosen):
            return {}
        kind, ancestor = self.scope
        found: FacetCounts | None = count_facets(CountRequest(kind, ancestor, chosen, tuple(sorted(known))))
        if found is None or found.total != self.page.paginator.count:
            return {}
        return found.counts

    def _rows(self, item: Filter) -> Rows:
        if item.counted_options and item.name in self._index_counts:
            return item.counted_options(self._index_counts[item.name])
        return item.options(self.filtered(without=item.name))

    @cached_property
    def facets(self) -> list[Facet]:
        """Each filter with its options; a filter with nothing to choose from is left out."""
        result = []
        for item in self.filters:
            chosen = self.chosen[item.name]
            options = [
                Option(value, label, count, value in chosen) for value, label, count in self._rows(item)
            ]
            listed = {option.value for option in options}
            options += [
                Option(value, label, 0, True) for value, label in chosen.items() if value not in listed
            ]
            if options:
                result.append(Facet(item.name, item.label, tuple(options)))
        return result
