"""Admin pages of the portals: overview, one item on all portals, and the report of deliveries."""

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
from campaigns.approvals.permissions import may_see
from campaigns.models import ContentPage
from campaigns.portal.connectors import connector_of
from campaigns.portal.http.crypto import DecryptionError
from campaigns.portal.http.errors import PortalError
from campaigns.portal.models import PREFIX, Delivery, PortalConnection, deliveries
from campaigns.portal.outgoing import decisions, maintenance, still_shown
from campaigns.portal.outgoing.delivery import enqueue_deliveries, enqueue_published, remove, send
from campaigns.portal.permissions import (
    ConnectionPolicy,
    decidable_by,
    may_decide,
    visible_connections,
    visible_deliveries,
)

CHECK_BATCH = 200


def get_visible_connection(request: HttpRequest, pk: int) -> PortalConnection:
    """Return a connection that the user may see; others are a 404, so that their names stay hidden."""
    return get_object_or_404(visible_connections(request.user), pk=pk)


def overview(request: HttpRequest) -> HttpResponse:
    """Show every portal of the user with its state and the numbers of its deliveries."""
    connections = list(visible_connections(request.user))
    if not connections and not _may_add(request.user):
        raise PermissionDenied
    pending = Q(version__gt=F("delivered"))
    counted = {
        row["target"]: row
        for row in Delivery.objects.filter(target__in=[row.target for row in connections])
        .values("target")
        .annotate(
            published=Count("pk", filter=Q(state=Delivery.State.PUBLISHED)),
            waiting=Count("pk", filter=pending & Q(dead=False)),
            stopped=Count("pk", filter=pending & Q(dead=True)),
            drifted=Count("pk", filter=~Q(drift="")),
        )
    }
    decidable = decidable_by(request.user, connections)
    rows: list[Any] = [
        (connection, counted.get(connection.target, {}), connection.pk in decidable)
        for connection in connections
    ]
    context = {"rows": rows, "may_add": _may_add(request.user)}
    return render(request, "portal/admin/overview.html", context)


def _may_add(user: Any) -> bool:
    return bool(ConnectionPolicy(PortalConnection).user_has_permission(user, "add"))


@require_POST
def check_connection(request: HttpRequest, pk: int) -> HttpResponse:
    """Test address and credentials, and show the findings or the error; changes nothing on the portal."""
    connection = get_visible_connection(request, pk)
    try:
        found = connector_of(connection).check()
    except (PortalError, DecryptionError) as error:
        connection.record_answer(str(error), well=False)
        messages.error(request, f"{connection}: {error}")
    else:
        connection.record_answer(" ".join(found), well=True)
        messages.success(request, f"{connection}: {' '.join(found)}")
        enqueue_deliveries()
    return redirect("portal_overview")


@require_POST
def send_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Send all live pages of the automatic kinds."""
    connection = _get_decidable_connection(request, pk)
    reason = _reason_not_to_send(connection)
    if reason:
        messages.error(request, f"{connection}: {reason}")
        return redirect("portal_overview")
    count = enqueue_published(connection)
    enqueue_deliveries()
    queued = ngettext("%(n)d bài được xếp hàng để gửi.", "%(n)d bài được xếp hàng để gửi.", count) % {
        "n": count
    }
    messages.success(request, queued if count else _("Mọi bài đang đăng đều đã gửi."))
    return redirect("portal_overview")


def _reason_not_to_send(connection: PortalConnection) -> str:
    if not connection.is_active:
        return _("Kết nối đang tắt. Bật lại rồi gửi.")
    if not connection.automatic:
        return _("Chưa chọn loại nội dung nào tự gửi. Chọn trong kết nối rồi gửi.")
    return ""


@require_POST
def check_items_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare the items on the portal with the last deliveries now."""
    connection = get_visible_connection(request, pk)
    if not connection.supports_checks:
        messages.error(request, _("Cổng nhận tin không cho xem lại bài. Mời mở bài trên cổng để soát."))
        return redirect("portal_overview")
    found = maintenance.check_items(connection, list(maintenance.checkable(connection)[:CHECK_BATCH]))
    connection.refresh_from_db()
    if not connection.answered_well:
        messages.error(request, f"{connection}: {connection.answer}")
    elif found:
        messages.warning(request, _("%(n)d bài trên cổng khác với bản đã gửi.") % {"n": found})
    else:
        messages.success(request, _("Các bài đã soát đều khớp với bản đã gửi."))
    return redirect("portal_overview")


