"""Rate limits by client address; counters have keyed hashes, so that no address is stored or logged."""

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from cms.http import View, no_store, noindex

# Seconds; longer than the minute that is counted.
COUNTER_TIMEOUT = 90


def client_address(request: HttpRequest) -> str:
    """The address of the client: the peer, or the one that a trusted proxy forwards for."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if peer in settings.TRUSTED_PROXIES:
        forwarded_for = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return forwarded_for or peer
    return peer


def current_minute() -> int:
    """The number of the current minute, in which requests are counted."""
    return int(time.time() // 60)


def _key(request: HttpRequest, scope: str) -> str:
    digest = hashlib.blake2s(
        f"{scope} {client_address(request)} {current_minute()}".encode(),
        key=settings.SECRET_KEY.encode()[:32],
        digest_size=12,
    ).hexdigest()
    return f"rate-{digest}"


def allowed(request: HttpRequest, scope: str, limit: int) -> bool:
    """Count the request; False when the address has exceeded the limit of this minute."""
    key = _key(request, scope)
    cache.add(key, 0, COUNTER_TIMEOUT)
    try:
        # A cache that is down returns None.
        return (cache.incr(key) or 0) <= limit
    except ValueError:
        # Evicted between the two calls; a full cache must not lock readers out.
        return True


@no_store
@noindex
def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The response 429 with advice and ``Retry-After``."""
    response = HttpResponse(
        _("Bạn đang hỏi quá nhanh. Mời chờ một phút rồi thử lại. Cần giúp ngay: gọi 111."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = "60"
    return response


def limited(scope: str, limit: int | None = None) -> Callable[[View], View]:
    """Decorator: 429 for an address with more than ``limit`` requests a minute in this scope.

    The default limit is the setting ``SEARCH_PER_MINUTE``.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if allowed(request, scope, limit or settings.SEARCH_PER_MINUTE):
                return view(request, *args, **kwargs)
            return too_many_requests(request)

        return inner

    return wrap


def misses_limited(scope: str, limit: int) -> Callable[[View], View]:
    """Decorator: 429 for an address that got ``limit`` responses 404 this minute in this scope.

    Requests for existing codes do not count, however many users share an address. Misses are counted in a
    cache that all processes share.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _misses(request, scope) >= limit:
                return too_many_requests(request)
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                count_misses(request, scope)
                raise
            if response.status_code == 404:
                count_misses(request, scope)
            return response

        return inner

    return wrap


def _misses(request: HttpRequest, scope: str) -> int:
    # A cache that cannot be read must not lock readers out.
    with suppress(OSError):
        return int(caches["limits"].get(_key(request, scope)) or 0)
    return 0


def count_misses(request: HttpRequest, scope: str, number: int = 1) -> None:
    """Add to the misses of the address, for views that do not answer a miss with 404."""
    if number > 0:
        with suppress(OSError):
            caches["limits"].set(_key(request, scope), _misses(request, scope) + number, COUNTER_TIMEOUT)
