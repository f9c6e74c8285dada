"""Conditional answers: 304 while a list of public pages cannot have changed since a client had it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.http import http_date
from wagtail.models import ModelLogEntry, Page, PageLogEntry

# Of pages: what changes drafts only.
DRAFT_ACTIONS = ("wagtail.create", "wagtail.edit")
# Headers count whole seconds: of two changes in one second a client would miss the second.
SETTLED = timedelta(seconds=2)


def last_change() -> datetime:
    """The last moment at which what readers see in lists can have changed, anywhere on the site.

    Withdrawals, moves and ends count as well as publications: a list without a page has changed too.
    """
    now = timezone.now()
    moments = [
        # Approvals end with a day.
        timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0),
        PageLogEntry.objects.exclude(action__in=DRAFT_ACTIONS).aggregate(last=Max("timestamp"))["last"],
        ModelLogEntry.objects.aggregate(last=Max("timestamp"))["last"],
        Page.objects.filter(expire_at__lte=now).aggregate(last=Max("expire_at"))["last"],
    ]
    return max(moment for moment in moments if moment is not None)


def unless_modified(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator: ``ETag`` and ``Last-Modified`` of a list, 304 to a client that sends one of them back."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Before the list is read: what changes meanwhile must look newer.
        changed = last_change()
        response = view(request, *args, **kwargs)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        if changed + SETTLED <= timezone.now():
            response["Last-Modified"] = http_date(changed.timestamp())
        elif response.has_header("Last-Modified"):
            del response["Last-Modified"]
        return ConditionalGetMiddleware(lambda _request: response).process_response(request, response)

    return inner
