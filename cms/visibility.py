"""Pages that every reader may open: live ones without a view restriction on them or above them.

An end counts when it is read (rule 113): the worker takes an ended page down later, if it runs.
"""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction


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


def open_to_all() -> Q:
    """The condition on pages; Wagtail's ``public()`` needs one query more."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return live_now() & ~Q(Exists(restrictions))


def readable(keys: list[int]) -> set[int]:
    """Of the pages with these keys, those that readers may open; one query, none without keys."""
    if not keys:
        return set()
    return set(Page.objects.filter(open_to_all(), pk__in=keys).values_list("pk", flat=True))
