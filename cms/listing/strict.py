"""Names what an API cannot use of a query string (rule 129); lists for readers ignore it (rule 93).

A program that asks for what does not exist would take everything for the answer.
"""

from collections.abc import Container, Iterable
from typing import Any

from django.utils.translation import gettext as _

from cms.listing.parameters import MAX_DIGITS, MAX_SIZE, MAX_VALUES

# Lowest and highest value of each number.
LAST = 10**MAX_DIGITS - 1
NUMBERS = {
    "page": (1, LAST),
    "size": (1, MAX_SIZE),
    "limit": (1, MAX_SIZE),
    "offset": (0, LAST),
    "id": (1, LAST),
}
# Characters of a wrong value that are repeated in its message.
REPEATED = 60


def unknown_names(params: Any, known: Iterable[str]) -> list[str]:
    """A message for each parameter that is not among the known ones."""
    usable = list(known)
    return [
        _("Không có tham số “%(name)s”. Dùng được: %(known)s.")
        % {"name": name[:REPEATED], "known": ", ".join(usable)}
        for name in params
        if name not in usable
    ]


def bad_numbers(params: Any) -> list[str]:
    """A message for each number that cannot be used."""
    return [
        _("%(name)s không dùng được giá trị “%(value)s”: ghi một số từ %(first)d đến %(last)d.")
        % {"name": name, "value": value[:REPEATED], "first": first, "last": last}
        for name, (first, last) in NUMBERS.items()
        for value in params.getlist(name)
        if value and not (_is_number(value) and first <= int(value) <= last)
    ]


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS


def unknown_values(params: Any, name: str, known: Container[str]) -> list[str]:
    """A message for each value of the parameter that is not known, and one for too many of them."""
    values = dict.fromkeys(value for value in params.getlist(name) if value)
    if len(values) > MAX_VALUES:
        return [_("%(name)s nhận nhiều nhất %(most)d giá trị.") % {"name": name, "most": MAX_VALUES}]
    return [
        _("%(name)s không có giá trị “%(value)s”.") % {"name": name, "value": value[:REPEATED]}
        for value in values
        if value not in known
    ]
