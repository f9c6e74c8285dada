"""Addresses at which something else than a page answers, as the URL configuration says."""

from copy import copy
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
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
    # A page asked for its address keeps the roots of the sites as they were; the caller's must not.
    above = copy(parent).get_url()
    if above is None:
        return False
    try:
        return resolve(f"{urlsplit(above).path}{slug}/").url_name != PAGES
    except Resolver404:
        return False
