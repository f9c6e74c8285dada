"""Finds the page at an address in two queries, whatever its depth; Wagtail asks two a level."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve

from cms.surroundings import remembered


@remembered
def _sites() -> dict[tuple[str, str], Site | None]:
    return {}


@remembered
def _roots() -> dict[tuple[int, str | None], Page]:
    return {}


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Wagtail's view, which takes the site and the route that are set on the request."""
    key = (request.get_host(), request.get_port())
    known = _sites()
    if key not in known:
        known[key] = Site.find_for_request(request)
    request._wagtail_site = known[key]  # type: ignore[attr-defined]
    request._wagtail_route_for_request = _route(request, path)  # type: ignore[attr-defined]
    answer: HttpResponseBase = wagtail_serve(request, path)
    return answer


def _route(request: HttpRequest, path: str) -> object:
    site = Site.find_for_request(request)
    if site is None:
        return None
    roots, language = _roots(), (site.pk, get_language())
    if language not in roots:
        roots[language] = site.root_page.localized
    page, rest = _pages_along(roots[language], [part for part in path.split("/") if part])
    try:
        # Not ``specific``, which would stay on the root for the requests to come.
        return page.get_specific().route(request, rest)
    except Http404:
        return None


def _pages_along(root: Page, parts: list[str]) -> tuple[Page, list[str]]:
    """The deepest page along an address, and the parts after it, which may be a route of that page.

    No page has the slug of a route of its parent (``cms.reserved_slugs``), so the deepest one is meant.
    """
    addresses = [f"{root.url_path}{'/'.join(parts[:end])}/" for end in range(1, len(parts) + 1)]
    found = (
        Page.objects.filter(slug__in=set(parts), url_path__in=addresses).order_by("-depth").first()
        if addresses
        else None
    )
    page = found or root
    return page, parts[page.depth - root.depth :]
