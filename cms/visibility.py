"""Pages that every reader may open: live ones without a view restriction on them or above them.

An end counts when it is read (rule 113): the worker takes an ended page down later, if it runs.
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.surroundings import remembered


def live_now() -> Q:
    """The condition on pages to be live and not at their end yet, in place of Wagtail's ``live()``."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


def has_ended(page: Any) -> bool:
    """Whether the set end of the page has come."""
    return page.expire_at is not None and page.expire_at <= timezone.now()


def is_live_now(page: Any) -> bool:
    """Whether the page is live and not at its end yet."""
    return page.live and not has_ended(page)


def refuse_ended(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Hook ``before_serve_page``: the page and all its addresses end with it."""
    return page.ended_response(request) if page.live and has_ended(page) else None


@remembered
def _any_is_closed() -> bool:
    return PageViewRestriction.objects.exists()


def _restrictions(path: Any) -> Any:
    """The view restrictions of the page with this tree path and of those above it."""
    here = ExpressionWrapper(path, output_field=CharField())
    return PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))


def is_closed(page: Any) -> bool:
    """Whether the page or one above it is closed to some readers; a query only if any page is."""
    return bool(page.path) and _any_is_closed() and _restrictions(Value(page.path)).exists()


def closed_keys(pages: QuerySet[Any]) -> set[int]:
    """The keys of those of the pages that are closed; a query only if any page is."""
    if not _any_is_closed():
        return set()
    return set(pages.filter(Exists(_restrictions(OuterRef("path")))).values_list("pk", flat=True))


def is_open(page: Any) -> bool:
    """Whether every reader may open the page now: ``open_to_all`` for a page that was read already."""
    return is_live_now(page) and not is_closed(page)


def open_to_all() -> Q:
    """The condition on pages, in place of Wagtail's ``live().public()``."""
    return open_as_stored() if _any_is_closed() else live_now()


def open_as_stored() -> Q:
    """The condition of ``open_to_all``, read from the database only: it sees changes that were never told."""
    return live_now() & ~Q(Exists(_restrictions(OuterRef("path"))))
