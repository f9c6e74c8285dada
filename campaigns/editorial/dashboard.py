"""Panels of the admin dashboard: shortcuts, take-down tasks and items due for review."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from campaigns.approvals import permissions
from campaigns.editorial import reminders
from campaigns.models import MaterialPage, SectionPage
from campaigns.reuse import register
from campaigns.reuse.models import Reuse
from cms.accounts.models import User

# Users who write in several departments use the page tree instead.
MAX_SECTIONS = 8


class StartPanel(Component):
    """Shortcuts to the sections in which the user may write, and to the register and records."""

    name = "start"
    order = 90
    template_name = "editorial/start_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "sections": _sections(user),
            "links": _links(user),
            "explores": policy_registry.get_by_type(Page).user_has_any_permission(
                user, {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
            ),
        }


def _sections(user: User) -> list[SectionPage]:
    """The highest sections in which the user may add pages; none when there are too many to list."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    sections = SectionPage.objects.filter(pk__in=pages.values("pk")).order_by("depth", "path")
    if permissions.is_station(user):
        sections = sections.filter(kind=MaterialPage.search_kind)
    found = list(sections[: MAX_SECTIONS + 1])
    highest = [section for section in found if section.depth == found[0].depth]
    return highest if len(highest) <= MAX_SECTIONS else []


def _links(user: User) -> list[tuple[str, str]]:
    """(label, URL) of the shortcuts that are not sections."""
    links = [
        (_("Lấy tài liệu về dùng"), reverse("kit_basket")),
        (_("Sổ sử dụng"), reverse("reuse_register")),
    ]
    if register.sees_all(user):
        links += [
            (_("Hồ sơ duyệt, thu hồi"), reverse("approval_records")),
            (_("Rà soát thông tin cũ"), reverse("outdated_phrases")),
        ]
    return links


class TasksPanel(Component):
    """Number of open and overdue take-down tasks of the user's organisation."""

    name = "take-down"
    order = 105
    template_name = "editorial/takedown_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        rows = Reuse.objects.tasks().filter(organisation_id=user.organisation_id or 0)
        return {"count": rows.count(), "late": rows.overdue(timezone.localdate()).count()}


class DuePanel(Component):
    """Items that are due and that the user can act on."""

    name = "due"
    order = 110
    template_name = "editorial/due_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        today = timezone.localdate()
        user = parent_context["request"].user
        return {"items": reminders.due_for(user, reminders.due_items(today)), "today": today}


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Receiver of Wagtail's ``construct_homepage_panels`` hook."""
    panels += [StartPanel(), TasksPanel(), DuePanel()]
