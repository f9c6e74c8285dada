"""Names of facet values, and which values of a request are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.accounts.departments import departments
from cms.visibility import open_to_all
from cms.vocabulary.models import Region
from search.builder import NATIONAL
from search.discovery import kind_labels
from search.engines.base import Choice
from search.schema import FACETS
from search.steering import Steering

TITLES = {
    "kind": _("Loại"),
    "audience": _("Đối tượng"),
    "region": _("Địa bàn"),
    "topic": _("Chủ đề"),
    "channel": _("Kênh"),
    "year": _("Năm"),
    "campaign": _("Chiến dịch"),
    "place": _("Nơi tôi ở"),
    "department": _("Đơn vị"),
}
MAX_VALUES = 20


@dataclass(frozen=True, slots=True)
class Names:
    """The names of values of one request; ``provinces`` maps a commune to the province it is in.

    ``departments`` maps the key of a department, as addresses have it, to the key that is indexed.
    """

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)

    def known(self, name: str, values: Iterable[str]) -> list[str]:
        return [value for value in values if value in self.labels.get(name, {})]


def _pages(values: Iterable[str]) -> dict[str, str]:
    """Titles of live public pages by their keys; others have no name, so they are not offered."""
    keys = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 10]
    if not keys:
        return {}
    rows = Page.objects.filter(pk__in=keys).live().public().values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def names_of(values: Mapping[str, Sequence[str]], steering: Steering) -> Names:
    """The names of facet values: at most three queries, for places, campaigns and departments."""
    places = {*values.get("region", ()), *values.get("place", ())}
    rows = (
        Region.objects.filter(slug__in=places).values_list("slug", "name", "parent__slug") if places else ()
    )
    regions: dict[str, str] = {}
    provinces: dict[str, str] = {}
    for slug, name, parent in rows:
        regions[slug] = name
        if parent:
            provinces[slug] = parent
    pages = _pages(values.get("campaign", ()))
    slugs = values.get("department", ())
    units = departments().filter(open_to_all(), slug__in=slugs).values_list("slug", "pk", "title")
    found = list(units) if slugs else []
    years = {
        value: value
        for value in values.get("year", ())
        if value.isascii() and value.isdigit() and len(value) == 4
    }
    labels = {
        **steering.labels,
        "kind": kind_labels(),
        "region": regions,
        "place": regions,
        "campaign": pages,
        "department": {slug: title for slug, _pk, title in found},
        "year": years,
    }
    return Names(labels, provinces, {slug: str(pk) for slug, pk, _title in found})


def chosen(params: Any) -> dict[str, list[str]]:
    """The values of a request by filter, cut to a sane number; not yet known to exist."""
    found = {}
    for name in (*FACETS, "place", "department"):
        values = [value.replace("\x00", "") for value in params.getlist(name)]
        kept = [value for value in dict.fromkeys(values) if 0 < len(value) <= 100]
        if kept:
            found[name] = kept[:MAX_VALUES]
    return found


def opened(values: Mapping[str, Sequence[str]], names: Names) -> dict[str, list[str]]:
    """The provinces that a choice of places opens, each with its communes: one query, or none."""
    known = names.known("region", values.get("region", ()))
    found: dict[str, list[str]] = {names.provinces.get(value, value): [] for value in known}
    if found:
        rows = Region.objects.filter(parent__slug__in=found).values_list("parent__slug", "slug")
        for province, commune in rows:
            found[province].append(commune)
    return found


def choices(values: Mapping[str, Sequence[str]], names: Names) -> dict[str, Choice]:
    """Known values as what engines filter by; a filter without a known value is left out.

    ``region`` is tagged there or below. ``place`` is what concerns a reader there: tagged there,
    below, above, or nowhere in particular.
    """
    found: dict[str, Choice] = {}
    for name, wanted in values.items():
        known = names.known(name, wanted)
        if not known:
            continue
        if name == "place":
            above = [names.provinces[value] for value in known if value in names.provinces]
            pairs = [("region", value) for value in known]
            pairs += [("place", value) for value in dict.fromkeys([*above, NATIONAL])]
            found[name] = tuple(pairs)
        elif name == "department":
            found[name] = tuple((name, names.departments[value]) for value in known)
        else:
            found[name] = tuple((name, value) for value in known)
    return found
