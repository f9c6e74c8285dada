"""Who sees and changes connections, and who decides what stands on a portal (domain.md 7).

A connection is set up by Văn phòng of the department whose content it carries, or by the system's
administrator, who has no say in content. What is sent, overwritten or taken back is Văn phòng's.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from campaigns.approvals import roles
from campaigns.models import DepartmentPage, HomePage
from campaigns.portal.models import PortalConnection, deliveries, holds_items
from cms.accounts.models import Role, RoleGroup


def scope_of(connection: PortalConnection) -> Page:
    """The page whose Văn phòng decides about the connection."""
    return connection.department or HomePage.objects.get()


def is_administrator(user: Any) -> bool:
    return bool(user.is_active) and (
        user.is_superuser or RoleGroup.objects.filter(role=Role.ADMINISTRATOR, group__user=user).exists()
    )


def may_decide(user: Any, connection: PortalConnection) -> bool:
    """Whether the user sends to, overwrites on and takes back from this portal."""
    return roles.has_role(user, Role.EDITOR, scope_of(connection))


def may_set_up(user: Any, connection: PortalConnection) -> bool:
    return is_administrator(user) or may_decide(user, connection)


def decided_by(user: Any, connections: Iterable[PortalConnection]) -> set[int]:
    """Keys of those connections that the user decides about; asked once for all of them."""
    home = HomePage.objects.first()
    scopes = {connection.pk: connection.department or home for connection in connections}
    held = {
        page.pk
        for page in roles.filter_by_role(user, Role.EDITOR, {page for page in scopes.values() if page})
    }
    return {pk for pk, page in scopes.items() if page and page.pk in held}


def departments_of(user: Any) -> QuerySet[DepartmentPage]:
    """The departments whose connections the user may set up."""
    everything = DepartmentPage.objects.all()
    if is_administrator(user):
        return everything
    own = RoleGroup.objects.filter(role=Role.EDITOR, group__user=user)
    return everything.filter(pk__in=own.values("page"))


def keeps_the_site(user: Any) -> bool:
    """Whether the user may set up a portal for what belongs to no department."""
    home = HomePage.objects.first()
    return is_administrator(user) or (home is not None and roles.has_role(user, Role.EDITOR, home))


def visible(user: Any) -> QuerySet[PortalConnection]:
    """The connections that the user may know of."""
    own = Q(department__in=departments_of(user))
    if keeps_the_site(user):
        own |= Q(department__isnull=True)
    return PortalConnection.objects.filter(own).select_related("organisation", "department")


def visible_deliveries(user: Any) -> Any:
    return deliveries(target__in=[row.target for row in visible(user)])


class ConnectionPolicy(ModelPermissionPolicy):
    """Django's model permissions, and the department of the connection."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if not self.user_has_permission(user, action) or not may_set_up(user, instance):
            return False
        # What stands there would be out of reach for ever.
        return action != "delete" or not holds_items(instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[PortalConnection]:
        if not self.user_has_any_permission(user, actions):
            return PortalConnection.objects.none()
        return visible(user)


def connect() -> None:
    register_permission_policy(PortalConnection, ConnectionPolicy(PortalConnection))
