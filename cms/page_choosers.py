"""Page choosers for kinds of content that stand in sections open on a list of them."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.models import Page


def opening_list(pages: Any, request: HttpRequest) -> Any:
    """The pages that a chooser lists: all of the kinds asked for where it opens, latest change first.

    Wagtail begins with the children of the first page above them all, which are sections and departments. A
    kind with pages below it is still looked for from there, and so is everything in a section once opened.
    """
    if request.resolver_match is None or request.resolver_match.url_name != "wagtailadmin_choose_page":
        return pages
    names = request.GET.get("page_type")
    kinds = page_models_from_string(names) if names else (Page,)
    if any(kind.clean_subpage_models() for kind in kinds):
        return pages
    found = Page.objects.type(*kinds).defer_streamfields().specific()
    return found.order_by("-latest_revision_created_at", "-pk")
