"""Panels of the admin dashboard: shortcuts, take-down tasks and items due for review."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from campaigns.approvals import permissions
from campaigns.editorial import reminders
from campaigns.models import DepartmentPage, HomePage, MaterialPage, SectionPage
from campaigns.reuse import register
from campaigns.reuse.models import Reuse
from cms.accounts.models import Role, RoleGroup, User

# Roles that write texts.
WRITERS = (Role.COMMUNICATOR, Role.STATION, Role.EDITOR)


class StartPanel(Component):
    """Shortcuts to the sections in which the user may write, and to the register and records."""

    name = "start"
    order = 90
    template_name = "editorial/start_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "units": _writing_units(user),
            "links": _links(user),
            "explores": policy_registry.get_by_type(Page).user_has_any_permission(
                user, {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
            ),
        }


@dataclass(frozen=True, slots=True)
class WritingUnit:
    """A unit in which the user writes, and its sections."""

    unit: str
    sections: list[SectionPage]


def _writing_units(user: User) -> list[WritingUnit]:
    """The units in which the user may write: their own first, the whole site last (rule 125)."""
    rows = RoleGroup.objects.filter(role__in=WRITERS, group__user=user).select_related("page__departmentpage")
    places = {row.page.path: row.page for row in rows}
    if not places and user.is_superuser:
        places = {root.path: root for root in Page.objects.filter(depth=1)}
    # A section of the site's own stands below the home page, that of a department below the department.
    home = HomePage.objects.values_list("path", flat=True).first()
    parents = {home if place.is_root() else path: place for path, place in places.items()}
    found: dict[str, list[SectionPage]] = {path: [] for path in parents}
    for section in _sections(user):
        above = section.path[: -section.steplen]
        if above in found:
            found[above].append(section)
    ordered = sorted(
        parents.items(), key=lambda pair: (pair[1].is_root(), not _is_own(pair[1], user), pair[0])
    )
    return [
        WritingUnit(_("Toàn trang") if place.is_root() else place.title, found[path])
        for path, place in ordered
        if found[path]
    ]


def _sections(user: User) -> QuerySet[SectionPage]:
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    # Looked up section by section: the list of all pages may be long.
    sections = SectionPage.objects.filter(Exists(pages.filter(pk=OuterRef("pk")))).order_by("path")
    if permissions.is_station(user):
        sections = sections.filter(kind=MaterialPage.search_kind)
    return sections


def _is_own(place: Page, user: User) -> bool:
    """Whether the place is the page of the department that the user's organisation is."""
    department: DepartmentPage | None = getattr(place, "departmentpage", None)
    return bool(department and department.organisation_id == user.organisation_id)


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
        items, has_more = reminders.most_urgent(user, today)
        return {"items": items, "has_more": has_more, "today": today}


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Receiver of Wagtail's ``construct_homepage_panels`` hook."""
    panels += [StartPanel(), TasksPanel(), DuePanel()]
