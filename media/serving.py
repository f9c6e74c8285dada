"""Access checks for uploaded files, made on each request: readers get the files of public pages only.

What lies in a closed collection or below one is served to nobody but whom the collection lets in and whoever
may work with the file (rule 105), whatever page shows it.

An access check is a function from a library item to the view that answers instead of its file, None when
everyone may read it. Apps register their checks, so that ``media`` does not depend on them.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

View = Callable[[HttpRequest], HttpResponse]
AccessCheck = Callable[[Any], View | None]
# Whether the user may read the item although readers may not: it stands in a draft that they see.
DraftCheck = Callable[[Any, Any], bool]
_access_checks: list[AccessCheck] = []
_draft_checks: list[DraftCheck] = []


def register(check: AccessCheck) -> None:
    """Add an access check; registering it again has no effect."""
    if check not in _access_checks:
        _access_checks.append(check)


def register_draft_check(check: DraftCheck) -> None:
    """Add a check of who else may read the file of a draft; registering it again has no effect."""
    if check not in _draft_checks:
        _draft_checks.append(check)


def replacement_view(item: Any) -> View | None:
    """The view that answers instead of the item's file; None when readers may have the file."""
    return next((view for view in (check(item) for check in _access_checks) if view is not None), None)


def can_see_drafts(request: HttpRequest, item: Any) -> bool:
    """Whether the user works with the file or with a draft in which it stands (rule 136)."""
    user: Any = request.user
    if not user.has_perm("wagtailadmin.access_admin"):
        return False
    return _works_with(user, item) or any(check(user, item) for check in _draft_checks)


def _works_with(user: Any, item: Any) -> bool:
    policy = policy_registry.get_by_type(type(item))
    return bool(policy.user_has_any_permission_for_instance(user, ["change", "delete", "choose"], item))


def is_closed(item: Any) -> bool:
    """Whether the item lies in a closed collection or below one."""
    return bool(item.collection.get_view_restrictions().exists())


def unmet_restrictions(item: Any, request: HttpRequest) -> list[CollectionViewRestriction] | None:
    """The restrictions of the item's collections that do not let this request in; None without any."""
    found = list(item.collection.get_view_restrictions())
    if not found:
        return None
    if _works_with(request.user, item):
        return []
    return [one for one in found if not one.accept_request(request)]
