"""Compression, content security policy and caching of responses, by the part of the site."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from cms import repairs
from cms.http import READER_MAX_AGE

# Wagtail's admin still writes inline scripts and previews pages in frames (wagtail issue 1288).
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
}
# Where the session keeps what was repaired until a page can say so.
REPAIRS = "repairs"


class CompressionMiddleware(GZipMiddleware):
    """Django's; files that are served in parts keep their length and their bytes (rule 127)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return (
            response if response.has_header("Accept-Ranges") else super().process_response(request, response)
        )


class PagePolicyMiddleware:
    """Admin responses are never cached; public ones are the same for all and cached for seconds.

    What is asked with a query is for no index of a search engine.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.admin):
            setattr(response, "_csp_replace", ADMIN_POLICY)  # noqa: B010 - read by django-csp
            response["X-Frame-Options"] = "SAMEORIGIN"
            patch_cache_control(response, private=True, no_store=True)
            return response
        if request.GET:
            # Words of a query may stand on the page (rule 138); without it the page is indexed.
            response.setdefault("X-Robots-Tag", "noindex")
        if response.status_code == 404:
            # Whether the session was read would tell a closed file from one that does not exist (rule 105).
            patch_vary_headers(response, ["Cookie"])
        if "Cache-Control" not in response and request.method in ("GET", "HEAD"):
            if response.has_header("Vary") and "cookie" in response["Vary"].lower():
                patch_cache_control(response, private=True, no_store=True)
            elif response.status_code in (200, 206):
                patch_cache_control(response, public=True, max_age=READER_MAX_AGE)
        return response


class RepairsMiddleware:
    """Tells the users of the admin what was repaired in the text that they saved, on the next page they see.

    Autosave and uploads answer in JSON, so that the sentences wait in the session, each once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(self.admin):
            return self.get_response(request)
        # Browsers say "document" of a page and "empty" of what a script fetches.
        is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
        if request.method == "GET" and is_page and REPAIRS in request.session:
            for sentence in request.session.pop(REPAIRS):
                messages.info(request, sentence)
        with repairs.collected() as notes:
            response = self.get_response(request)
        is_saved = response.status_code in (301, 302, 303) or "json" in response.get("Content-Type", "")
        if notes and is_saved and response.status_code < 400:
            waiting = request.session.get(REPAIRS, [])
            request.session[REPAIRS] = list(dict.fromkeys([*waiting, *repairs.sentences(notes)]))
        return response
