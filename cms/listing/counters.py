"""A registered counter of facets.

Search registers a counter that reads its index, so that campaigns and search never import each other.
Lists count by SQL when no counter is registered or when it declines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CountRequest:
    """Asks for the facets of the live public pages of one kind below one page.

    ``chosen`` maps a filter to its known values, ``facets`` names the filters to count.
    """

    kind: str
    ancestor: int
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """``total`` is the number of results; ``counts`` maps a facet to {value: results after choosing it}."""

    total: int
    counts: Mapping[str, Mapping[str, int]]


FacetCounter = Callable[[CountRequest], FacetCounts | None]
_registered: list[FacetCounter] = []


def register_facet_counter(counter: FacetCounter) -> None:
    """Register the counter of this site; the last one registered is used.

    A counter returns None when it cannot give the counts that the database would give at this moment.
    """
    _registered[:] = [counter]


def count_facets(request: CountRequest) -> FacetCounts | None:
    """Return the counts of the registered counter, or None if SQL must count."""
    return _registered[0](request) if _registered else None
