"""The one list of pages: declared filters, counts, paging and links that keep the query.

A filter is a URL parameter with one or more keys. Unknown keys, like unknown parameters, are
ignored. Within a filter several keys widen the result, between filters they narrow it. The count
beside an option is the number of results after choosing it, all other filters kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet

# One set of names for lists, feeds, search and API (architecture.md).
PARAMETERS = (
    "q",
    "kind",
    "audience",
    "region",
    "place",
    "topic",
    "channel",
    "year",
    "campaign",
    "department",
    "sort",
    "page",
    "size",
)
MAX_SIZE = 50


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """One parameter: ``condition`` turns its known keys into a query, ``options`` counts what is left.

    ``options`` takes a queryset filtered by everything else and gives (key, label, count) rows;
    ``labels`` names chosen keys and so decides which keys are known.
    """

    name: str
    label: Any
    condition: Callable[[list[str]], Q]
    options: Callable[[QuerySet[Any]], Iterable[tuple[str, str, int]]] = field(default=lambda rows: ())
    labels: Callable[[list[str]], Mapping[str, str]] = field(default=lambda keys: {})


class Listing:
    """A queryset seen through the parameters of a request (``QueryDict`` or any with ``getlist``)."""

    def __init__(
        self, queryset: QuerySet[Any], filters: Iterable[Filter], params: Any, size: int = 12
    ) -> None:
        self.queryset = queryset
        self.params = params
        self.filters = list(filters)
        self.usual_size = size
        asked = self._number("size", size)
        self.size = asked if 0 < asked <= MAX_SIZE else size
        self.chosen: dict[str, dict[str, str]] = {}
        for item in self.filters:
            keys = [key for key in dict.fromkeys(params.getlist(item.name)) if 0 < len(key) <= 100]
            clean = [key.replace("\x00", "") for key in keys][:20]
            self.chosen[item.name] = dict(item.labels(clean)) if clean else {}

    def filtered(self, without: str = "") -> QuerySet[Any]:
        result = self.queryset
        for item in self.filters:
            keys = self.chosen[item.name]
            if keys and item.name != without:
                result = result.filter(item.condition(list(keys)))
        return result

    @cached_property
    def page(self) -> ResultPage:
        return Paginator(self.filtered(), self.size).get_page(self._number("page", 1))

    def _number(self, name: str, usual: int) -> int:
        raw = self.params.get(name, "")
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else usual

    @cached_property
    def facets(self) -> list[tuple[Filter, list[Option]]]:
        """Each filter with its options; a filter with nothing to choose from is left out."""
        result = []
        for item in self.filters:
            chosen = self.chosen[item.name]
            rows = [
                Option(value, label, count, value in chosen)
                for value, label, count in item.options(self.filtered(without=item.name))
            ]
            known = {row.value for row in rows}
            rows += [Option(key, label, 0, True) for key, label in chosen.items() if key not in known]
            if rows:
                result.append((item, rows))
        return result

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        """(label of the filter, label of the chosen key, query string without it)."""
        return [
            (item.label, label, self.query(remove=(item.name, key)))
            for item in self.filters
            for key, label in self.chosen[item.name].items()
        ]

    def query(self, remove: tuple[str, str] | None = None, **extra: Any) -> str:
        """The chosen filters as a query string, "" or starting with "?"."""
        pairs = [(name, key) for name, keys in self.chosen.items() for key in keys if (name, key) != remove]
        if self.size != self.usual_size:
            extra = {"size": self.size} | extra
        pairs += [(name, str(value)) for name, value in extra.items()]
        return f"?{urlencode(pairs)}" if pairs else ""

    @property
    def previous_query(self) -> str:
        return self.query(page=self.page.previous_page_number())

    @property
    def next_query(self) -> str:
        return self.query(page=self.page.next_page_number())
