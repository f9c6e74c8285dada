"""Decisions on a page under review, choosable pages, log actions."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem

from campaigns.approvals import log_actions, permissions
from campaigns.approvals.models import ApprovedPage

hooks.register("register_log_actions", log_actions.register_log_actions)


class ReviewMenuItem(ActionMenuItem):
    """A decision on a page that is locked while it is under review."""

    template_name = "approvals/review_menu_item.html"

    def __init__(self, name: str, label: str, order: int) -> None:
        super().__init__(order)
        self.name, self.label = name, label

    def is_shown(self, context: dict[str, Any]) -> bool:
        return True

    def get_url(self, parent_context: dict[str, Any]) -> str:
        page = parent_context["page"]
        state = page.current_workflow_task_state
        return reverse("wagtailadmin_pages:workflow_action", args=(page.pk, self.name, state.pk))


@hooks.register("construct_page_action_menu")
def add_decisions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put the actions of the current workflow task first in the editor's menu."""
    page = context.get("page")
    if context["view"] != "edit" or not isinstance(page, ApprovedPage):
        return
    task = page.current_workflow_task
    actions = task.specific.get_actions(page, request.user) if task else []
    menu_items[:0] = [
        ReviewMenuItem(name, label, order) for order, (name, label, _modal) in enumerate(actions)
    ]


@hooks.register("before_edit_page")
def show_blocking_errors(request: HttpRequest, page: Any) -> None:
    """Whoever opens a page under review is shown what still stops its approval."""
    if request.method != "GET" or not isinstance(page, ApprovedPage) or not page.current_workflow_task:
        return
    for _field, message in page.current_workflow_task.specific.blocking_errors(page):
        messages.warning(request, message)


@hooks.register("construct_page_chooser_queryset")
def limit_choosable_pages(pages: Any, request: HttpRequest) -> Any:
    return pages.filter(permissions.choosable(request.user))
