"""A page is not moved to an address at which something else answers."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.reserved import is_reserved


def refuse_hidden(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """A hook of Wagtail's page for moving one page."""
    if not is_reserved(page.slug, destination):
        return None
    messages.error(
        request,
        _(
            "Chưa chuyển được “%(title)s”: ở chỗ mới, địa chỉ “%(slug)s” là của một chức năng của trang web. "
            "Sửa địa chỉ (slug) của trang trước, rồi chuyển lại."
        )
        % {"title": page.title, "slug": page.slug},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def refuse_many(
    request: HttpRequest, action_type: str, pages: Iterable[Any], action: Any
) -> HttpResponse | None:
    """A hook of Wagtail's bulk actions: none is moved while one of them would be hidden."""
    if action_type != "move":
        return None
    chosen = [page for page in pages if isinstance(page, Page)]
    if not chosen:
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    refusals = (refuse_hidden(request, page, destination) for page in chosen)
    return next((refusal for refusal in refusals if refusal), None)
