"""Pages that others cannot do without are not deleted: the editor is told which, and what to do."""

from collections.abc import Iterable
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

NAMED = 3


def leaning_on(pages: Iterable[Page]) -> list[str]:
    """Titles of what would lose its source if the pages, and all below them, were deleted."""
    found: dict[str, None] = {}
    for page in pages:
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect(page.get_descendants(inclusive=True))
        except ProtectedError as error:
            found |= dict.fromkeys(sorted(str(item) for item in error.protected_objects))
    return list(found)


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A hook of Wagtail's page for deleting one page."""
    return _refuse(request, [page])


def refuse_many(
    request: HttpRequest, action_type: str, pages: Iterable[Page], action: Any
) -> HttpResponse | None:
    """A hook of Wagtail's bulk actions, of files and people too."""
    chosen = [page for page in pages if isinstance(page, Page)]
    return _refuse(request, chosen) if action_type == "delete" else None


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    names = leaning_on(pages)
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
