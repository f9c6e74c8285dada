"""What readers get where something was taken back, and which files of the library they get at all."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found
from wagtail.models import Page

from campaigns import files, provenance


def judge(item: Any) -> Callable[[HttpRequest], HttpResponse] | None:
    """None for what a live public page refers to; else why there is nothing, as the page itself says it."""
    keys = files.showing(item)
    if keys and Page.objects.live().public().filter(pk__in=keys).exists():
        return None
    for page in Page.objects.filter(pk__in=keys).public().specific() if keys else ():
        standing = provenance.gone(page) if hasattr(page, "code") else None
        if standing is not None:
            return partial(gone, standing=standing)
    return _missing


def gone(request: HttpRequest, standing: provenance.Standing) -> HttpResponse:
    """410 with the reason, the date, the replacement and the code: at a page's address and its files'."""
    context = {"page": None, "standing": standing}
    response = render(request, "campaigns/public/gone.html", context, status=410)
    response["Cache-Control"] = "no-store"
    return response


def _missing(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404())