def _get_decidable_connection(request: HttpRequest, pk: int) -> PortalConnection:
    """Return a connection that the user decides about; raises 404 or ``PermissionDenied``."""
    connection = get_visible_connection(request, pk)
    if not may_decide(request.user, connection):
        raise PermissionDenied
    return connection


def item(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show one page on every portal of its department, with the version, date and possible decisions.

    Portals that have the page from before are included: it may have been deleted or moved since.
    """
    page = _page(page_id)
    if page is not None and not may_see(request.user, page):
        # The administrator of the connections has no say in content, and is not shown drafts.
        page = None
    by_target = {row.target: row for row in deliveries(key=str(page_id))}
    connections = list(visible_connections(request.user))
    covering = {row.pk for row in connections if page is not None and row.covers(page)}
    shown = [row for row in connections if row.pk in covering or row.target in by_target]
    if not shown:
        raise Http404
    decidable = decidable_by(request.user, shown)
    shown_there = set(still_shown.still_shown().filter(key=str(page_id)).values_list("target", flat=True))
    rows = [
        {
            "connection": connection,
            "still_shown": connection.target in shown_there,
            "delivery": by_target.get(connection.target),
            "code": codes.shown(by_target[connection.target].code) if connection.target in by_target else "",
            "behind": _is_behind(by_target.get(connection.target), page),
            "may": connection.pk in decidable,
            "sendable": connection.pk in covering and page is not None and page.live,
        }
        for connection in shown
    ]
    # A page that belongs to another department by now keeps the title with which it was sent.
    title = page.title if page is not None and covering else by_target[shown[0].target].title
    context = {"page": page if covering else None, "page_id": page_id, "title": title, "rows": rows}
    return render(request, "portal/admin/item.html", context)


def _page(page_id: int) -> ContentPage | None:
    page = Page.objects.filter(pk=page_id).specific().first()
    return page if isinstance(page, ContentPage) else None


def _is_behind(row: Delivery | None, page: ContentPage | None) -> bool:
    """Return whether the portal has an earlier version than the one that is live here."""
    is_published = row is not None and row.state == Delivery.State.PUBLISHED
    return bool(row and is_published and page and page.live and row.code != page.code)


@require_POST
def decide(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """Apply one of ``DECISIONS`` to one page on one portal; the page may have been deleted."""
    connection = _get_decidable_connection(request, pk)
    what = request.POST.get("what", "")
    row = deliveries(target=connection.target, key=str(page_id)).first()
    if what == "send":
        _send(request, connection, page_id)
    elif what not in decisions.DECISIONS or row is None:
        raise Http404
    elif what == "remove":
        remove(row.key, connection)
        messages.success(request, _("Đã xếp hàng gỡ khỏi cổng."))
    elif what == "skip":
        _skip(request, row)
    else:
        {"retry": decisions.retry, "overwrite": decisions.overwrite, "keep": decisions.keep}[what](row)
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
    if not is_number or not decisions.skip(row, request.user, int(version)):
        messages.error(request, _("Bài vừa có thay đổi mới nên chưa bỏ qua. Mời xem lại."))


class DeliveryFilterSet(WagtailFilterSet):
    class Meta:
        model = Delivery
        fields = ["state", "drift", "dead"]


class DeliveriesView(ReportView):
    """Report of all deliveries to the user's portals, with export to a spreadsheet."""

    results_template_name = "portal/admin/deliveries.html"
    page_title = gettext_lazy("Bài trên cổng")
    header_icon = "globe"
    filterset_class = DeliveryFilterSet
    index_url_name = "portal_deliveries"
    index_results_url_name = "portal_deliveries_results"
    context_object_name = "rows"
    model = Delivery
    list_export = [
        *("portal", "title", "code", "get_state_display", "link", "sent_at", "attempts", "answer"),
        "get_drift_display",
    ]
    export_headings = {
        "portal": gettext_lazy("Cổng"),
        "get_state_display": gettext_lazy("Trạng thái"),
        "sent_at": gettext_lazy("Từ lúc"),
        "get_drift_display": gettext_lazy("Khác với bản đã gửi"),
    }

    def get_queryset(self) -> Any:
        if not visible_connections(self.request.user).exists():
            raise PermissionDenied
        names = PortalConnection.objects.annotate(of=Concat(Value(PREFIX), Cast("pk", CharField())))
        name = names.filter(of=OuterRef("target")).values("name")[:1]
        rows = visible_deliveries(self.request.user).annotate(portal=Subquery(name))
        return rows.order_by("-changed", "-pk")

    def get_filename(self) -> str:
        return "bai-tren-cong"
