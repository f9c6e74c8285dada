"""Permission checks on single records in admin views of snippets."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from wagtail.permissions import policy_registry


class PermittedRecordMixin:
    """Checks the permission on the record itself; Wagtail's snippet views check the model only."""

    required_permission = "change"

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        policy = policy_registry.get_by_type(type(found))
        user = self.request.user  # type: ignore[attr-defined]
        if not policy.user_has_permission_for_instance(user, self.required_permission, found):
            raise PermissionDenied
        return found


def limit_to_permitted(view: type[Any], required_permission: str = "change") -> type[Any]:
    """A subclass of the view that refuses users without the permission on the record."""
    return type(
        f"Permitted{view.__name__}",
        (PermittedRecordMixin, view),
        {"required_permission": required_permission},
    )


class RecordPermissionViewSetMixin:
    """A viewset whose views of one record ask the permission policy about that record.

    Works for ``ModelViewSet`` and ``SnippetViewSet``: the views of the viewset are kept and extended.
    """

    @cached_property
    def edit_view_class(self) -> type[Any]:
        return limit_to_permitted(super().edit_view_class)  # type: ignore[misc]

    @cached_property
    def delete_view_class(self) -> type[Any]:
        return limit_to_permitted(super().delete_view_class, "delete")  # type: ignore[misc]

    @cached_property
    def history_view_class(self) -> type[Any]:
        return limit_to_permitted(super().history_view_class)  # type: ignore[misc]

    @cached_property
    def usage_view_class(self) -> type[Any]:
        return limit_to_permitted(super().usage_view_class)  # type: ignore[misc]
