"""Menu items and page buttons of the register of uses, of approval records and of withdrawals."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from campaigns.approvals.models import ApprovedPage
from campaigns.reuse import log_actions, withdrawal_requests, withdrawals
from campaigns.reuse.menu_items import FollowUpMenuItem, TasksMenuItem

hooks.register("register_log_actions", log_actions.register_log_actions)


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(_("Sổ sử dụng"), reverse("reuse_register"), icon_name="list-ul", order=700)


@hooks.register("register_reports_menu_item")
def records_menu_item() -> MenuItem:
    return FollowUpMenuItem(_("Hồ sơ duyệt"), reverse("approval_records"), icon_name="key", order=710)


@hooks.register("register_admin_menu_item")
def tasks_menu_item() -> MenuItem:
    return TasksMenuItem(_("Việc cần gỡ"), reverse("reuse_tasks"), icon_name="rotate", order=160)


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if isinstance(page, ApprovedPage) and page.live and page.code and user.organisation_id:
        url = reverse("reuse_note", args=[page.code])
        yield Button(_("Ghi đã dùng"), url, icon_name="check", priority=6)
    if withdrawals.can_offer_withdrawal(user, page):
        url = reverse("withdraw", args=[page.pk])
        yield Button(_("Thu hồi"), url, icon_name="rotate", priority=90)
    elif withdrawal_requests.can_request(user, page):
        url = reverse("request_withdrawal", args=[page.pk])
        yield Button(_("Đề nghị thu hồi"), url, icon_name="warning", priority=90)
