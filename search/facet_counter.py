"""Counts and lists sections from the embedded index; registered as the counter of ``cms.listing``."""

from collections.abc import Sequence

from django.core.cache import cache
from django.utils import timezone

from cms.accounts.departments import departments
from cms.listing import CountRequest, FacetCounts
from cms.vocabulary.models import Region
from search import connection
from search.engines.base import Choice, EngineError, Request
from search.facets import place_choice
from search.models import IndexRow
from search.schema import OF_LISTS

BEHIND_KEY, BEHIND_CACHE_SECONDS = "search-facets-behind", 30
# Values that the index counts exactly as the database does.
COUNTED = ("audience", "region", "topic", "channel", "year", "campaign", "department", *OF_LISTS)


def count_section_facets(request: CountRequest) -> FacetCounts | None:
    """Count a section and its facets in the embedded index, and name the results that are shown.

    Returns None, so that SQL does it, while there is no index, while a change is waiting for it, or for
    a filter that the index does not know. Departments are counted by their primary keys.
    """
    if not {"place", *COUNTED}.issuperset(request.chosen):
        return None
    target = next(filter(connection.is_local_embedded, connection.targets(connection.PUBLIC)), None)
    if target is None or not connection.is_usable(target):
        return None
    if _is_behind(target):
        return None
    facets = tuple(name for name in request.facets if name in COUNTED)
    filters: dict[str, Choice] = {
        "kind": (("kind", request.kind),),
        "ancestor": (("department", str(request.ancestor)),),
        **{name: _choice(name, values) for name, values in request.chosen.items()},
    }
    now = int(timezone.now().timestamp())
    engine = connection.embedded()
    try:
        results = engine.search(Request(None, now, filters, facets, limit=0, whole_trees=True))
        whole = results.total
        if request.chosen:
            scope = {name: filters[name] for name in ("kind", "ancestor")}
            whole = engine.search(Request(None, now, scope, (), limit=0)).total
        last = max(1, -(-results.total // request.size))
        start = (min(request.page, last) - 1) * request.size
        keys = engine.listed(filters.values(), now, start, request.size)
    except EngineError:
        return None
    counts = {name: dict(rows) for name, rows in results.facets.items()}
    return FacetCounts(results.total, counts, tuple(keys), whole)


def _is_behind(target: str) -> bool:
    """Return whether a change is waiting for the index; a yes is cached, a no would soon be wrong."""
    if cache.get(BEHIND_KEY):
        return True
    behind = IndexRow.objects.pending().filter(target=target).exists()
    if behind:
        cache.set(BEHIND_KEY, True, BEHIND_CACHE_SECONDS)
    return behind


def _choice(name: str, values: Sequence[str]) -> Choice:
    if name == "place":
        rows = Region.objects.filter(slug__in=values, parent__isnull=False)
        return place_choice(values, dict(rows.values_list("slug", "parent__slug")))
    if name == "department":
        keys = departments().filter(slug__in=values).values_list("pk", flat=True)
        return tuple((name, str(key)) for key in keys)
    return tuple((name, value) for value in values)
