"""Decorators of views that set one response header each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control

View = Callable[..., HttpResponseBase]

# Seconds for which caches may keep what the site shows: a wrong hotline is hidden within five (rule 133).
READER_MAX_AGE = 5

# A withdrawal must be seen at once: neither browsers nor proxies keep the answer.
no_store = cache_control(no_store=True)


def _with_header(name: str, value: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def inner(*args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(*args, **kwargs)
            response[name] = value
            return response

        return inner

    return decorate


noindex = _with_header("X-Robots-Tag", "noindex")
allow_any_origin = _with_header("Access-Control-Allow-Origin", "*")
