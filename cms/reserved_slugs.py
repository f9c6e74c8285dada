"""Slugs that a page may not have, because a view or a route of the parent answers at its address."""

from collections.abc import Iterable
from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

# The name under which Wagtail serves pages.
PAGES = "wagtail_serve"


def is_reserved(slug: str, parent: Page) -> bool:
    """Whether a page of this slug below the parent could never be opened.

    A view or a route of the parent itself (its feeds) answers at its address.
    """
    routes = parent.specific_class
    if routes is not None and issubclass(routes, RoutablePageMixin):
        try:
            routes.get_resolver().resolve(f"/{slug}/")
            return True
        except Resolver404:
            pass
    # ``get_url`` caches the site roots on the page, so use a copy.
    above = copy(parent).get_url()
    if above is None:
        return False
    try:
        return resolve(f"{urlsplit(above).path}{slug}/").url_name != PAGES
    except Resolver404:
        return False


def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Receiver of Wagtail's ``before_move_page`` hook."""
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


def refuse_bulk_move(
    request: HttpRequest, action_type: str, pages: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Receiver of Wagtail's ``before_bulk_action`` hook: when one page is refused, none is moved."""
    if action_type != "move":
        return None
    chosen = [page for page in pages if isinstance(page, Page)]
    if not chosen:
        return None
    destination = action.cleaned_form.cleaned_data["chooser"]
    refusals = (refuse_move(request, page, destination) for page in chosen)
    return next((refusal for refusal in refusals if refusal), None)
