"""How far rights reach: those of the site's own desk end where a department begins, and the other way.

A department's desk has its own pages and what is tied to the department; what all departments share
(hotlines, themes) belongs to the site's desk.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy

from cms.accounts.models import Role, RoleGroup


class NearestDeskTester(PagePermissionTester):
    """Wagtail's, except that what is granted above the nearest page with roles does not count.

    Wagtail hands every permission down the whole tree, and the site's desk sits at its root.
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if not getattr(self, "permissions", None):
            return
        border = max((path for path in _desks(user) if page.path.startswith(path)), key=len, default="")
        self.permissions = {
            perm.permission.codename.rsplit("_", maxsplit=1)[0]
            for perm in self.permission_policy.get_cached_permissions_for_user(user)
            if page.path.startswith(perm.page.path) and perm.page.path.startswith(border)
        }


def _desks(user: Any) -> list[str]:
    """Paths of all pages with roles; kept on the user for one request, as Wagtail keeps permissions."""
    if not hasattr(user, "_desks"):
        groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR)
        user._desks = list(groups.order_by().values_list("page__path", flat=True).distinct())
    return list(user._desks)


def keeps_site_records(user: Any) -> bool:
    """Whether the user sits at the site's desk: keeps what all departments share."""
    return bool(user.has_perm("campaigns.change_hotline"))


def is_station(user: Any) -> bool:
    """Whether the user is of a loudspeaker station and nothing else: writes local scripts (domain.md 7)."""
    roles = RoleGroup.objects.filter(group__user=user).values_list("role", flat=True)
    return set(roles) == {Role.STATION}


def desk_pages(user: Any) -> QuerySet[Any]:
    """Keys of the pages (departments, the root) whose Văn phòng the user belongs to."""
    return RoleGroup.objects.filter(role=Role.EDITOR, group__user=user).values("page")


def choosable(user: Any) -> Q:
    """Pages that the user may point to: live ones, and drafts of the user's own department."""
    if user.is_superuser:
        # Everything; an empty condition would vanish beside another one.
        return ~Q(pk__in=[])
    roles = RoleGroup.objects.filter(group__user=user).exclude(role=Role.ADMINISTRATOR)
    own = set(roles.values_list("page__path", flat=True))
    found = Q(live=True)
    for path in own:
        inside = Q(path__startswith=path)
        for other in _desks(user):
            if other not in own and other.startswith(path):
                inside &= ~Q(path__startswith=other)
        found |= inside
    return found


class DepartmentPolicy(ModelPermissionPolicy):
    """Django's model permissions, and the ``department`` of the thing: None belongs to the site's desk."""

    def own(self, user: Any) -> QuerySet[Any]:
        everything = self.model._default_manager.all()
        if user.is_superuser:
            return everything
        mine = Q(department__in=desk_pages(user))
        if keeps_site_records(user):
            mine |= Q(department__isnull=True)
        return everything.filter(mine)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and self.own(user).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return self.own(user) if self.user_has_any_permission(user, actions) else self.own(user).none()
