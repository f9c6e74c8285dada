"""Only registers: snippets, review buttons in the editor, warnings, slugs."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from campaigns import dashboard, editing, history, protected, reach, requests, reuse, withdrawal
from campaigns.models import Alert, ContentPage, MaterialPage, NewsPage
from campaigns.views import privacy
from campaigns.viewsets import CampaignGroup

SAID_AT_ONCE = 4

register_permission_policy(Alert, reach.DepartmentPolicy(Alert))
register_snippet(CampaignGroup)


class ReviewMenuItem(ActionMenuItem):
    """A decision on a page that is locked while it is under review."""

    template_name = "campaigns/admin/review_menu_item.html"

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
def offer_decisions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    page = context.get("page")
    if context["view"] != "edit" or not isinstance(page, ContentPage):
        return
    task = page.current_workflow_task
    actions = task.specific.get_actions(page, request.user) if task else []
    menu_items[:0] = [
        ReviewMenuItem(name, label, order) for order, (name, label, _modal) in enumerate(actions)
    ]


@hooks.register("insert_editor_js")
def editor_js() -> str:
    return format_html('<script src="{}" defer></script>', static("cms/admin/editor.js"))


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin/admin.css"))


@hooks.register("before_edit_page")
def say_what_is_missing(request: HttpRequest, page: Any) -> None:
    """While a page is under review, whoever opens it reads what still stops a yes."""
    if request.method != "GET" or not isinstance(page, ContentPage) or not page.current_workflow_task:
        return
    for _field, message in page.current_workflow_task.specific.obstacles(page):
        messages.warning(request, message)
    say_remarks(request, page)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_remarks(request: HttpRequest, page: Any) -> None:
    """Doubtful places are said, never forbidden: the source may really be written so."""
    if not isinstance(page, ContentPage):
        return
    found = editing.remarks(page.get_latest_revision_as_object())
    for remark in found[:SAID_AT_ONCE]:
        excerpt = f"“{remark.excerpt}”: " if remark.excerpt else ""
        messages.warning(request, f"{excerpt}{remark.message}")
    if len(found) > SAID_AT_ONCE:
        button = messages.button(reverse("remarks", args=[page.pk]), _("Xem tất cả"))
        rest = _("Còn %(n)d chỗ nên đọc lại.") % {"n": len(found) - SAID_AT_ONCE}
        messages.warning(request, rest, buttons=[button])


@hooks.register("before_create_page")
def station_writes_scripts(
    request: HttpRequest, parent_page: Any, page_class: type[Any]
) -> HttpResponse | None:
    """A loudspeaker station writes local scripts and nothing else (domain.md 7)."""
    if page_class is not MaterialPage and reach.is_station(request.user):
        messages.error(request, _("Đài truyền thanh chỉ soạn bài phát thanh trong mục Tài liệu."))
        return redirect("wagtailadmin_explore", parent_page.pk)
    return None


@hooks.register("construct_page_chooser_queryset")
def offer_what_may_be_pointed_to(pages: Any, request: HttpRequest) -> Any:
    return pages.filter(reach.choosable(request.user))


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("", include("campaigns.admin_urls"))]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if isinstance(page, NewsPage) and page.form == NewsPage.Form.CASE and privacy.may_check(user, page):
        url = reverse("privacy_check", args=[page.pk])
        yield Button(_("Kiểm tra bảo vệ nạn nhân"), url, icon_name="view", priority=5)
    if isinstance(page, ContentPage) and view_name == "edit":
        yield Button(_("Soát lỗi"), reverse("remarks", args=[page.pk]), icon_name="glasses", priority=4)
    if isinstance(page, ContentPage) and page.live and page.code and user.organisation_id:
        url = reverse("reuse_note", args=[page.code])
        yield Button(_("Ghi đã dùng"), url, icon_name="tick", priority=6)
    if withdrawal.offered(user, page):
        url = reverse("withdraw", args=[page.pk])
        yield Button(_("Thu hồi"), url, icon_name="rotate", priority=90)
    elif requests.may_ask(user, page):
        url = reverse("ask_withdrawal", args=[page.pk])
        yield Button(_("Đề nghị thu hồi"), url, icon_name="warning", priority=90)


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return MenuItem(_("Sổ sử dụng"), reverse("reuse_register"), icon_name="list-ul", order=700)


@hooks.register("register_reports_menu_item")
def records_menu_item() -> MenuItem:
    return FollowUpMenuItem(_("Hồ sơ duyệt"), reverse("approval_records"), icon_name="key", order=710)


@hooks.register("register_reports_menu_item")
def radar_menu_item() -> MenuItem:
    return FollowUpMenuItem(_("Rà soát thông tin cũ"), reverse("radar"), icon_name="warning", order=720)


@hooks.register("register_admin_menu_item")
def tasks_menu_item() -> MenuItem:
    return TasksMenuItem(_("Việc cần gỡ"), reverse("reuse_tasks"), icon_name="rotate", order=160)


class FollowUpMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reuse.sees_all(request.user)


class TasksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "organisation_id", None))


hooks.register("construct_homepage_panels", dashboard.show_panels)
hooks.register("register_log_actions", history.log_actions)
hooks.register("before_delete_page", protected.refuse_deletion)
hooks.register("before_bulk_action", protected.refuse_many)
