"""Responses for withdrawn and expired content, and the access check for files of the library."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found
from wagtail.models import Page

from campaigns.approvals import files, permissions
from campaigns.approvals.status import ApprovalStatus, ended_status
from cms.http import no_store
from cms.visibility import is_closed, open_to_all


def refuse_file(item: Any) -> Callable[[HttpRequest], HttpResponse] | None:
    """The view that answers instead of a library file; None when a live public page refers to the file."""
    keys = files.referring_pages(item)
    if keys and Page.objects.filter(open_to_all(), pk__in=keys).exists():
        return None
    for page in Page.objects.filter(pk__in=keys).specific() if keys else ():
        status = ended_status(page) if hasattr(page, "code") and not is_closed(page) else None
        if status is not None:
            return partial(gone, status=status)
    return _missing


def stands_in_own_draft(user: Any, item: Any) -> bool:
    """Whether a page of the user's departments refers to the library item."""
    keys = files.referring_pages(item)
    return bool(keys) and Page.objects.filter(permissions.own_pages(user), pk__in=keys).exists()


@no_store
def gone(request: HttpRequest, status: ApprovalStatus, status_code: int = 410) -> HttpResponse:
    """The page that says why a text is no longer available: reason, date, replacement and code."""
    context = {"page": None, "status": status}
    return render(request, "approvals/gone.html", context, status=status_code)


def _missing(request: HttpRequest) -> HttpResponse:
    return page_not_found(request, Http404())
