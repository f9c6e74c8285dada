"""Titles of pages in the admin: a draft's title is shown to nobody who may not see the draft (rule 136)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext as _

# None for the title of the draft, "" for a title that may not be known, else what is shown.
_readable_title: ContextVar[Callable[[Any], str | None] | None] = ContextVar("readable_title", default=None)


@contextmanager
def readable_titles(title_of: Callable[[Any], str | None]) -> Iterator[None]:
    """Within this, ``admin_title`` shows what ``title_of`` returns: None for the title of the draft."""
    token = _readable_title.set(title_of)
    try:
        yield
    finally:
        _readable_title.reset(token)


def admin_title(page: Any, of_draft: str) -> str:
    """The title of the page's draft, or what the person who asks may read in its place."""
    title_of = _readable_title.get()
    readable = None if title_of is None else title_of(page)
    if readable is None:
        return of_draft
    return readable or _("(trang của đơn vị khác)")
