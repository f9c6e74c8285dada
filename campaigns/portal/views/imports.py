"""Admin pages of the items that other Chung Tay sites share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.portal.exchange.import_status import ENDED
from campaigns.portal.exchange.importing import import_item
from campaigns.portal.exchange.lookup import record_by_code
from campaigns.portal.exchange.notifications import source_label
from campaigns.portal.http.crypto import DecryptionError
from campaigns.portal.http.errors import PortalError
from campaigns.portal.models import ImportedItem, PortalConnection
from campaigns.portal.permissions import decidable_by, may_decide, visible_connections

MAX_ROWS = 200


def index(request: HttpRequest) -> HttpResponse:
    """List offered and imported items; a POST searches for an item by its code."""
    sites = visible_connections(request.user).filter(kind=PortalConnection.Kind.SITE)
    decidable = decidable_by(request.user, sites)
    if not sites:
        raise PermissionDenied
    if request.method == "POST":
        return _find_by_code(request, sites)
    items = ImportedItem.objects.filter(connection__in=sites).select_related("connection__department")
    live = set(Page.objects.live().filter(imported_from__in=items).values_list("pk", flat=True))
    rows = [
        {
            "item": item,
            "code": codes.shown(item.code),
            "newer": codes.shown(item.newer_code),
            "label": source_label(item),
            "ended": item.source_state in ENDED,
            "live": item.page_id in live,
            "may": item.connection_id in decidable,
        }
        for item in items[:MAX_ROWS]
    ]
    searchable = [site for site in sites if site.pk in decidable]
    return render(request, "portal/admin/imports.html", {"rows": rows, "sites": searchable})


def _find_by_code(request: HttpRequest, sites: Any) -> HttpResponse:
    """Record the item of a code as offered, after the other site's check page has confirmed it."""
    number = request.POST.get("site", "")
    site = get_object_or_404(sites, pk=number if number.isascii() and number.isdigit() else 0)
    if not may_decide(request.user, site):
        raise PermissionDenied
    code = codes.clean(request.POST.get("code", ""))
    if not codes.is_code(code):
        messages.error(request, _("Mã gồm đúng 10 chữ và số. Mời xem lại."))
        return redirect("portal_imports")
    try:
        record_by_code(site, code)
    except (PortalError, DecryptionError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã tìm thấy. Bấm “Tiếp nhận” để lấy về thành bản nháp."))
    return redirect("portal_imports")


@require_POST
def import_or_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the item as a draft, or decline it."""
    visible_items = ImportedItem.objects.filter(connection__in=visible_connections(request.user))
    item = get_object_or_404(visible_items, pk=pk)
    if not may_decide(request.user, item.connection):
        raise PermissionDenied
    if request.POST.get("what") == "decline":
        item.state = ImportedItem.State.DECLINED
        item.save(update_fields=["state"])
        return redirect("portal_imports")
    try:
        page = import_item(item, request.user)
    except (PortalError, DecryptionError) as error:
        messages.error(request, str(error))
        return redirect("portal_imports")
    if item.note:
        messages.warning(request, item.note)
    messages.success(
        request, _("Đã lấy về thành bản nháp. Bài đi qua thẩm định, duyệt, công bố như mọi bài.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
