"""Pages that others cannot do without are not deleted: the editor is told which, and what to do."""

from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import PROTECT, Exists, OuterRef, ProtectedError, Q, QuerySet
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision, get_page_models

NAMED = 3


def pages_blocking_deletion(pages: Iterable[Page]) -> list[str]:
    """Titles of what would lose its source if the pages, and all below them, were deleted.

    Drafts and scheduled versions too: without what they name they could not be opened any more.
    """
    found: dict[str, None] = {}
    for page in pages:
        below = page.get_descendants(inclusive=True)
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect(below)
        except ProtectedError as error:
            found |= dict.fromkeys(sorted(str(item) for item in error.protected_objects))
        keys = list(below.values_list("pk", flat=True))
        found |= dict.fromkeys(_versions_naming(keys).values_list("object_str", flat=True))
    return list(found)


def _versions_naming(keys: list[int]) -> QuerySet[Revision]:
    """Latest and scheduled versions of other pages that name one of these where a page must stand."""
    named = Q()
    for field in {
        field.name
        for model in get_page_models()
        for field in model._meta.concrete_fields
        if getattr(field.remote_field, "on_delete", None) is PROTECT
        and issubclass(field.remote_field.model, Page)
    }:
        named |= Q(**{f"content__{field}__in": keys})
    current = Q(approved_go_live_at__isnull=False) | Exists(
        Page.objects.filter(latest_revision=OuterRef("pk"))
    )
    own = [str(key) for key in keys]
    return (
        Revision.page_revisions.filter(named)
        .filter(current)
        .exclude(object_id__in=own)
        .order_by("object_str")
    )


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A hook of Wagtail's page for deleting one page."""
    return _refuse(request, [page])


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, pages: Iterable[Page], action: Any
) -> HttpResponse | None:
    """A hook of Wagtail's bulk actions, of files and people too."""
    chosen = [page for page in pages if isinstance(page, Page)]
    return _refuse(request, chosen) if action_type == "delete" else None


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    names = pages_blocking_deletion(pages)
    if not names:
        return None
    named = "; ".join(f"“{name}”" for name in names[:NAMED])
    if len(names) > NAMED:
        named += "; …"
    messages.error(
        request,
        _(
            "Chưa xóa được: còn nội dung dựa vào trang này: %(names)s. "
            "Sửa hoặc xóa các nội dung ấy trước; nếu chỉ muốn trang không hiện nữa thì hủy công bố."
        )
        % {"names": named},
    )
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk)
