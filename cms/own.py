"""Admin views of records that belong to one department."""

from typing import Any

from django.core.exceptions import PermissionDenied
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
