"""Refuses the deletion of pages that other content needs, with a message that names that content."""

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

MAX_NAMED = 3


def pages_blocking_deletion(pages: Iterable[Page]) -> list[str]:
    """Titles of the content that refers to the pages or their descendants by a protected foreign key.

    Drafts and scheduled versions count too, since they cannot be opened without the page they refer to.
    """
    found: dict[str, None] = {}
    for page in pages:
        below = page.get_descendants(inclusive=True)
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect(below)
        except ProtectedError as error:
            found |= dict.fromkeys(sorted(str(item) for item in error.protected_objects))
        keys = list(below.values_list("pk", flat=True))
        found |= dict.fromkeys(_referring_revisions(keys).values_list("object_str", flat=True))
    return list(found)


def _referring_revisions(keys: list[int]) -> QuerySet[Revision]:
    """Latest and scheduled revisions of other pages that refer to these by a protected foreign key."""
    refers = Q()
    for field in {
        field.name
        for model in get_page_models()
        for field in model._meta.concrete_fields
        if getattr(field.remote_field, "on_delete", None) is PROTECT
        and issubclass(field.remote_field.model, Page)
    }:
        refers |= Q(**{f"content__{field}__in": keys})
    current = Q(approved_go_live_at__isnull=False) | Exists(
        Page.objects.filter(latest_revision=OuterRef("pk"))
    )
    deleted = [str(key) for key in keys]
    return (
        Revision.page_revisions.filter(refers)
        .filter(current)
        .exclude(object_id__in=deleted)
        .order_by("object_str")
    )


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Receiver of Wagtail's ``before_delete_page`` hook."""
    return _refuse(request, [page])


def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, pages: Iterable[Page], action: Any
) -> HttpResponse | None:
    """Receiver of Wagtail's ``before_bulk_action`` hook, which also runs for files and users."""
    chosen = [page for page in pages if isinstance(page, Page)]
    return _refuse(request, chosen) if action_type == "delete" else None


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    names = pages_blocking_deletion(pages)
    if not names:
        return None
    named = "; ".join(f"“{name}”" for name in names[:MAX_NAMED])
    if len(names) > MAX_NAMED:
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
