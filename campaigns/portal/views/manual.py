"""Admin pages for posting by hand: the clean HTML to copy, and the ZIP archive."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from wagtail.models import Page

from campaigns.portal.connectors.payloads import Item
from campaigns.portal.outgoing.archive import zip_of
from campaigns.portal.outgoing.items import published_item
from cms.visibility import open_to_all


def _page_and_item(page_id: int) -> tuple[Any, Item]:
    """Return the page and its item; raises ``Http404`` for a page that is not live and public."""
    page = get_object_or_404(Page.objects.filter(open_to_all()), pk=page_id).specific
    item = published_item(page)
    if item is None:
        raise Http404
    return page, item


def html(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the clean HTML of the item."""
    page, item = _page_and_item(page_id)
    return render(request, "portal/admin/manual.html", {"page": page, "item": item})


@cache_control(no_store=True)
def archive(request: HttpRequest, page_id: int) -> HttpResponse:
    """Download the ZIP archive of the item."""
    _page, item = _page_and_item(page_id)
    response = HttpResponse(zip_of(item), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{item.slug[:60]}.zip"'
    return response
