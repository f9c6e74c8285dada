"""Forms of staff accounts and their groups.

Users cannot change their own roles or grant more than they have, no account both administers and
approves (rule 107), and nobody types a password for somebody else (rule 108).
"""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.auth import PasswordChangeForm as WagtailPasswordChangeForm
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtail.users.forms import GroupForm, UserCreationForm, UserEditForm
from wagtail.users.views.bulk_actions.assign_role import RoleForm

from cms.accounts import separation, throttling
from cms.accounts.models import Organisation, Role
from cms.stale_forms.forms import VersionedForm
from cms.vocabulary.models import Region

EXTRA_FIELDS = {"organisation", "region", "post"}
# Thousands of regions and organisations are chosen in a chooser with search.
EXTRA_WIDGETS = {"region": AdminSnippetChooser(Region), "organisation": AdminSnippetChooser(Organisation)}


class SignInForm(LoginForm):
    """Says why a sign-in was refused unchecked; a wrong one gets the same words for every name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail's own field has no label, so that Django makes one of the field's name.
        self.fields["password"].label = _("Mật khẩu")
        for field in self.fields.values():
            # It says again what stands above it, and is cut on a phone.
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except ValidationError:
            refusal = throttling.refusal(self.request)
            if refusal:
                raise ValidationError(refusal, code="refused") from None
            raise


class PasswordChangeForm(WagtailPasswordChangeForm):
    """Limits guesses of the old password, by which a borrowed session would become an account."""

    def clean_old_password(self) -> str:
        if throttling.has_guessed_too_often(self.user):
            raise ValidationError(
                _("Đã thử sai nhiều lần. Mời đăng xuất rồi bấm “Quên mật khẩu?”, hoặc thử lại sau một giờ.")
            )
        try:
            return str(super().clean_old_password())
        except ValidationError:
            throttling.count_guess(self.user)
            raise


def grantable_groups(editor: Any) -> QuerySet[Group]:
    """The groups that this user may put others into: roles, and groups that can do no more than the user."""
    groups = Group.objects.order_by("name")
    if editor.is_superuser:
        return groups
    permissions = editor.get_all_permissions()
    beyond = [
        group.pk
        for group in groups.filter(role_group=None).prefetch_related("permissions__content_type")
        if {f"{one.content_type.app_label}.{one.codename}" for one in group.permissions.all()} - permissions
    ]
    return groups.exclude(pk__in=beyond)


class StaffFormMixin:
    """Common part of the forms for new and existing accounts; ``editor`` is the user who fills them in."""

    # Wagtail leaves out both fields: passwords are set by their owner (rule 108).
    password_enabled = False

    def set_up(self: Any, editor: Any) -> None:
        if not editor.is_superuser and "is_superuser" in self.fields:
            self.fields["is_superuser"].disabled = True
        present = Q(user=self.instance) if self.instance.pk else Q()
        grantable = Q(pk__in=grantable_groups(editor))
        # What the account already has stays in the list, whoever gave it.
        self.fields["groups"].queryset = Group.objects.filter(grantable | present).order_by("name").distinct()
        self.grantable = set(grantable_groups(editor).values_list("pk", flat=True))

    def clean(self: Any) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        chosen = {group.pk for group in data.get("groups") or ()}
        present = set(self.instance.groups.values_list("pk", flat=True)) if self.instance.pk else set()
        if (chosen ^ present) - self.grantable:
            self.add_error("groups", _("Anh chị không được cấp hay bỏ một nhóm có nhiều quyền hơn mình."))
        # Wagtail takes the field away from those who edit themselves.
        is_superuser = data.get("is_superuser", self.instance.is_superuser)
        if separation.in_conflict(chosen, is_superuser):
            self.add_error("groups", separation.CONFLICT)
        return data


class StaffCreationForm(StaffFormMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | EXTRA_FIELDS
        widgets = UserCreationForm.Meta.widgets | EXTRA_WIDGETS

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_up(editor)

    def save(self, commit: bool = True) -> Any:
        self.instance.set_unusable_password()
        return super().save(commit)


class StaffEditForm(StaffFormMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | EXTRA_FIELDS
        widgets = UserEditForm.Meta.widgets | EXTRA_WIDGETS

    def __init__(self, *args: Any, editor: Any, **kwargs: Any) -> None:
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        self.set_up(editor)
        if editing_self and "groups" in self.fields:
            self.fields["groups"].disabled = True
            self.fields["groups"].help_text = _("Không ai tự đổi vai trò của mình.")


class StaffGroupForm(VersionedForm, GroupForm):
    def related_values(self, record: Any) -> dict[str, Any]:
        """The permissions of the group on pages and files, which stand in forms beside this one."""
        relations = (record.page_permissions, record.collection_permissions)
        return {relation.model.__name__: list(relation.values_list()) for relation in relations}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        link = getattr(self.instance, "role_group", None) if self.instance.pk else None
        chosen = [permission.pk for permission in data.get("permissions") or ()]
        manages = separation.administering_permissions().filter(pk__in=chosen).exists()
        if manages and link and link.role == Role.APPROVER:
            self.add_error(None, _("Nhóm người duyệt không được quản trị người dùng và nhóm."))
        elif manages and self.instance.pk and separation.approvers_in(self.instance).exists():
            self.add_error(None, _("Nhóm này có người duyệt, nên không được quản trị người dùng."))
        return data


class AssignRoleForm(RoleForm):
    """The group to put several users into; refuses what the form of one user refuses."""

    def __init__(self, *args: Any, editor: Any, users: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = users
        self.fields["role"].queryset = grantable_groups(editor)
        self.fields["role"].label = _("Nhóm")

    def clean_role(self) -> Group:
        group: Group = self.cleaned_data["role"]
        for user in self.users:
            groups = {*user.groups.values_list("pk", flat=True), group.pk}
            if separation.in_conflict(groups, user.is_superuser):
                raise ValidationError([f"{user.get_full_name() or user.username}:", separation.CONFLICT])
        return group
