"""A queryset filtered, counted and paged by the parameters of a request.

A filter is a URL parameter with one or more values. Unknown values, like unknown parameters, are
ignored. Values of one filter widen the result, filters narrow each other. The count beside an option
is the number of results after choosing it, all other filters kept.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from cms.listing.totals import whole_number
from cms.visibility import open_to_all

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


def _numbered(rows: Any, size: int, total: int | None) -> Paginator:
    """A paginator that does not count its rows when their number is known."""
    paginator = Paginator(rows, size)
    if total is not None:
        paginator.count = total
    return paginator


class Listing(ResultList):
    """A queryset seen through the parameters of a request (``QueryDict`` or any with ``getlist``).

    ``scope`` tells the registered counter what the queryset holds: (kind, the page above).
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        filters: Iterable[Filter],
        params: Any,
        size: int = 12,
        scope: tuple[str, Any] | None = None,
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

    @property
    def page(self) -> ResultPage:
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[ResultPage, Mapping[str, Mapping[str, int]]]:
        """The results that are shown, and the counts of the registered counter; {} when SQL must count.

        The counter is used only where it agrees with the database: on the number of pages in the whole
        list, and on each page that is shown. What readers count in the list and what stands beside the
        options must agree.
        """
        counted = self._counted()
        if counted is not None and counted.keys is not None and counted.whole == self._whole:
            rows = self._rows_of(counted.keys)
            shown = _numbered(range(counted.total), self.size, counted.total).get_page(self._page_number)
            if len(rows) == len(shown.object_list):
                shown.object_list = [rows[key] for key in counted.keys]
                return shown, counted.counts
        total = None if any(self.chosen.values()) else self._whole
        page = _numbered(self.filtered(), self.size, total).get_page(self._page_number)
        agrees = counted is not None and counted.total == page.paginator.count
        return page, counted.counts if counted is not None and agrees else {}

    def _rows_of(self, keys: Sequence[int]) -> dict[int, Any]:
        """The pages with these keys that are open and in the scope, by key.

        The place is not asked of the database, which would begin with all pages of the scope.
        """
        pages = self.queryset.model._default_manager.filter(open_to_all()).in_bulk(keys)
        top = self.scope[1].path if self.scope else ""
        return {key: page for key, page in pages.items() if page.path.startswith(top)}

    @cached_property
    def _whole(self) -> int | None:
        """The number of pages without any filter; None for a list without a scope."""
        return None if self.scope is None else whole_number(self.queryset.model, self.scope[1])

    def _counted(self) -> FacetCounts | None:
        """The answer of the registered counter; None when SQL must do it."""
        known = {item.name for item in self.filters if item.counted_options}
        chosen = {name: tuple(values) for name, values in self.chosen.items() if values}
        if self.scope is None or not known.issuperset(chosen):
            return None
        kind, top = self.scope
        facets = tuple(sorted(known))
        return count_facets(CountRequest(kind, top.pk, chosen, facets, self._page_number, self.size))

    def _rows(self, item: Filter) -> Rows:
        counts = self._found[1]
        if item.counted_options and item.name in counts:
            return item.counted_options(counts[item.name])
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
