"""Sitemap: an index of parts, and the parts, each with the pages whose keys lie in one range.

A page stays in its part as long as it exists, however many come and go, and a part is read by its keys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps.views import x_robots_tag
from django.db.models import DateTimeField, F, Func, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page, Site

from cms.surroundings import remembered
from cms.visibility import open_to_all

# Addresses of a part at most; sitemaps.org allows ten times as many.
PART = 5_000
XML = "application/xml"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the index, in the form that Django's template reads."""

    number: int
    last_mod: datetime | None

    @property
    def location(self) -> str:
        return f"{settings.SITE_URL}{reverse('sitemap_part', args=[self.number])}"


@x_robots_tag
def index(request: HttpRequest) -> TemplateResponse:
    """The index of all parts of the site."""
    parts = _parts_of(_site(request))
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=XML)


@x_robots_tag
def part(request: HttpRequest, number: int) -> TemplateResponse:
    """The pages of one part that every reader may open; raises ``Http404`` for a part without pages."""
    site = _site(request)
    if all(number != known.number for known in _parts_of(site)):
        raise Http404
    context = {"urlset": list(_addresses(site, number))}
    return TemplateResponse(request, "sitemap.xml", context, content_type=XML)


def _site(request: HttpRequest) -> Site:
    return Site.find_for_request(request) or Site.objects.get(is_default_site=True)


def _addresses(site: Site, number: int) -> Iterator[dict[str, Any]]:
    """Address and ``lastmod`` of each page; that of a page with children is of the newest page below it."""
    tops = _tops(site)
    # With the prefix of its language, without the host, which is that of canonical links.
    beginnings = {top.path: f"{settings.SITE_URL}{urlsplit(top.full_url or '').path}" for top in tops}
    newest = _newest_below()
    pages = (
        Page.objects.filter(_inside(tops) & open_to_all())
        .filter(pk__gte=(number - 1) * PART, pk__lt=number * PART)
        .annotate(changed=Coalesce("last_published_at", "latest_revision_created_at"))
        .order_by("path")
        .values_list("path", "url_path", "changed")
    )
    for path, url_path, changed in pages:
        top = next(top for top in tops if path.startswith(top.path))
        yield {
            "location": f"{beginnings[top.path]}{url_path.removeprefix(top.url_path)}",
            "lastmod": max(filter(None, (newest.get(path), changed)), default=None),
        }


def _tops(site: Site) -> list[Page]:
    """The home page and its translations, which are its siblings."""
    return [top for top in (site.root_page, *site.root_page.get_translations()) if top.full_url]


def _inside(tops: list[Page]) -> Q:
    tree = Q()
    for top in tops:
        tree |= Q(path__startswith=top.path)
    return tree


@remembered
def _parts() -> dict[int, list[Part]]:
    return {}


def _parts_of(site: Site) -> list[Part]:
    known = _parts()
    if site.pk not in known:
        rows = (
            Page.objects.filter(_inside(_tops(site)) & open_to_all())
            .order_by()
            .values_list(F("pk") / PART)
            .annotate(last=Max("last_published_at"))
        )
        known[site.pk] = [Part(number + 1, last) for number, last in sorted(rows)]
    return known[site.pk]


@remembered
def _newest_below() -> Mapping[str, datetime]:
    """The last publication below each page that has children, by its tree path."""
    last_child = Concat(OuterRef("path"), Value(Page.alphabet[-1] * Page.steplen))
    children = Page.objects.filter(depth=OuterRef("depth") + 1, path__range=(OuterRef("path"), last_child))
    # Not ``Max``, which would group the rows.
    newest = Func("last_published_at", function="MAX", output_field=DateTimeField())
    rows = (
        Page.objects.filter(numchild__gt=0)
        .order_by()
        .annotate(last=Subquery(children.order_by().annotate(last=newest).values("last")))
    )
    found: dict[str, datetime] = {}
    for parent, last in rows.values_list("path", "last"):
        if last is None:
            continue
        for end in range(Page.steplen, len(parent) + 1, Page.steplen):
            above = parent[:end]
            found[above] = max(last, found.get(above, last))
    return found
