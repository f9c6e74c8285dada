"""Posting by hand: the clean HTML to copy, the ZIP to take."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Page

from campaigns.portal.items import Item, item_of
from campaigns.portal.manual import archive


def _item(page_id: int) -> tuple[Any, Item]:
    """The page and what leaves of it; 404 for what is not live: nothing else is posted anywhere."""
    page = get_object_or_404(Page.objects.live().public(), pk=page_id).specific
    item = item_of(page)
    if item is None:
        raise Http404
    return page, item


def by_hand(request: HttpRequest, page_id: int) -> HttpResponse:
    page, item = _item(page_id)
    return render(request, "portal/admin/manual.html", {"page": page, "item": item})


def take_zip(request: HttpRequest, page_id: int) -> HttpResponse:
    _page, item = _item(page_id)
    response = HttpResponse(archive(item), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{item.slug[:60]}.zip"'
    response["Cache-Control"] = "no-store"
    return response
