"""Pages of the admin: the portals at a glance, one item on all of them, everything that was sent."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from campaigns import codes
from campaigns.models import ContentPage
from campaigns.portal import desk, upkeep
from campaigns.portal.client import PortalError
from campaigns.portal.connectors import connector_of
from campaigns.portal.delivery import deliver_soon, enlist, send, take_back
from campaigns.portal.models import PREFIX, Delivery, PortalConnection, deliveries
from campaigns.portal.permissions import ConnectionPolicy, may_decide, visible, visible_deliveries
from campaigns.portal.vault import SealBrokenError

LOOKED_AT_ONCE = 200


def own_connection(request: HttpRequest, pk: int) -> PortalConnection:
    """A connection that the user may know of, else 404: names of others' portals are not told."""
    return get_object_or_404(visible(request.user), pk=pk)


def overview(request: HttpRequest) -> HttpResponse:
    """Every portal of the user: whether it answers, what stands there, what waits or failed."""
    connections = list(visible(request.user))
    if not connections and not _may_add(request.user):
        raise PermissionDenied
    waiting = Q(version__gt=F("delivered"))
    counted = {
        row["target"]: row
        for row in Delivery.objects.filter(target__in=[row.target for row in connections])
        .values("target")
        .annotate(
            standing=Count("pk", filter=Q(state=Delivery.State.STANDS)),
            waiting=Count("pk", filter=waiting & Q(dead=False)),
            stopped=Count("pk", filter=waiting & Q(dead=True)),
            drifted=Count("pk", filter=~Q(drift="")),
        )
    }
    rows: list[Any] = [(connection, counted.get(connection.target, {})) for connection in connections]
    context = {"rows": rows, "may_add": _may_add(request.user)}
    return render(request, "portal/admin/overview.html", context)


def _may_add(user: Any) -> bool:
    return bool(ConnectionPolicy(PortalConnection).user_has_permission(user, "add"))


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Thử kết nối": what was found, or what is wrong, in words. Changes nothing on the other side."""
    connection = own_connection(request, pk)
    try:
        found = connector_of(connection).check()
    except (PortalError, SealBrokenError) as error:
        connection.note(str(error), well=False)
        messages.error(request, f"{connection}: {error}")
    else:
        connection.note(" ".join(found), well=True)
        messages.success(request, f"{connection}: {' '.join(found)}")
        deliver_soon()
    return redirect("portal_overview")


@require_POST
def enlist_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what is live already, of the kinds that go by themselves."""
    connection = _decided(request, pk)
    count = enlist(connection)
    deliver_soon()
    said = ngettext("%(n)d bài được xếp hàng để gửi.", "%(n)d bài được xếp hàng để gửi.", count) % {
        "n": count
    }
    messages.success(request, said if count else _("Mọi bài đang đăng đều đã gửi."))
    return redirect("portal_overview")


@require_POST
def look_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare what stands there with what was left there, now."""
    connection = own_connection(request, pk)
    rows = deliveries(target=connection.target, state__in=Delivery.STANDING, in_doubt=False)
    found = upkeep.look(
        connection, list(rows.order_by(F("looked_at").asc(nulls_first=True))[:LOOKED_AT_ONCE])
    )
    connection.refresh_from_db()
    if not connection.answered_well:
        messages.error(request, f"{connection}: {connection.answer}")
    elif found:
        messages.warning(request, _("%(n)d bài trên cổng khác với bản đã gửi.") % {"n": found})
    else:
        messages.success(request, _("Các bài đã soát đều khớp với bản đã gửi."))
    return redirect("portal_overview")


def _decided(request: HttpRequest, pk: int) -> PortalConnection:
    connection = own_connection(request, pk)
    if not may_decide(request.user, connection):
        raise PermissionDenied
    return connection


def item(request: HttpRequest, page_id: int) -> HttpResponse:
    """One page on every portal of its department: which version, since when, and what to do."""
    page = get_object_or_404(Page, pk=page_id).specific
    connections = [row for row in visible(request.user) if isinstance(page, ContentPage) and row.covers(page)]
    if not connections:
        raise Http404
    held = {row.target: row for row in deliveries(key=str(page.pk))}
    rows = [
        {
            "connection": connection,
            "delivery": held.get(connection.target),
            "code": codes.shown(held[connection.target].code) if connection.target in held else "",
            "behind": _is_behind(held.get(connection.target), page),
            "may": may_decide(request.user, connection),
        }
        for connection in connections
    ]
    return render(request, "portal/admin/item.html", {"page": page, "rows": rows})


def _is_behind(row: Delivery | None, page: ContentPage) -> bool:
    """Whether what stands there is an earlier version than what is live here."""
    return bool(row and row.state == Delivery.State.STANDS and page.live and row.code != page.code)


@require_POST
def decide(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """One decision (``desk.DECISIONS``) about one page on one portal."""
    page = get_object_or_404(Page, pk=page_id).specific
    connection = _decided(request, pk)
    what = request.POST.get("what", "")
    row = deliveries(target=connection.target, key=str(page.pk)).first()
    if what not in desk.DECISIONS or (row is None and what != "send") or not connection.covers(page):
        raise Http404
    if what == "send":
        if not page.live:
            messages.error(request, _("Chỉ gửi nội dung đang công bố."))
        else:
            send(page, connection)
            messages.success(request, _("Đã xếp hàng gửi lên cổng."))
    elif what == "take_back":
        take_back(page, connection)
        messages.success(request, _("Đã xếp hàng gỡ khỏi cổng."))
    elif what == "skip":
        desk.skip(row, request.user)
    elif row is not None:
        {"retry": desk.retry, "overwrite": desk.overwrite, "keep": desk.keep}[what](row)
    return redirect("portal_item", page.pk)


class DeliveryFilterSet(WagtailFilterSet):
    class Meta:
        model = Delivery
        fields = ["state", "drift", "dead"]


class DeliveriesView(ReportView):
    """Everything that was sent or waits, of the user's portals; spreadsheet with one click."""

    results_template_name = "portal/admin/deliveries.html"
    page_title = gettext_lazy("Bài trên cổng")
    header_icon = "globe"
    filterset_class = DeliveryFilterSet
    index_url_name = "portal_deliveries"
    index_results_url_name = "portal_deliveries_results"
    context_object_name = "rows"
    model = Delivery
    list_export = ["portal", "title", "code", "state", "link", "told_at", "attempts", "answer", "drift"]
    export_headings = {"portal": gettext_lazy("Cổng"), "told_at": gettext_lazy("Từ lúc")}

    def get_queryset(self) -> Any:
        if not visible(self.request.user).exists():
            raise PermissionDenied
        names = PortalConnection.objects.annotate(of=Concat(Value(PREFIX), Cast("pk", CharField())))
        name = names.filter(of=OuterRef("target")).values("name")[:1]
        rows = visible_deliveries(self.request.user).annotate(portal=Subquery(name))
        return rows.order_by("-changed", "-pk")

    def get_filename(self) -> str:
        return "bai-tren-cong"
