"""Wagtail's actions on several users, under the rules of the form for one user."""

from typing import Any

from wagtail.users.views.bulk_actions import AssignRoleBulkAction, SetActiveStateBulkAction

from cms.accounts.forms import AssignRoleForm


class _StaffAction:
    def check_perm(self: Any, obj: Any) -> bool:
        # Who is no superuser does not touch one.
        permitted: bool = super().check_perm(obj)  # type: ignore[misc]
        return permitted and (self.request.user.is_superuser or not obj.is_superuser)


class AssignStaffRole(_StaffAction, AssignRoleBulkAction):
    form_class = AssignRoleForm

    def check_perm(self, obj: Any) -> bool:
        # Nobody changes their own roles.
        return super().check_perm(obj) and obj.pk != self.request.user.pk

    def get_form_kwargs(self) -> dict[str, Any]:
        users, _others = self.get_actionable_objects()
        return super().get_form_kwargs() | {"editor": self.request.user, "users": users}


class SetStaffActiveState(_StaffAction, SetActiveStateBulkAction):
    @classmethod
    def execute_action(
        cls, objects: list[Any], mark_as_active: bool = False, **kwargs: Any
    ) -> tuple[int, int]:
        """Save each account by itself: others hear of it by the signal of the save."""
        for user in objects:
            user.is_active = mark_as_active
            user.save(update_fields=["is_active"])
        return len(objects), 0
