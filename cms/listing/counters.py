"""A registered counter of facets.

Search registers a counter that reads its index, so that campaigns and search never import each other.
Lists count by SQL when no counter is registered or when it declines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CountRequest:
    """Asks what the list of the live public pages of one kind below one page holds.

    ``chosen`` maps a filter to its known values, ``facets`` names the filters to count. ``page``,
    from 1, and ``size`` name the results that are shown, newest first; beyond the end it is the last page.
    """

    kind: str
    ancestor: int
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    page: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """``total`` is the number of results; ``counts`` maps a facet to {value: results after choosing it}.

    ``keys`` are the primary keys of the results that are shown, and ``whole`` is the number of results
    without any choice; both are None of a counter that only counts facets.
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]
    keys: tuple[int, ...] | None = None
    whole: int | None = None


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
