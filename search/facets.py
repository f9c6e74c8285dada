"""Labels of facet values, and the choices that a request makes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.accounts.departments import departments
from cms.listing import filter_values
from cms.visibility import open_to_all
from cms.vocabulary.models import Region
from search.builder import NATIONAL
from search.discovery import kind_labels
from search.editorial_settings import EditorialSettings
from search.engines.base import Choice
from search.schema import FACETS

FILTER_LABELS = {
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


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of facet values, {facet: {value: label}}.

    ``provinces`` maps a commune to its province, ``departments`` the slug of a department, used in
    addresses, to the primary key that is indexed.
    """

    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    provinces: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)

    def known(self, name: str, values: Iterable[str]) -> dict[str, str]:
        """Return the values that exist, with their labels."""
        labels = self.labels.get(name, {})
        return {value: labels[value] for value in values if value in labels}


def _pages(values: Iterable[str]) -> dict[str, str]:
    """Return titles of live public pages by primary key; other pages have no label and are not offered."""
    keys = [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 10]
    if not keys:
        return {}
    rows = Page.objects.filter(open_to_all(), pk__in=keys).values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def names_of(values: Mapping[str, Sequence[str]], settings: EditorialSettings) -> Names:
    """Return the labels of facet values: at most three queries, for places, campaigns and departments."""
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
        **settings.labels,
        "kind": kind_labels(),
        "region": regions,
        "place": regions,
        "campaign": pages,
        "department": {slug: title for slug, _pk, title in found},
        "year": years,
    }
    return Names(labels, provinces, {slug: str(pk) for slug, pk, _title in found})


def requested_values(params: Any) -> dict[str, list[str]]:
    """Return the values of every filter in a request; whether they exist is not checked yet."""
    values = {name: filter_values(params, name) for name in (*FACETS, "place", "department")}
    return {name: found for name, found in values.items() if found}


def expanded_provinces(values: Mapping[str, Sequence[str]], names: Names) -> dict[str, list[str]]:
    """Return the provinces of the chosen regions, each with its communes: one query, or none."""
    known = names.known("region", values.get("region", ()))
    communes: dict[str, list[str]] = {names.provinces.get(value, value): [] for value in known}
    if communes:
        rows = Region.objects.filter(parent__slug__in=communes).values_list("parent__slug", "slug")
        for province, commune in rows:
            communes[province].append(commune)
    return communes


def choices(values: Mapping[str, Sequence[str]], names: Names) -> dict[str, Choice]:
    """Return what engines filter by; a filter without a known value is left out."""
    found: dict[str, Choice] = {}
    for name, requested in values.items():
        known = list(names.known(name, requested))
        if not known:
            continue
        if name == "place":
            found[name] = place_choice(known, names.provinces)
        elif name == "department":
            found[name] = tuple((name, names.departments[value]) for value in known)
        else:
            found[name] = tuple((name, value) for value in known)
    return found


def place_choice(places: Sequence[str], provinces: Mapping[str, str]) -> Choice:
    """Return the choice of what concerns a reader in one of these places (rule 93).

    That is what is tagged with the place, with one below or above it, or with no place at all.
    """
    above = [provinces[place] for place in places if place in provinces]
    pairs = [("region", place) for place in places]
    return (*pairs, *(("place", place) for place in dict.fromkeys([*above, NATIONAL])))
