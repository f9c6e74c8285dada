"""Redirects from old addresses of pages to where they are now."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

# Seconds: without a limit browsers follow a permanent redirect for ever, also when the page has come back.
MAX_AGE = 60


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
