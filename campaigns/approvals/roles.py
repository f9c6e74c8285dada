"""Roles of users in departments: the groups nearest to a page decide who holds a role for it.

An account that administers, superusers among them, never counts as an approver (rule 107).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, Q, QuerySet
from django.db.models.lookups import StartsWith
from wagtail.models import Page

from cms.accounts import separation
from cms.accounts.models import Role, RoleGroup


def role_groups(page: Page, role: str) -> QuerySet[RoleGroup]:
    """Groups that carry the role for the page: those of its department, or of the site outside departments.

    Only the nearest ancestor with role groups counts, so site editors decide nothing for a department.
    """
    step = page.steplen
    prefixes = [page.path[:end] for end in range(step, len(page.path) + step, step)]
    groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR).filter(page__path__in=prefixes)
    nearest = max((group.page.path for group in groups.select_related("page")), key=len, default="")
    return groups.filter(role=role, page__path=nearest)


def has_role(user: Any, role: str, page: Page) -> bool:
    """Whether the active user holds the role for the page."""
    holds = bool(user.is_active) and role_groups(page, role).filter(group__user=user).exists()
    return holds and not _is_refused(user, role)


def filter_by_role(user: Any, role: str, pages: Iterable[Page]) -> list[Page]:
    """The pages for which ``has_role`` is true, with the same number of queries however many pages."""
    groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR)
    paths = set(groups.values_list("page__path", flat=True))
    granted = set(groups.filter(role=role, group__user=user).values_list("page__path", flat=True))
    if not user.is_active or not granted or _is_refused(user, role):
        return []
    nearest = {
        page: max((path for path in paths if page.path.startswith(path)), key=len, default="")
        for page in pages
    }
    return [page for page, path in nearest.items() if path in granted]


def places_of_roles(user: Any) -> dict[str, set[str]]:
    """The tree paths of the pages at which the active user has each role, for ``has_role`` of many pages."""
    found: dict[str, set[str]] = {}
    if user.is_active:
        groups = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR).filter(group__user=user)
        for role, path in groups.values_list("role", "page__path"):
            found.setdefault(role, set()).add(path)
    return {role: paths for role, paths in found.items() if not _is_refused(user, role)}


def pages_with_role(user: Any, role: str) -> Q:
    """The condition on pages for ``has_role``, for queries that find few pages by something else.

    By LIKE: as ranges SQLite would begin with all pages of the departments.
    """
    granted = places_of_roles(user).get(role, set())
    borders = RoleGroup.objects.exclude(role=Role.ADMINISTRATOR).values_list("page__path", flat=True)
    found = Q(pk__in=[])
    for path in granted:
        inside = Q(StartsWith(F("path"), path))
        for border in set(borders) - granted:
            if border.startswith(path):
                inside &= ~Q(StartsWith(F("path"), border))
        found |= inside
    return found


def has_any_role(user: Any, roles: Iterable[str]) -> bool:
    """Whether the active user holds one of the roles in any department or for the site."""
    granted = RoleGroup.objects.filter(role__in=roles, group__user=user).values_list("role", flat=True)
    return bool(user.is_active) and any(not _is_refused(user, role) for role in set(granted))


def users_with_role(page: Page, role: str) -> QuerySet[Any]:
    """Active users who hold the role for the page."""
    return _users(role).filter(groups__role_group__in=role_groups(page, role)).distinct()


def all_users_with_role(role: str) -> QuerySet[Any]:
    """Active users who hold the role in any department or for the site."""
    return _users(role).filter(groups__role_group__role=role).distinct()


def _is_refused(user: Any, role: str) -> bool:
    return role == Role.APPROVER and separation.administers(user)


def _users(role: str) -> QuerySet[Any]:
    users = get_user_model().objects.filter(is_active=True)
    return users.exclude(pk__in=separation.administrators()) if role == Role.APPROVER else users
