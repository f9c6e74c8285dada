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
from django.shortcuts import render
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


def seconds_left() -> int:
    """Whole seconds until the next minute is counted, at least one."""
    return 60 - int(time.time() % 60)


def _key(request: HttpRequest, scope: str) -> str:
    digest = hashlib.blake2s(
        f"{scope} {client_address(request)} {current_minute()}".encode(),
        key=settings.SECRET_KEY.encode()[:32],
        digest_size=12,
    ).hexdigest()
    return f"rate-{digest}"


def allowed(request: HttpRequest, scope: str, limit: int, cost: int = 1) -> bool:
    """Count the request by its cost; False when it would exceed the limit of the address for this minute.

    What is refused is not counted, so that cheap requests go on when dear ones have to wait.
    """
    if cost < 1:
        return True
    key = _key(request, scope)
    cache.add(key, 0, COUNTER_TIMEOUT)
    try:
        # A cache that is down returns None.
        if (cache.incr(key, cost) or 0) <= limit:
            return True
        cache.decr(key, cost)
        return False
    except ValueError:
        # Evicted between the two calls; a full cache must not lock readers out.
        return True


@no_store
@noindex
def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The response 429 with advice, 111 and ``Retry-After``: a page for browsers, plain text for programs."""
    wait = seconds_left()
    if "text/html" in request.headers.get("Accept", ""):
        response = render(request, "429.html", {"wait": wait}, status=429)
    else:
        text = _("Nơi bạn đang hỏi quá nhanh. Mời chờ %(wait)d giây rồi thử lại. Cần giúp ngay: gọi 111.")
        response = HttpResponse(text % {"wait": wait}, status=429, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(wait)
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
    """Decorator: 429 in place of 404 for an address with more than ``limit`` misses a minute in this scope.

    Existing codes are always answered, however many wrong ones were typed at the same address: codes are too
    many to be found by guessing, so only the load of wrong ones is limited. Misses are counted in a cache
    that all processes share.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                if too_many_misses(request, scope, limit):
                    return too_many_requests(request)
                raise
            if response.status_code == 404 and too_many_misses(request, scope, limit):
                return too_many_requests(request)
            return response

        return inner

    return wrap


def too_many_misses(request: HttpRequest, scope: str, limit: int, number: int = 1) -> bool:
    """Add to the misses of the address; whether it had ``limit`` of them in this minute before."""
    before = _misses(request, scope)
    count_misses(request, scope, number)
    return before >= limit


def _misses(request: HttpRequest, scope: str) -> int:
    # A cache that cannot be read must not lock readers out.
    with suppress(OSError):
        return int(caches["limits"].get(_key(request, scope)) or 0)
    return 0


def count_misses(request: HttpRequest, scope: str, number: int = 1) -> None:
    """Add to the misses of the address."""
    if number > 0:
        with suppress(OSError):
            caches["limits"].set(_key(request, scope), _misses(request, scope) + number, COUNTER_TIMEOUT)
