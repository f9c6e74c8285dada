"""Shows staff nothing of other departments in the admin but what readers see (rule 136).

Wagtail's views check the permission on a page when they act on it, and some show its title before, or to
whoever may act on another one.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin import auth
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.audit_logging import SiteHistoryReportFilterSet
from wagtail.admin.views.reports.workflows import WorkflowReportFilterSet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtailmedia.models import get_media_model

from campaigns.approvals import permissions, responses
from cms.page_titles import readable_titles
from media.guards import GuardedFile
from media.serving import is_closed

# Parameters of addresses that are the key of a page, and of an item of a library.
PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
ITEM_KEYS: dict[str, Callable[[], Any]] = {
    "image_id": get_image_model,
    "document_id": get_document_model,
    "doc_id": get_document_model,
    "media_id": get_media_model,
}


class DepartmentBoundaryMiddleware:
    """Refuses admin addresses of pages and files that the user may not see, and withholds their titles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(self.admin):
            return self.get_response(request)
        with readable_titles(lambda page: _title_for(request.user, page)):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        user: Any = request.user
        if not request.path.startswith(self.admin) or not user.is_authenticated:
            return None
        # Views that work with pages, and those that only refer to them.
        name_of_view = request.resolver_match.view_name if request.resolver_match else ""
        is_of_pages = name_of_view.startswith(("wagtailadmin_pages:", "wagtailadmin_explore"))
        found: Any
        allows: Callable[[Any, Any], bool]
        for name, value in kwargs.items():
            if name in PAGE_KEYS or (is_of_pages and name == "pk"):
                found, allows = Page.objects.filter(pk=value).first(), _may_act if is_of_pages else _may_look
            elif name in ITEM_KEYS:
                found, allows = ITEM_KEYS[name]().objects.filter(pk=value).first(), may_know
            else:
                continue
            # What is gone is the view's affair: a portal may still have a deleted page.
            if found is not None and not allows(user, found):
                return auth.permission_denied(request)
        return None


def _may_act(user: Any, page: Page) -> bool:
    """Whether the page is of a department of the user, or above it, where the explorer begins."""
    above = (path for path in permissions.granted_paths(user) if path.startswith(page.path))
    return permissions.is_own(user, page) or any(above)


def _may_look(user: Any, page: Page) -> bool:
    return _may_act(user, page) or permissions.may_see(user, page)


def may_know(user: Any, one: Any) -> bool:
    """Whether the user may know of a page, a file or a record.

    A file also if readers get it, or a draft of the user's departments shows it.
    """
    if isinstance(one, Page):
        return permissions.may_see(user, one)
    policy = policy_registry.get_by_type(type(one))
    if policy.user_has_any_permission_for_instance(user, ["change", "delete", "choose"], one):
        return True
    if not isinstance(one, GuardedFile):
        return False
    is_public = responses.refuse_file(one) is None and not is_closed(one)
    return is_public or responses.stands_in_own_draft(user, one)


def _title_for(user: Any, page: Any) -> str | None:
    if not user.is_authenticated or not page.pk or not page.path or permissions.is_own(user, page):
        return None
    return str(page.title) if permissions.may_see(user, page) else ""


def _colleagues(request: HttpRequest) -> QuerySet[Any]:
    """The people who have a role where the user has one, for the filters of lists."""
    user: Any = request.user
    people = get_user_model().objects.all()
    if user.is_superuser or user.has_perm("accounts.change_user"):
        return people
    own = Q(groups__role_group__page__path__in=permissions.granted_paths(user)) | Q(pk=user.pk)
    return people.filter(own).distinct()


def connect() -> None:
    """Limit what bulk actions and filters of Wagtail list; called once from ``AppConfig.ready``."""
    actionable = BulkAction.get_actionable_objects

    def get_actionable_objects(self: BulkAction) -> Any:
        objects, others = actionable(self)
        found = others["items_with_no_access"]
        return objects, {"items_with_no_access": [one for one in found if may_know(self.request.user, one)]}

    BulkAction.get_actionable_objects = get_actionable_objects
    for filters, name in (
        (PageFilterSet, "owner"),
        (PageFilterSet, "edited_by"),
        (WorkflowReportFilterSet, "requested_by"),
    ):
        # Each set of filters made from these has the same filter objects.
        filters.declared_filters[name].queryset = _colleagues
    SiteHistoryReportFilterSet.get_users_queryset = lambda self: _colleagues(self.request)
