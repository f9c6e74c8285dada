"""Page and record permissions limited to the nearest department.

Site editors cannot edit pages of a department, nor the reverse. Records that all departments share
(hotlines, themes, banner sizes, outdated phrases, partner sites) belong to the editors of the site and,
while there is only one department, to its editors too (``layout._grant_shared_records`` in
``campaigns/setup``). Records with a ``department`` belong to the editors of that department.
"""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission, Page, PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from campaigns.approvals.roles import places_of_roles
from campaigns.approvals.rules import in_circulation
from cms.accounts.models import Role, RoleGroup
from cms.visibility import open_to_all


class NearestDepartmentTester(PagePermissionTester):
    """Wagtail's tester without permissions granted above the nearest page that has role groups.

    Wagtail inherits every permission down the whole tree, and the groups of the site stand at its root.
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        if not getattr(self, "permissions", None):
            return
        border = max((path for path in _role_paths(user) if page.path.startswith(path)), key=len, default="")
        self.permissions = {
            perm.permission.codename.rsplit("_", maxsplit=1)[0]
            for perm in self.permission_policy.get_cached_permissions_for_user(user)
            if page.path.startswith(perm.page.path) and perm.page.path.startswith(border)
        }


def _role_paths(user: Any) -> list[str]:
    """Tree paths of all pages with role groups, cached on the user as Wagtail caches permissions."""
    if not hasattr(user, "_role_paths"):
        groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR)
        user._role_paths = list(groups.order_by().values_list("page__path", flat=True).distinct())
    return list(user._role_paths)


def _holds(user: Any, role: str, page: Page) -> bool:
    """``has_role``, with the roles cached on the user: a screen of the explorer asks for fifty pages."""
    if not hasattr(user, "_places_of_roles"):
        user._places_of_roles = places_of_roles(user)
    border = max((path for path in _role_paths(user) if page.path.startswith(path)), key=len, default="")
    return border in user._places_of_roles.get(role, ())


def manages_shared_records(user: Any) -> bool:
    """Whether the user edits the records that all departments share: hotlines, themes, partners."""
    return bool(user.has_perm("cms.manage_shared_records"))


def is_station(user: Any) -> bool:
    """Whether all roles of the user are those of a loudspeaker station, which writes local scripts only."""
    roles = RoleGroup.objects.filter(group__user=user).values_list("role", flat=True)
    return set(roles) == {Role.STATION}


def editor_pages(user: Any) -> QuerySet[Any]:
    """Keys of the pages (departments, the root) for which the user is an editor (Văn phòng)."""
    return RoleGroup.objects.filter(role=Role.EDITOR, group__user=user).values("page")


def granted_paths(user: Any) -> set[str]:
    """Tree paths at which the user has a role or a page permission, cached on the user."""
    if not hasattr(user, "_granted_paths"):
        roles = RoleGroup.objects.filter(group__user=user).exclude(role=Role.ADMINISTRATOR)
        pages = GroupPagePermission.objects.filter(group__user=user)
        paths = [rows.order_by().values_list("page__path", flat=True) for rows in (roles, pages)]
        user._granted_paths = set(paths[0].union(paths[1]))
    return set(user._granted_paths)


def is_own(user: Any, page: Any) -> bool:
    """Whether the page belongs to a department of the user, or to the site whose editor they are."""
    if user.is_superuser:
        return True
    border = max((path for path in _role_paths(user) if page.path.startswith(path)), key=len, default="")
    granted = granted_paths(user)
    return any(page.path.startswith(path) and path.startswith(border) for path in granted)


def has_borders_below(user: Any, page: Any) -> bool:
    """Whether the rights of the user may end at a page below this one, where a department begins."""
    return any(path != page.path and path.startswith(page.path) for path in _role_paths(user))


def own_pages(user: Any, prefix: str = "") -> Q:
    """The condition on pages (at the relation ``prefix``) for ``is_own``."""
    none = Q(**{f"{prefix}pk__in": []})
    if user.is_superuser:
        # Everything: Q() would vanish when combined with ``|``.
        return ~none
    granted, found = granted_paths(user), none
    for path in granted:
        inside = Q(**{f"{prefix}path__startswith": path})
        for other in _role_paths(user):
            if other not in granted and other.startswith(path):
                inside &= ~Q(**{f"{prefix}path__startswith": other})
        found |= inside
    return found


def choosable(user: Any) -> Q:
    """The condition on pages that the user may see and refer to.

    That is what every reader may open, and the drafts of their departments.
    """
    return own_pages(user) if user.is_superuser else open_to_all() | own_pages(user)


def may_see(user: Any, page: Any) -> bool:
    """Whether ``choosable`` holds for the page."""
    return is_own(user, page) or Page.objects.filter(open_to_all(), pk=page.pk).exists()


class DepartmentPagePolicy(PagePermissionPolicy):
    """Wagtail's policy of pages, ended where a department begins, as ``NearestDepartmentTester`` does."""

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        return bool(allowed) and is_own(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        pages: QuerySet[Any] = super().instances_user_has_any_permission_for(user, actions)
        return pages.filter(own_pages(user))


class DepartmentPolicy(ModelPermissionPolicy):
    """Model permissions limited to records of the user's departments; ``department`` None is the site's."""

    def permitted_records(self, user: Any) -> QuerySet[Any]:
        everything = self.model._default_manager.all()
        if user.is_superuser:
            return everything
        condition = Q(department__in=editor_pages(user))
        if manages_shared_records(user):
            condition |= Q(department__isnull=True)
        return everything.filter(condition)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return (
            self.user_has_permission(user, action)
            and self.permitted_records(user).filter(pk=instance.pk).exists()
        )

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        return (
            self.permitted_records(user)
            if self.user_has_any_permission(user, actions)
            else self.permitted_records(user).none()
        )


class DeletionGuardTester(NearestDepartmentTester):
    """Refuses deletion of texts in circulation, to superusers too (rule 37)."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not super().can_delete(ignore_bulk):
            return False
        return not in_circulation(self.page.get_descendants(inclusive=True)).exists()

    def can_move(self) -> bool:
        # Wagtail allows moving where it allows deleting; a text in circulation may be moved all the same.
        return super().can_delete(ignore_bulk=True)


class ContentPermissionTester(DeletionGuardTester):
    """Content is published through the workflow only (rule 33)."""

    def can_publish(self) -> bool:
        return False

    def is_editor(self) -> bool:
        return _holds(self.user, Role.EDITOR, self.page)

    def can_set_view_restrictions(self) -> bool:
        return self.is_editor()

    def can_unschedule(self) -> bool:
        return self.is_editor()

    def can_unpublish(self) -> bool:
        # A lock stops changes of the text, not its unpublishing.
        if not self.page.live:
            return False
        return self.is_editor() or _holds(self.user, Role.APPROVER, self.page)


class StructurePermissionTester(DeletionGuardTester):
    """Pages below are never created and published in one step."""

    def can_publish_subpage(self) -> bool:
        return False
