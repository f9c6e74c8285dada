"""Error pages, robots.txt and health checks."""

import sys

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.defaults import ERROR_500_TEMPLATE_NAME
from wagtail.models import Site

from cms import health
from cms.searchable import SEARCH_PATH
from cms.unsaved_forms import is_storage_failure, session_ended, unavailable


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The 403 page with advice for an expired form; to a form of the admin one that holds what was typed.

    A form that another site sent gets the advice alone.
    """
    # The words of both reasons go on behind these.
    is_foreign = reason.startswith(("Origin checking failed", "Referer checking failed"))
    return (None if is_foreign else session_ended(request)) or render(
        request, "403.html", {"expired": True}, status=403
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page: a template that needs neither database nor request.

    While database or disk refuse it is the response 503, which keeps what an editor typed.
    """
    if is_storage_failure(sys.exc_info()[1]):
        return unavailable(request)
    return render(None, ERROR_500_TEMPLATE_NAME, status=500)


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: admin, search pages and kits with a look of their own are not crawled."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Disallow: {SEARCH_PATH}",
        "Disallow: /lay-ve/*?",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Liveness check: the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Readiness check: 503 when readers cannot be served; the body has the state of the other parts."""
    try:
        Site.objects.exists()
    except DatabaseError:
        return JsonResponse({"status": "no database"} | health.report(), status=503)
    return JsonResponse({"status": "ok"} | health.report())
