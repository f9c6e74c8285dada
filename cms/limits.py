"""How often one address may ask; nothing about the address or the question is kept or logged."""

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

PER_MINUTE = 120
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


def allowed(request: HttpRequest, scope: str, limit: int) -> bool:
    """Count this request; False once the address has had its share of the minute."""
    mark = hashlib.blake2s(
        f"{scope} {address(request)} {minute()}".encode(),
        key=settings.SECRET_KEY.encode()[:32],
        digest_size=12,
    ).hexdigest()
    key = f"rate-{mark}"
    cache.add(key, 0, 90)
    try:
        # None comes from a cache that is down.
        return (cache.incr(key) or 0) <= limit
    except ValueError:
        # Pushed out of the cache between the two steps: a full cache must not lock readers out.
        return True


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
            response = HttpResponse(
                _("Bạn đang hỏi quá nhanh. Mời chờ một phút rồi thử lại. Cần giúp ngay: gọi 111."),
                status=429,
                content_type="text/plain; charset=utf-8",
            )
            response["Retry-After"] = "60"
            response["X-Robots-Tag"] = "noindex"
            response["Cache-Control"] = "no-store"
            return response

        return inner

    return wrap
