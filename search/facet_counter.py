"""Counts the facets of sections from the embedded index; registered as the counter of ``cms.listing``."""

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

BEHIND_KEY, BEHIND_CACHE_SECONDS = "search-facets-behind", 30
# Values that the index counts exactly as the database does. The year is left to SQL: for a campaign
# search uses its first day, a section the date of its page.
COUNTED = ("audience", "region", "topic", "channel", "campaign", "department")


def count_section_facets(request: CountRequest) -> FacetCounts | None:
    """Count the facets of a section in the embedded index.

    Returns None, so that SQL counts, while there is no index, while a change is waiting for it, or for
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
    engine_request = Request(None, now, filters, facets, limit=1, whole_trees=True)
    try:
        results = connection.embedded().search(engine_request)
    except EngineError:
        return None
    return FacetCounts(results.total, {name: dict(rows) for name, rows in results.facets.items()})


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
