"""Menu items of the admin that only some users see."""

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from campaigns.reuse import register


class FollowUpMenuItem(MenuItem):
    """A menu item for those who see the uses of all organisations (rule 86)."""

    def is_shown(self, request: HttpRequest) -> bool:
        return register.sees_all(request.user)


class TasksMenuItem(MenuItem):
    """A menu item for the members of an organisation."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "organisation_id", None))
