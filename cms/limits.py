"""How often one address may ask; nothing about the address or the question is kept or logged."""

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

PER_MINUTE = 120
# Seconds: longer than the minute that is counted.
KEPT = 90
LOCAL_PROXIES = frozenset({"127.0.0.1", "::1", ""})


def address(request: HttpRequest) -> str:
    """Who asks: the peer, or whom our own proxy on this machine says it speaks for."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if peer in getattr(settings, "TRUSTED_PROXIES", LOCAL_PROXIES):
        told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
        return told or peer
    return peer


def minute() -> int:
    """The minute of the clock that requests are counted in."""
    return int(time.time() // 60)


def _key(request: HttpRequest, scope: str) -> str:
    mark = hashlib.blake2s(
        f"{scope} {address(request)} {minute()}".encode(),
        key=settings.SECRET_KEY.encode()[:32],
        digest_size=12,
    ).hexdigest()
    return f"rate-{mark}"


def allowed(request: HttpRequest, scope: str, limit: int) -> bool:
    """Count this request; False once the address has had its share of the minute."""
    key = _key(request, scope)
    cache.add(key, 0, KEPT)
    try:
        return cache.incr(key) <= limit
    except ValueError:
        # Pushed out of the cache between the two steps: a full cache must not lock readers out.
        return True


def too_many() -> HttpResponse:
    response = HttpResponse(
        _("Bạn đang hỏi quá nhanh. Mời chờ một phút rồi thử lại. Cần giúp ngay: gọi 111."),
        status=429,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = "60"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


View = Callable[..., HttpResponseBase]


def limited(scope: str, limit: int | None = None) -> Callable[[View], View]:
    """A view that answers 429 to whoever asks more often than ``limit`` times a minute.

    Without a limit of its own it is the site's (``SEARCH_PER_MINUTE``).
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if allowed(request, scope, limit or int(getattr(settings, "SEARCH_PER_MINUTE", PER_MINUTE))):
                return view(request, *args, **kwargs)
            return too_many()

        return inner

    return wrap


def misses_limited(scope: str, limit: int) -> Callable[[View], View]:
    """A view that answers 429 to whoever was answered 404 ``limit`` times this minute in this scope.

    Who asks for what exists is never stopped, however many share an address. Misses are counted in a
    store that all processes share.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if _misses(request, scope) >= limit:
                return too_many()
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
    # A store that cannot be read must not lock readers out.
    with suppress(OSError):
        return int(caches["limits"].get(_key(request, scope)) or 0)
    return 0


def count_misses(request: HttpRequest, scope: str, number: int = 1) -> None:
    """Note so many wrong answers to this address; for views whose answer to a miss is no 404."""
    if number > 0:
        with suppress(OSError):
            caches["limits"].set(_key(request, scope), _misses(request, scope) + number, KEPT)
