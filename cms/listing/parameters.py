"""Reads and validates the query string of a list.

A bad value is ignored, never an error (rule 93). ``params`` is a ``QueryDict`` or anything
with ``get`` and ``getlist``.
"""

from typing import Any

# One set of names for lists, feeds, search and APIs (rule 93).
PARAMETERS = (
    "q",
    "kind",
    "audience",
    "region",
    "place",
    "topic",
    "channel",
    "year",
    "campaign",
    "department",
    "sort",
    "page",
    "size",
)
MAX_SIZE = 50
MAX_VALUES = 20
MAX_VALUE_LENGTH = 100
# Numbers of more digits are not read: the product of page and size must fit a 64-bit integer.
MAX_DIGITS = 9


def positive_number(params: Any, name: str, default: int) -> int:
    """Return a parameter as a number above 0, or the default."""
    value = params.get(name, "")
    if value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS:
        return int(value) or default
    return default


def page_number(params: Any) -> int:
    """Return the page that is asked for, counted from 1."""
    return positive_number(params, "page", 1)


def page_size(params: Any, default: int) -> int:
    """Return the number of results on a page; a size above ``MAX_SIZE`` is ignored."""
    size = positive_number(params, "size", default)
    return size if size <= MAX_SIZE else default


def page_slice(params: Any, default_size: int) -> slice:
    """Return the slice that ``page`` and ``size`` ask for, or Wagtail's ``limit`` and ``offset``.

    For APIs: a size above ``MAX_SIZE`` is lowered to it, a page beyond the end is empty.
    """
    size = min(positive_number(params, "size", positive_number(params, "limit", default_size)), MAX_SIZE)
    start = max((page_number(params) - 1) * size, positive_number(params, "offset", 0))
    return slice(start, start + size)


def filter_values(params: Any, name: str) -> list[str]:
    """Return the values of a filter: each once, without NUL, of a sane length and number."""
    values = [value.replace("\x00", "") for value in params.getlist(name) if len(value) <= MAX_VALUE_LENGTH]
    return [value for value in dict.fromkeys(values) if value][:MAX_VALUES]
