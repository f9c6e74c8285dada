"""Redirects from old addresses of pages to where they are now."""

from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed, post_page_move

# Seconds: without a limit browsers follow a permanent redirect for ever, also when the page has come back.
MAX_AGE = 60


def register() -> None:
    """Follow the moves and renames of pages; Wagtail makes redirects for live pages below them only."""
    page_slug_changed.connect(_renamed, dispatch_uid="redirects-renamed")
    post_page_move.connect(_moved, dispatch_uid="redirects-moved")


def _renamed(instance: Page, instance_before: Page, **kwargs: Any) -> None:
    add_redirects_of_hidden(instance, instance_before.url_path)


def _moved(instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        add_redirects_of_hidden(instance, url_path_before)


def add_redirects_of_hidden(top: Page, old_url_path: str) -> None:
    """Redirects for the pages below that were public once: their addresses say that they were withdrawn."""
    hidden = top.get_descendants().filter(live=False, first_published_at__isnull=False)
    site = top.get_site()
    if site is None:
        return
    root = len(site.root_page.url_path) - 1
    for page in hidden.defer_streamfields().specific().iterator():
        path = (old_url_path + page.url_path[len(top.url_path) :])[root:]
        for route in page.get_route_paths():
            old = Redirect.normalise_path(path.rstrip("/") + route)
            normal_route = Redirect.normalise_page_route_path(route)
            values = {
                "redirect_page": page,
                "redirect_page_route_path": normal_route,
                "automatically_created": True,
            }
            Redirect.objects.update_or_create(old_path=old, site=site, defaults=values)


class PageRedirectMiddleware(RedirectMiddleware):
    """Wagtail's, which keeps the query string and never leads in a circle (rule 126)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        answer: HttpResponseBase = super().process_response(request, response)
        if answer is response:
            return response
        link = answer["Location"]
        if leads_in_circle(request, link):
            return response
        query = request.META.get("QUERY_STRING", "")
        if query and "?" not in link:
            answer["Location"] = f"{link}?{query}"
        patch_cache_control(answer, public=True, max_age=MAX_AGE)
        return answer


def leads_in_circle(request: HttpRequest, link: str) -> bool:
    """Whether this link and the redirects after it lead back to an address that has none but a redirect."""
    site = Site.find_for_request(request)
    own_hosts = {"", request.get_host(), urlsplit(site.root_url).netloc if site else ""}
    seen = {Redirect.normalise_path(request.path)}
    while True:
        target = urlsplit(link)
        if target.netloc not in own_hosts:
            return False
        path = Redirect.normalise_path(target.path)
        if path in seen:
            return True
        if site and _is_page(site, request, path):
            return False
        seen.add(path)
        following = get_redirect(request, path)
        if following is None or following.link is None:
            return False
        link = following.link


def _is_page(site: Site, request: HttpRequest, path: str) -> bool:
    """Whether a page of the site answers at the path, be it to say that it was withdrawn."""
    try:
        site.root_page.localized.specific.route(request, [part for part in path.split("/") if part])
    except Http404:
        return False
    return True
