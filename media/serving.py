"""Which uploaded files readers get: those that something public shows, decided anew on each request.

Whoever shows files registers a judge: a function from an item of the library to the view that answers
in place of its file, or None when everyone may read it. The library itself knows nobody.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest], HttpResponse]
Judge = Callable[[Any], View | None]
_judges: list[Judge] = []


def register(judge: Judge) -> None:
    if judge not in _judges:
        _judges.append(judge)


def instead_of(item: Any) -> View | None:
    """What readers get in place of the item's file; None when they get the file."""
    return next((view for view in (judge(item) for judge in _judges) if view is not None), None)


def sees_all(request: HttpRequest) -> bool:
    """Whoever works in the admin sees drafts with their pictures and files."""
    return bool(request.user.has_perm("wagtailadmin.access_admin"))
