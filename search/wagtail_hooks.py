"""Registers the snippets of search and the outbox page."""

from collections.abc import Sequence

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from search import admin_views
from search.viewsets import SearchViewSetGroup

register_snippet(SearchViewSetGroup)


class OutboxMenuItem(MenuItem):
    def is_shown(self, request: object) -> bool:
        return admin_views.can_manage_outbox(request.user)  # type: ignore[attr-defined]


@hooks.register("register_admin_urls")
def outbox_urls() -> Sequence[URLPattern]:
    return [path("tim-kiem/hang-cho/", admin_views.outbox, name="search_outbox")]


@hooks.register("register_reports_menu_item")
def outbox_menu_item() -> MenuItem:
    return OutboxMenuItem(_("Hàng chờ tìm kiếm"), reverse("search_outbox"), icon_name="search", order=900)
