"""Submission of a page, decisions on it under review, choosable pages, log actions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from campaigns.approvals import explorer, log_actions, permissions, reviewers, revocation
from campaigns.approvals.models import ApprovalRecord, ApprovedPage
from campaigns.approvals.views import decisions

register_permission_policy(Page, permissions.DepartmentPagePolicy(Page))
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


class SubmitMenuItem(SubmitForModerationMenuItem):
    """Wagtail's item, named after the first step."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        page = parent_context.get("page")
        state = page.current_workflow_state if page else None
        label = _("Trình lại") if state else _("Trình thẩm định")
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"label": label}


class NobodyMenuItem(ActionMenuItem):
    """A button that does nothing, where nobody could appraise, approve or publish the page."""

    template_name = "approvals/nobody_menu_item.html"


@hooks.register("construct_page_action_menu")
def offer_submission(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Make "Trình thẩm định" the main button of a finished text, and no button where nobody would take it."""
    items = [item for item in menu_items if isinstance(item, SubmitForModerationMenuItem)]
    page, parent = context.get("page"), context.get("parent_page")
    if not items or not (parent is not None or isinstance(page, ApprovedPage)):
        return
    place = page if page is not None and page.pk else parent
    for item in items:
        menu_items.remove(item)
    if reviewers.missing_reviewers(place, request.user, is_new=place is not page):
        menu_items.insert(1, NobodyMenuItem())
    else:
        menu_items.insert(0 if place is not page or _is_finished(page) else 1, SubmitMenuItem())


def _is_finished(page: Any) -> bool:
    return page.has_unpublished_changes and not page.publication_errors()


@hooks.register("before_create_page")
def tell_nobody_would_take_it(request: HttpRequest, parent: Any, page_class: type[Any]) -> None:
    """Say before anything is written that nobody could appraise, approve or publish it."""
    if request.method == "GET" and issubclass(page_class, ApprovedPage):
        _warn(request, reviewers.missing_reviewers(parent, request.user, is_new=True))


@hooks.register("before_edit_page")
def tell_nobody_would_take_the_draft(request: HttpRequest, page: Any) -> None:
    if request.method == "GET" and isinstance(page, ApprovedPage) and not page.workflow_in_progress:
        _warn(request, reviewers.missing_reviewers(page, request.user))


def _warn(request: HttpRequest, sentence: str) -> None:
    if sentence:
        messages.warning(request, sentence)


@hooks.register("register_page_header_buttons")
def offer_revocation(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """An approver may revoke the newest approval while its text waits for publication."""
    record = (
        ApprovalRecord.objects.filter(page_id=page.pk).first() if isinstance(page, ApprovedPage) else None
    )
    if record is not None and revocation.can_revoke(user, record):
        yield Button(_("Rút duyệt"), reverse("revoke", args=[record.code]), icon_name="resubmit", priority=91)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_next_step(request: HttpRequest, page: Any) -> None:
    """Whoever submitted a page is told who acts next."""
    submitted = {"action-submit", "action-restart-workflow"}.intersection(request.POST)
    if submitted and isinstance(page, ApprovedPage):
        sentence = decisions.next_step(type(page).objects.get(pk=page.pk))
        if sentence:
            messages.info(request, sentence)


@hooks.register("after_unpublish_page")
def lead_who_may_not_explore_home(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An approver, who may hide a page but not browse the tree, lands on the dashboard."""
    if user_has_any_page_permission(request.user):
        return None
    text = _("Đã gỡ “%(title)s” khỏi trang. Người đọc không còn thấy; thu hồi, hoặc để Văn phòng trình lại.")
    messages.success(request, text % {"title": decisions.title(page)})
    return redirect("wagtailadmin_home")


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


@hooks.register("before_edit_page")
def show_why_it_was_returned(request: HttpRequest, page: Any) -> None:
    """Whoever opens a page that was returned reads at its head who returned it, when and why."""
    if request.method == "GET" and isinstance(page, ApprovedPage):
        _warn(request, decisions.reason_of_return(page))


hooks.register("construct_page_chooser_queryset", explorer.limit_choosable)
