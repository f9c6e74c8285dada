"""Filters of the lists of sections: vocabularies, places, years, forms, departments and campaigns."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.accounts.departments import known_departments
from cms.listing import Filter
from cms.visibility import open_to_all
from cms.vocabulary.models import (
    Audience,
    Channel,
    PageAudience,
    PageChannel,
    PageRegion,
    PageTopic,
    Region,
    Topic,
    Trait,
)
from cms.vocabulary.names import names_of

Rows = Iterable[tuple[str, str, int]]


def _pages(through: Any, condition: Q) -> Q:
    return Q(pk__in=through.objects.filter(condition).values("content_object"))


def term_filter(name: str, label: Any, terms: Any, through: Any) -> Filter:
    """A filter by the terms of a flat vocabulary."""

    def options(pages: QuerySet[Page]) -> Rows:
        rows = (
            through.objects.filter(content_object__in=pages.order_by().values("pk"))
            .values_list("tag__slug", "tag__name", "tag__sort_order")
            .annotate(number=Count("content_object", distinct=True))
            .order_by("tag__sort_order", "tag__name")
        )
        return [(slug, title, number) for slug, title, _order, number in rows]

    def counted_options(counts: Mapping[str, int]) -> Rows:
        return [(slug, title, counts[slug]) for slug, title in names_of(terms).items() if slug in counts]

    return Filter(
        name,
        label,
        condition=lambda keys: _pages(through, Q(tag__slug__in=keys)),
        options=options,
        labels=_names(terms),
        counted_options=counted_options,
    )


def _names(terms: type[Any]) -> Callable[[list[str]], Mapping[str, str]]:
    return lambda keys: {slug: name for slug, name in names_of(terms).items() if slug in keys}


def _labels(terms: QuerySet[Any]) -> Callable[[list[str]], Mapping[str, str]]:
    return lambda keys: dict(terms.filter(slug__in=keys).values_list("slug", "name"))


def within(keys: list[str]) -> Q:
    """Pages tagged with one of the regions or with a region below it."""
    return _pages(PageRegion, Q(tag__slug__in=keys) | Q(tag__parent__slug__in=keys))


def concerning(keys: list[str]) -> Q:
    """Pages relevant to readers in the regions: tagged there, below, above, or with no region.

    Rule 93; ``search.facets.place_choice`` says the same of the index.
    """
    above = Region.objects.filter(children__slug__in=keys).values("pk")
    tagged = Q(tag__slug__in=keys) | Q(tag__parent__slug__in=keys) | Q(tag__in=above)
    everywhere = ~Q(pk__in=PageRegion.objects.values("content_object"))
    return _pages(PageRegion, tagged) | everywhere


def region_options(pages: QuerySet[Page]) -> Rows:
    """(code, label, number of pages) of regions with pages there or below, communes after their province."""
    pairs = PageRegion.objects.filter(content_object__in=pages.order_by().values("pk")).values_list(
        "content_object", "tag__slug", "tag__name", "tag__parent__slug", "tag__parent__name"
    )
    counted: dict[tuple[str, str, str], set[int]] = {}
    for page, slug, name, parent, parent_name in pairs:
        counted.setdefault((parent or slug, slug if parent else "", name), set()).add(page)
        if parent:
            counted.setdefault((parent, "", parent_name), set()).add(page)
    return [
        (slug or province, name if not slug else f"– {name}", len(pages))
        for (province, slug, name), pages in sorted(counted.items())
    ]


def counted_regions(counts: Mapping[str, int]) -> Rows:
    """The options of ``region_options``, from counts of the registered counter."""
    rows = Region.objects.filter(slug__in=counts).values_list("parent__slug", "slug", "name")
    ordered = sorted((parent or slug, slug if parent else "", name) for parent, slug, name in rows)
    return [
        (slug or province, name if not slug else f"– {name}", counts[slug or province])
        for province, slug, name in ordered
    ]


def with_trait(keys: list[str]) -> Q:
    """Pages tagged with a region that has one of the traits, or whose province has it."""
    return _pages(PageRegion, Q(tag__traits__slug__in=keys) | Q(tag__parent__traits__slug__in=keys))


def trait_options(pages: QuerySet[Page]) -> Rows:
    ways = ("tag__traits", "tag__parent__traits")
    fields = [f"{way}__{name}" for way in ways for name in ("sort_order", "slug", "name")]
    rows = PageRegion.objects.filter(content_object__in=pages.order_by().values("pk"))
    counted: dict[tuple[int, str, str], set[int]] = {}
    for page, *found in rows.values_list("content_object", *fields):
        for trait in (tuple(found[:3]), tuple(found[3:])):
            if trait[1]:
                counted.setdefault(trait, set()).add(page)
    return counted_traits({slug: len(tagged) for (_order, slug, _name), tagged in counted.items()})


def counted_traits(counts: Mapping[str, int]) -> Rows:
    return [(slug, name, counts[slug]) for slug, name in names_of(Trait).items() if slug in counts]


def year_options(pages: QuerySet[Page]) -> Rows:
    rows = (
        pages.order_by()
        .filter(date__isnull=False)
        .annotate(year_=ExtractYear("date"))
        .values_list("year_")
        .annotate(number=Count("pk"))
        .order_by("-year_")
    )
    return [(str(year), str(year), number) for year, number in rows]


def counted_years(counts: Mapping[str, int]) -> Rows:
    return [(year, year, counts[year]) for year in sorted(counts, reverse=True)]


def form_filter(model: type[Any]) -> Filter:
    """A filter by the forms of one kind ("tin", "bài" … of news), with the parameter ``form``."""
    choices = dict(model._meta.get_field("form").choices)

    def options(pages: QuerySet[Page]) -> Rows:
        counts = dict(pages.order_by().values_list("form").annotate(Count("pk")))
        return counted_options(counts)

    def counted_options(counts: Mapping[str, int]) -> Rows:
        return [(key, str(label), counts[key]) for key, label in choices.items() if key in counts]

    return Filter(
        "form",
        _("Loại"),
        condition=lambda keys: Q(form__in=keys),
        options=options,
        labels=lambda keys: {key: str(choices[key]) for key in keys if key in choices},
        counted_options=counted_options,
    )


AUDIENCE = term_filter("audience", _("Đối tượng"), Audience, PageAudience)
TOPIC = term_filter("topic", _("Chủ đề"), Topic, PageTopic)
CHANNEL = term_filter("channel", _("Kênh"), Channel, PageChannel)
REGION = Filter(
    "region", _("Địa bàn"), within, region_options, _labels(Region.objects.all()), counted_regions
)
PLACE = Filter(
    "place",
    _("Nơi tôi ở"),
    concerning,
    labels=_labels(Region.objects.all()),
    counted_options=lambda counts: (),
)
TRAIT = Filter("trait", _("Khu vực"), with_trait, trait_options, _names(Trait), counted_traits)
YEAR = Filter(
    "year",
    _("Năm"),
    condition=lambda keys: Q(date__year__in=[int(key) for key in keys]),
    options=year_options,
    labels=lambda keys: {key: key for key in keys if key.isascii() and key.isdigit() and len(key) == 4},
    counted_options=counted_years,
)


def in_departments(keys: list[str]) -> Q:
    condition = Q(pk__in=[])
    for page in known_departments():
        if page.slug in keys:
            condition |= Q(path__startswith=page.path)
    return condition


def department_options(pages: QuerySet[Page]) -> Rows:
    paths = list(pages.order_by().values_list("path", flat=True))
    rows = [
        (page.slug, page.title, sum(path.startswith(page.path) for path in paths))
        for page in known_departments()
    ]
    return [row for row in rows if row[2]]


def counted_departments(counts: Mapping[str, int]) -> Rows:
    """The index counts departments by their primary keys; addresses name them by slug."""
    rows = known_departments()
    return [(page.slug, page.title, counts[str(page.pk)]) for page in rows if str(page.pk) in counts]


def campaign_options(pages: QuerySet[Page]) -> Rows:
    rows = (
        pages.order_by()
        .filter(campaign__in=Page.objects.filter(open_to_all(), campaignpage__isnull=False))
        .values_list("campaign", "campaign__title", "campaign__year")
        .annotate(number=Count("pk"))
        .order_by("-campaign__year", "campaign__title")
    )
    return [(str(key), title, number) for key, title, _year, number in rows]


def counted_campaigns(counts: Mapping[str, int]) -> Rows:
    known = [int(key) for key in counts if key.isdecimal()]
    rows = Page.objects.filter(open_to_all(), campaignpage__isnull=False, pk__in=known).order_by(
        "-campaignpage__year", "title"
    )
    return [(str(key), title, counts[str(key)]) for key, title in rows.values_list("pk", "title")]


def campaign_labels(keys: list[str]) -> Mapping[str, str]:
    known = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 10]
    campaigns = Page.objects.filter(open_to_all(), campaignpage__isnull=False, pk__in=known)
    return {str(key): title for key, title in campaigns.values_list("pk", "title")}


DEPARTMENT = Filter(
    "department",
    _("Đơn vị"),
    in_departments,
    department_options,
    lambda keys: {page.slug: page.title for page in known_departments() if page.slug in keys},
    counted_departments,
)
CAMPAIGN = Filter(
    "campaign",
    _("Chiến dịch"),
    lambda keys: Q(campaign__in=[int(key) for key in keys]),
    campaign_options,
    campaign_labels,
    counted_campaigns,
)


def section_filters(model: type[Any], of_all_departments: bool) -> list[Filter]:
    """The filters for the fields of the kind, and that by department for pages of all departments."""
    fields = {field.name for field in model._meta.get_fields()}
    filters = [AUDIENCE, REGION, PLACE, TRAIT, TOPIC, CHANNEL, YEAR]
    if "form" in fields:
        filters.insert(0, form_filter(model))
    if "campaign" in fields:
        filters.append(CAMPAIGN)
    if of_all_departments:
        filters.append(DEPARTMENT)
    return filters
