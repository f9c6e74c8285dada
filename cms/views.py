"""Pages beside the tree: errors, robots.txt, health."""

from csp.constants import NONE
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.defaults import ERROR_500_TEMPLATE_NAME
from django.views.static import serve


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403.html", {"expired": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page: a template that needs neither database nor request."""
    return render(None, ERROR_500_TEMPLATE_NAME, status=500)


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /tim-kiem/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# What readers' pages show. Originals and documents are not among them: documents go through
# Wagtail's own view, which asks who may read them.
PUBLIC_UPLOADS = ("images/", "media/", "media_thumbnails/", "captions/")
A_YEAR = 31_536_000


def uploaded(request: HttpRequest, name: str) -> HttpResponseBase:
    """An uploaded file of the local storage, where no web server in front serves it. 404 otherwise."""
    if not name.startswith(PUBLIC_UPLOADS):
        raise Http404
    response = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    patch_cache_control(response, public=True, max_age=A_YEAR if name.startswith("images/") else 3600)
    # A file opened by itself runs nothing and shows in no frame.
    setattr(response, "_csp_replace", {"default-src": [NONE], "script-src": [NONE]})  # noqa: B010
    return response


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers. 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})
