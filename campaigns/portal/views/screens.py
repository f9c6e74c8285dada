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

from campaigns.approvals import codes
from campaigns.models import ContentPage
from campaigns.portal import desk, upkeep
from campaigns.portal.connectors import connector_of
from campaigns.portal.delivery import deliver_soon, enlist, send, take_back
from campaigns.portal.errors import PortalError
from campaigns.portal.models import PREFIX, Delivery, PortalConnection, deliveries
from campaigns.portal.permissions import ConnectionPolicy, decided_by, may_decide, visible, visible_deliveries
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
            status=Count("pk", filter=Q(state=Delivery.State.STANDS)),
            waiting=Count("pk", filter=waiting & Q(dead=False)),
            stopped=Count("pk", filter=waiting & Q(dead=True)),
            drifted=Count("pk", filter=~Q(drift="")),
        )
    }
    decided = decided_by(request.user, connections)
    rows: list[Any] = [
        (connection, counted.get(connection.target, {}), connection.pk in decided)
        for connection in connections
    ]
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
    reason = _why_nothing_goes(connection)
    if reason:
        messages.error(request, f"{connection}: {reason}")
        return redirect("portal_overview")
    count = enlist(connection)
    deliver_soon()
    said = ngettext("%(n)d bài được xếp hàng để gửi.", "%(n)d bài được xếp hàng để gửi.", count) % {
        "n": count
    }
    messages.success(request, said if count else _("Mọi bài đang đăng đều đã gửi."))
    return redirect("portal_overview")


def _why_nothing_goes(connection: PortalConnection) -> str:
    if not connection.is_active:
        return _("Kết nối đang tắt. Bật lại rồi gửi.")
    if not connection.automatic:
        return _("Chưa chọn loại nội dung nào tự gửi. Chọn trong kết nối rồi gửi.")
    return ""


@require_POST
def look_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare what stands there with what was left there, now."""
    connection = own_connection(request, pk)
    if not connection.can_be_looked_at:
        messages.error(request, _("Cổng nhận tin không cho xem lại bài. Mời mở bài trên cổng để soát."))
        return redirect("portal_overview")
    found = upkeep.look(connection, list(upkeep.to_compare(connection)[:LOOKED_AT_ONCE]))
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
    """One page on every portal of its department: which version, since when, and what to do.

    Also on those that have it from before: a page that was deleted or moved may still stand there.
    """
    page = _page(page_id)
    held = {row.target: row for row in deliveries(key=str(page_id))}
    connections = list(visible(request.user))
    covering = {row.pk for row in connections if page is not None and row.covers(page)}
    shown = [row for row in connections if row.pk in covering or row.target in held]
    if not shown:
        raise Http404
    decided = decided_by(request.user, shown)
    rows = [
        {
            "connection": connection,
            "delivery": held.get(connection.target),
            "code": codes.shown(held[connection.target].code) if connection.target in held else "",
            "behind": _is_behind(held.get(connection.target), page),
            "may": connection.pk in decided,
            "sendable": connection.pk in covering and page is not None and page.live,
        }
        for connection in shown
    ]
    # A page that is somebody else's by now is named as it was when it was sent.
    title = page.title if page is not None and covering else held[shown[0].target].title
    context = {"page": page if covering else None, "page_id": page_id, "title": title, "rows": rows}
    return render(request, "portal/admin/item.html", context)


def _page(page_id: int) -> ContentPage | None:
    page = Page.objects.filter(pk=page_id).specific().first()
    return page if isinstance(page, ContentPage) else None


def _is_behind(row: Delivery | None, page: ContentPage | None) -> bool:
    """Whether what stands there is an earlier version than what is live here."""
    status = row is not None and row.state == Delivery.State.STANDS
    return bool(row and status and page and page.live and row.code != page.code)


@require_POST
def decide(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """One decision (``desk.DECISIONS``) about one page on one portal; the page may be gone by now."""
    connection = _decided(request, pk)
    what = request.POST.get("what", "")
    row = deliveries(target=connection.target, key=str(page_id)).first()
    if what == "send":
        _send(request, connection, page_id)
    elif what not in desk.DECISIONS or row is None:
        raise Http404
    elif what == "take_back":
        take_back(row.key, connection)
        messages.success(request, _("Đã xếp hàng gỡ khỏi cổng."))
    elif what == "skip":
        _skip(request, row)
    else:
        {"retry": desk.retry, "overwrite": desk.overwrite, "keep": desk.keep}[what](row)
    return redirect("portal_item", page_id)


def _send(request: HttpRequest, connection: PortalConnection, page_id: int) -> None:
    page = _page(page_id)
    if page is None or not connection.covers(page):
        raise Http404
    if page.live:
        send(page, connection)
        messages.success(request, _("Đã xếp hàng gửi lên cổng."))
    else:
        messages.error(request, _("Chỉ gửi nội dung đang công bố."))


def _skip(request: HttpRequest, row: Delivery) -> None:
    version = request.POST.get("version", "")
    is_number = version.isascii() and version.isdigit() and len(version) < 19
    if not is_number or not desk.skip(row, request.user, int(version)):
        messages.error(request, _("Bài vừa có thay đổi mới nên chưa bỏ qua. Mời xem lại."))


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
