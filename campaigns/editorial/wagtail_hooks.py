"""Remarks in the editor, the dashboard, guides, refusal of deletions, two reports."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button, ListingButton

from campaigns.approvals import permissions
from campaigns.editorial import dashboard, deletion, guides, hotline_checks, remarks
from campaigns.editorial.views import privacy
from campaigns.models import ContentPage, Hotline, MaterialPage
from campaigns.reuse.menu_items import FollowUpMenuItem

MAX_REMARKS_SHOWN = 4

hooks.register("construct_homepage_panels", dashboard.add_panels)
hooks.register("before_delete_page", deletion.refuse_deletion)
hooks.register("before_bulk_action", deletion.refuse_bulk_deletion)


@hooks.register("before_edit_page")
def show_remarks_under_review(request: HttpRequest, page: Any) -> None:
    if request.method == "GET" and isinstance(page, ContentPage) and page.current_workflow_task:
        show_remarks(request, page)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def show_remarks(request: HttpRequest, page: Any) -> None:
    """Show the first remarks on the draft as warnings; they never stop saving, since a source may be odd.

    An automatic save shows nothing: its answer is no page, and the messages would pile up for the next one.
    """
    if not isinstance(page, ContentPage) or not request.accepts("text/html"):
        return
    found = remarks.remarks(page.get_latest_revision_as_object())
    for remark in found[:MAX_REMARKS_SHOWN]:
        quoted = f"“{remark.excerpt}”"
        is_named = not remark.excerpt or quoted in remark.message
        messages.warning(request, remark.message if is_named else f"{quoted}: {remark.message}")
    if len(found) > MAX_REMARKS_SHOWN:
        button = messages.button(reverse("remarks", args=[page.pk]), _("Xem tất cả"))
        rest = _("Còn %(n)d chỗ nên đọc lại.") % {"n": len(found) - MAX_REMARKS_SHOWN}
        messages.warning(request, rest, buttons=[button])


@hooks.register("before_create_page")
def limit_stations_to_materials(
    request: HttpRequest, parent_page: Any, page_class: type[Any]
) -> HttpResponse | None:
    """Users of a loudspeaker station write broadcast scripts only (rule 86)."""
    if page_class is not MaterialPage and permissions.is_station(request.user):
        messages.error(request, _("Đài truyền thanh chỉ soạn bài phát thanh trong mục Tài liệu."))
        return redirect("wagtailadmin_explore", parent_page.pk)
    return None


@hooks.register("register_page_header_buttons")
def header_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    if isinstance(page, ContentPage) and page.needs_privacy_check and privacy.may_check(user, page):
        url = reverse("privacy_check", args=[page.pk])
        yield Button(_("Kiểm tra bảo vệ nạn nhân"), url, icon_name="view", priority=5)
    if isinstance(page, ContentPage) and view_name == "edit":
        yield Button(_("Soát lỗi"), reverse("remarks", args=[page.pk]), icon_name="glasses", priority=4)


@hooks.register("register_snippet_listing_buttons")
def offer_check(snippet: Any, user: Any, next_url: str | None = None) -> Any:
    if isinstance(snippet, Hotline) and hotline_checks.has_checking_role(user):
        yield ListingButton(
            _("Kiểm tra"), reverse("hotline_check", args=[snippet.pk]), icon_name="check", priority=15
        )


@hooks.register("construct_help_menu")
def offer_the_guides(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Put the guides in place of Wagtail's pages outside, which are in English."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("http")]
    menu_items[:0] = [
        MenuItem(guides.read(name).title, reverse("guide", args=[name]), icon_name="help", order=order)
        for order, name in enumerate(guides.NAMES)
    ]


@hooks.register("register_reports_menu_item")
def outdated_menu_item() -> MenuItem:
    return FollowUpMenuItem(
        _("Rà soát thông tin cũ"), reverse("outdated_phrases"), icon_name="warning", order=720
    )


@hooks.register("register_reports_menu_item")
def outgoing_links_menu_item() -> MenuItem:
    return FollowUpMenuItem(
        _("Liên kết ra ngoài"), reverse("outgoing_links"), icon_name="link-external", order=725
    )
