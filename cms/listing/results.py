"""A page of results as a reader sees it: page numbers, chips, facets, and links that keep the query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page as ResultPage

# Options that are shown at once; the others are behind a fold.
SHOWN_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet. ``count`` is the number of results after choosing it.

    ``below`` marks a value that lies inside the one before it: a commune of a province.
    """

    value: str
    label: str
    count: int
    chosen: bool
    below: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with the options that the results leave to choose from."""

    name: str
    label: Any
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        return self.options[:SHOWN_AT_ONCE]

    @property
    def more(self) -> tuple[Option, ...]:
        return self.options[SHOWN_AT_ONCE:]


class Chip(NamedTuple):
    """One chosen value, and the query string of the same list without it."""

    filter_label: str
    label: str
    query: str


class ResultList:
    """Base of everything that is listed by a query string.

    Subclasses set the attributes and give ``page`` and ``filter_labels``.
    """

    size: int
    default_size: int
    # Known chosen values with their labels, by filter: {"region": {"04": "Cao Bằng"}}.
    chosen: Mapping[str, Mapping[str, str]]

    @property
    def page(self) -> ResultPage:
        """The page that is shown."""
        raise NotImplementedError

    @property
    def filter_labels(self) -> Mapping[str, Any]:
        """The label of each filter, by its parameter."""
        raise NotImplementedError

    @property
    def query_parameters(self) -> Mapping[str, Any]:
        """Parameters besides filters and paging that every link keeps, such as ``q``; "" is left out."""
        return {}

    def query(self, remove: tuple[str, str] | None = None, **changes: Any) -> str:
        """Return the query string of this list, changed: "" or starting with "?".

        ``remove`` is a (filter, value) to leave out; a change to "" leaves its parameter out.
        """
        return query_string(self._pairs(remove, changes))

    def _pairs(self, remove: tuple[str, str] | None, changes: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in self.query_parameters.items():
            yield name, changes.pop(name, value)
        for name, values in self.chosen.items():
            for value in values:
                if (name, value) != remove:
                    yield name, value
        yield "size", changes.pop("size", self.size if self.size != self.default_size else "")
        yield from changes.items()

    @property
    def chips(self) -> list[Chip]:
        """The chosen values, each with the way to undo the choice."""
        labels = self.filter_labels
        return [
            Chip(str(labels[name]), label, self.query(remove=(name, value)))
            for name, values in self.chosen.items()
            for value, label in values.items()
        ]

    @property
    def previous_query(self) -> str:
        return self.query(page=self.page.previous_page_number())

    @property
    def next_query(self) -> str:
        return self.query(page=self.page.next_page_number())

    @property
    def place_name(self) -> str:
        """The label of the first chosen place, for the reader's own place box; "" without one."""
        return next(iter(self.chosen.get("place", {}).values()), "")

    def place_context(self, place: Any) -> dict[str, Any]:
        """Return the template variables of the place box.

        ``place`` is the answer of ``cms.vocabulary.places.read_place``; a name that fits several
        places is answered with one link for each.
        """
        return {
            "place": place,
            "place_name": self.place_name,
            "offers": [
                (self.query(place=match.region.code), match.region.name, match.why) for match in place.offers
            ],
        }


def query_string(pairs: Any) -> str:
    """Return (name, value) pairs as a query string, empty values left out: "" or starting with "?"."""
    given = [(name, str(value)) for name, value in pairs if value not in ("", None)]
    return f"?{urlencode(given)}" if given else ""
