"""Permission checks on single records in admin views of snippets."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
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


class PermittedChoices:
    """Limits the views of a chooser to records that the user may change or delete."""

    def _permitted(self) -> Any:
        view: Any = self
        policy = policy_registry.get_by_type(view.model_class)
        return policy.instances_user_has_any_permission_for(view.request.user, ["change", "delete"])

    def get_object_list(self) -> Any:
        return self._permitted()

    def get_object(self, pk: Any) -> Any:
        if not str(pk).isdecimal():
            raise Http404
        return self._permitted().get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        return self._permitted().filter(pk__in=pks)


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
    def chooser_viewset_class(self) -> type[Any]:
        """A chooser that offers permitted records only."""
        above = super().chooser_viewset_class  # type: ignore[misc]
        names = ("choose_view", "choose_results_view", "chosen_view", "chosen_multiple_view")
        views = {f"{name}_class": getattr(above, f"{name}_class") for name in names}
        limited = {key: type(view.__name__, (PermittedChoices, view), {}) for key, view in views.items()}
        return type(above.__name__, (above,), limited)

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
