"""Admin views of records that belong to one department."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from wagtail.permissions import policy_registry


class OwnMixin:
    """Wagtail's views ask only about the model; what belongs to another department is refused."""

    needed = "change"

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        policy = policy_registry.get_by_type(type(found))
        user = self.request.user  # type: ignore[attr-defined]
        if not policy.user_has_permission_for_instance(user, self.needed, found):
            raise PermissionDenied
        return found


def own(view: type[Any], needed: str = "change") -> type[Any]:
    """The view, for those who may do what is ``needed`` with this very record."""
    return type(f"Own{view.__name__}", (OwnMixin, view), {"needed": needed})


class RecordPermissionViewSetMixin:
    """A viewset whose views of one record ask the permission policy about that record.

    Works for ``ModelViewSet`` and ``SnippetViewSet``: the views of the viewset are kept and extended.
    """

    @cached_property
    def edit_view_class(self) -> type[Any]:
        return own(super().edit_view_class)  # type: ignore[misc]

    @cached_property
    def delete_view_class(self) -> type[Any]:
        return own(super().delete_view_class, "delete")  # type: ignore[misc]

    @cached_property
    def history_view_class(self) -> type[Any]:
        return own(super().history_view_class)  # type: ignore[misc]

    @cached_property
    def usage_view_class(self) -> type[Any]:
        return own(super().usage_view_class)  # type: ignore[misc]
