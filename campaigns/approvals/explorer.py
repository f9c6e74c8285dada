"""Keeps the explorer and the page chooser quick among many thousands of pages.

Wagtail looks up each page in the list of all pages that the user may explore, and asks for the state of
every page in a folder before it shows the first fifty.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.models import Page

from campaigns.approvals import permissions
from cms.page_choosers import opening_list

EXPLORING = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}


class KeyedPaginator(WagtailPaginator):
    """Reads the keys of one page of results first, and the states of those pages only."""

    def page(self, number: Any) -> Any:
        found = super().page(number)
        if isinstance(found.object_list, QuerySet):
            keys = list(found.object_list.values_list("pk", flat=True))
            found.object_list = self.object_list.filter(pk__in=keys)
        return found


def sees_all_below(user: Any, page: Page, policy: Any) -> bool:
    """Whether the user may explore every page below this one, so that none needs to be looked up."""
    if user.is_superuser:
        return True
    return bool(
        policy.user_has_any_permission_for_instance(user, EXPLORING, page)
    ) and not permissions.has_borders_below(user, page)


def limit_choosable(pages: Any, request: HttpRequest) -> Any:
    """Receiver of ``construct_page_chooser_queryset``: what the user may see and refer to."""
    pages = opening_list(pages, request)
    parent_key = request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
    parent = Page.objects.filter(pk=parent_key).first() if parent_key else None
    user: Any = request.user
    if parent and permissions.is_own(user, parent) and not permissions.has_borders_below(user, parent):
        return pages
    return pages.filter(permissions.choosable(user))


def connect() -> None:
    """Replace what is slow in Wagtail's views; called once from ``AppConfig.ready``."""
    of_wagtail = ExplorableIndexView.get_base_queryset

    def get_base_queryset(self: ExplorableIndexView) -> Any:
        if self.is_searching or self.is_filtering:
            return of_wagtail(self)
        user, policy = self.request.user, self.permission_policy
        pages = self.model._default_manager.child_of(self.parent_page)
        if not sees_all_below(user, self.parent_page, policy):
            # Page by page: the list of all pages that the user may explore is long.
            pages = pages.filter(Exists(policy.explorable_instances(user).filter(pk=OuterRef("pk"))))
        return self.annotate_queryset(pages)

    ExplorableIndexView.get_base_queryset = get_base_queryset
    IndexView.paginator_class = KeyedPaginator
