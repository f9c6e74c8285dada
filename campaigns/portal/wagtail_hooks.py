"""Hooks: the connections, the menu items, the buttons at each page, and the dashboard panel."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from campaigns.models import ContentPage
from campaigns.portal.models import Delivery, ImportedItem, PortalConnection
from campaigns.portal.outgoing import still_shown
from campaigns.portal.permissions import (
    decidable_by,
    is_administrator,
    visible_connections,
    visible_deliveries,
)
from campaigns.portal.viewsets import connection_viewset


@hooks.register("register_admin_viewset")
def connections() -> ViewSet:
    return connection_viewset


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("cong/", include("campaigns.portal.admin_urls"))]


class PortalMenuItem(MenuItem):
    """A menu item for users who may change connections."""

    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return bool(user.has_perm("portal.change_portalconnection"))


@hooks.register("register_admin_menu_item")
def overview_item() -> MenuItem:
    return PortalMenuItem(
        gettext_lazy("Cổng thông tin"), reverse("portal_overview"), icon_name="globe", order=155
    )


@hooks.register("register_reports_menu_item")
def deliveries_item() -> MenuItem:
    url = reverse("portal_deliveries")
    return PortalMenuItem(gettext_lazy("Bài trên cổng"), url, icon_name="globe", order=730)


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if not isinstance(page, ContentPage):
        return
    if any(connection.covers(page) for connection in visible_connections(user)):
        yield Button(_("Trên cổng"), reverse("portal_item", args=[page.pk]), icon_name="globe", priority=7)
    if page.live:
        url = reverse("portal_manual", args=[page.pk])
        yield Button(_("Lấy bản để đăng thủ công"), url, icon_name="clipboard-list", priority=8)


class PortalPanel(Component):
    """Dashboard panel: removed items that readers still see, failing portals, deliveries to decide about."""

    name = "portals"
    order = 107
    template_name = "portal/admin/panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        connections = list(visible_connections(user))
        if not is_administrator(user):
            decidable = decidable_by(user, connections)
            connections = [row for row in connections if row.pk in decidable]
        sites = [row for row in connections if row.kind == PortalConnection.Kind.SITE]
        # Whoever withdrew a text is told too, although approvers decide about no portal.
        shown = still_shown.withdrawn_by(user)
        if connections:
            shown = shown | still_shown.still_shown().filter(target__in=[row.target for row in connections])
        offered = ImportedItem.objects.filter(connection__in=sites, state=ImportedItem.State.OFFERED)
        return {
            "connections": connections,
            "still_shown": still_shown.with_portals(shown.distinct().order_by("changed", "pk")[:10]),
            "failing": [row for row in connections if row.is_active and not row.answered_well],
            "deliveries": Delivery.objects.none()
            if not connections
            else visible_deliveries(user).needing_attention().order_by("-changed")[:10],
            "offered": offered.count() if sites else 0,
        }


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(PortalPanel())
