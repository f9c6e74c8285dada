"""How far rights over pages reach: those of the site's own desk end where a department begins."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

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
