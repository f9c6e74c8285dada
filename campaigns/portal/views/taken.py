"""Items of other Chung Tay sites: what they share, what was taken over, what became of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.portal import exchange
from campaigns.portal.errors import PortalError
from campaigns.portal.models import PortalConnection, TakenItem
from campaigns.portal.permissions import decided_by, may_decide, visible
from campaigns.portal.takeover import take_over
from campaigns.portal.vault import SealBrokenError

SHOWN = 200


def taken(request: HttpRequest) -> HttpResponse:
    """What is offered and what was taken; a POST asks for an item by its code."""
    sites = visible(request.user).filter(kind=PortalConnection.Kind.SITE)
    decided = decided_by(request.user, sites)
    if not sites:
        raise PermissionDenied
    if request.method == "POST":
        return _by_code(request, sites)
    rows = TakenItem.objects.filter(connection__in=sites).select_related("connection__department")
    live = set(Page.objects.live().filter(taken_from__in=rows).values_list("pk", flat=True))
    shown = [
        {
            "taken": row,
            "code": codes.shown(row.code),
            "newer": codes.shown(row.newer_code),
            "label": exchange.source_label(row),
            "ended": row.source_state in exchange.ENDED,
            "live": row.page_id in live,
            "may": row.connection_id in decided,
        }
        for row in rows[:SHOWN]
    ]
    asked = [site for site in sites if site.pk in decided]
    return render(request, "portal/admin/taken.html", {"rows": shown, "sites": asked})


def _by_code(request: HttpRequest, sites: Any) -> HttpResponse:
    """Note the item of a typed code as offered, after the other site's check page has confirmed it."""
    number = request.POST.get("site", "")
    site = get_object_or_404(sites, pk=number if number.isascii() and number.isdigit() else 0)
    if not may_decide(request.user, site):
        raise PermissionDenied
    code = codes.clean(request.POST.get("code", ""))
    if not codes.is_code(code):
        messages.error(request, _("Mã gồm đúng 10 chữ và số. Mời xem lại."))
        return redirect("portal_taken")
    try:
        exchange.note_by_code(site, code)
    except (PortalError, SealBrokenError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã tìm thấy. Bấm “Tiếp nhận” để lấy về thành bản nháp."))
    return redirect("portal_taken")


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch, verify, and make a draft of it; or leave it."""
    row = get_object_or_404(TakenItem.objects.filter(connection__in=visible(request.user)), pk=pk)
    if not may_decide(request.user, row.connection):
        raise PermissionDenied
    if request.POST.get("what") == "decline":
        row.state = TakenItem.State.DECLINED
        row.save(update_fields=["state"])
        return redirect("portal_taken")
    try:
        page = take_over(row, request.user)
    except (PortalError, SealBrokenError) as error:
        messages.error(request, str(error))
        return redirect("portal_taken")
    if row.note:
        messages.warning(request, row.note)
    messages.success(
        request, _("Đã lấy về thành bản nháp. Bài đi qua thẩm định, duyệt, công bố như mọi bài.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
