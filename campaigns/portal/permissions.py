"""Permissions on connections and deliveries.

A connection is set up by the editors (Văn phòng) of the department whose content it carries, or by a
system administrator, who has no say in content. Only the editors send, overwrite and remove items.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from campaigns.approvals import roles
from campaigns.approvals.permissions import editor_pages
from campaigns.models import DepartmentPage, HomePage
from campaigns.portal.models import PortalConnection, deliveries, has_items, has_live_imports
from cms.accounts.models import Role


def is_administrator(user: Any) -> bool:
    """Return whether the user is a superuser or has the role of system administrator."""
    return bool(user.is_active and user.is_superuser) or roles.has_any_role(user, [Role.ADMINISTRATOR])


def may_decide(user: Any, connection: PortalConnection) -> bool:
    """Return whether the user sends to, overwrites on and removes from this portal."""
    return roles.has_role(user, Role.EDITOR, connection.scope_page)


def may_configure(user: Any, connection: PortalConnection) -> bool:
    """Return whether the user may change the settings of the connection."""
    return is_administrator(user) or may_decide(user, connection)


def decidable_by(user: Any, connections: Iterable[PortalConnection]) -> set[int]:
    """Return keys of the connections that the user decides about, with the same queries for any number."""
    home = HomePage.objects.first()
    scopes = {connection.pk: connection.department or home for connection in connections}
    allowed = {
        page.pk
        for page in roles.filter_by_role(user, Role.EDITOR, {page for page in scopes.values() if page})
    }
    return {pk for pk, page in scopes.items() if page and page.pk in allowed}


def configurable_departments(user: Any) -> QuerySet[DepartmentPage]:
    """Return the departments whose connections the user may set up."""
    departments = DepartmentPage.objects.all()
    if is_administrator(user):
        return departments
    return departments.filter(pk__in=editor_pages(user))


def may_configure_site_portals(user: Any) -> bool:
    """Return whether the user may set up a portal for content that belongs to no department."""
    home = HomePage.objects.first()
    return is_administrator(user) or (home is not None and roles.has_role(user, Role.EDITOR, home))


def visible_connections(user: Any) -> QuerySet[PortalConnection]:
    """Return the connections that the user may see."""
    scope = Q(department__in=configurable_departments(user))
    if may_configure_site_portals(user):
        scope |= Q(department__isnull=True)
    return PortalConnection.objects.filter(scope).select_related("organisation", "department")


def visible_deliveries(user: Any) -> Any:
    """Return the deliveries to the connections that the user may see."""
    return deliveries(target__in=[row.target for row in visible_connections(user)])


class ConnectionPolicy(ModelPermissionPolicy):
    """Django's model permissions, limited to the department of the connection."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action) or not may_configure(user, instance):
            return False
        # Items that are still on the portal could not be removed any more, and those imported from it
        # would not follow a withdrawal there.
        return action != "delete" or not (has_items(instance) or has_live_imports(instance))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[PortalConnection]:
        if not self.user_has_any_permission(user, actions):
            return PortalConnection.objects.none()
        return visible_connections(user)


def connect() -> None:
    """Register the policy with Wagtail; called once from ``AppConfig.ready``."""
    register_permission_policy(PortalConnection, ConnectionPolicy(PortalConnection))
