"""Every address of the site, read from the URL resolver."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cms.sitemap import PART

NAMED = re.compile(r"\(\?P<(\w+)>(?:\([^()]*\)|[^()])*\)")
CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")
MODEL = re.compile(r"<(?:content_type_)?app_(?:label|name)>/<(?:content_type_)?model_name>")
# Parameters that have no name in the pattern, and the names they get here.
UNNAMED = {r"(\d+)/(.*)": "<pk>/<filename>", r"((?:[\w\-]+/)*)": "<path>"}


def routes(patterns: Sequence[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield (route, pattern) of every view, with what all its resolvers stand for before it."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern


def plain(route: str) -> str:
    """The route with each parameter as "<name>"; names of an app and its model are one, "<model>"."""
    for pattern, named in UNNAMED.items():
        route = route.replace(pattern, named)
    route = re.sub(r"[\^$\\]|\\Z", "", NAMED.sub(r"<\1>", route))
    return MODEL.sub("<model>", CONVERTED.sub(r"<\1>", route))


def filled(route: str, options: Callable[[str, int], Sequence[str]]) -> Iterator[str]:
    """The addresses of a plain route; ``options(name, place)`` gives the values of a parameter."""
    names = re.findall(r"<(\w+)>", route)
    for values in product(*(options(name, place) for place, name in enumerate(names))):
        yield "/" + reduce(
            lambda text, pair: text.replace(f"<{pair[0]}>", pair[1], 1),
            zip(names, values, strict=True),
            route,
        )


def sitemap_part(page: Any) -> str:
    """The address of the part of the sitemap in which a page stands."""
    return reverse("sitemap_part", args=[page.pk // PART + 1])
