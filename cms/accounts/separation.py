"""Separation of duties: no account both administers accounts and approves texts (rule 107)."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.signals import m2m_changed, pre_save
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import Role, RoleGroup

# Whoever holds one of these decides who may do what.
ADMINISTERING = Q(
    content_type__app_label="accounts", codename__in=("add_user", "change_user", "delete_user")
) | Q(content_type__app_label="auth", codename__in=("add_group", "change_group", "delete_group"))
CONFLICT = _(
    "Một tài khoản không vừa quản trị người dùng vừa duyệt nội dung. Mời chọn một trong hai, "
    "hoặc lập hai tài khoản cho hai người."
)


def administering_permissions() -> QuerySet[Permission]:
    """The permissions to manage accounts or groups."""
    return Permission.objects.filter(ADMINISTERING)


def administering_groups() -> QuerySet[Group]:
    """The groups whose members manage accounts or groups."""
    return Group.objects.filter(
        Q(role_group__role=Role.ADMINISTRATOR) | Q(permissions__in=administering_permissions())
    ).distinct()


def approvers_in(group: Group) -> QuerySet[Any]:
    """The members of the group who are in a group of approvers, too."""
    users = get_user_model().objects.filter(groups=group)
    return users.filter(pk__in=RoleGroup.objects.filter(role=Role.APPROVER).values("group__user"))


def administrators() -> QuerySet[Any]:
    """The users who manage accounts or groups: superusers, too."""
    return get_user_model().objects.filter(
        Q(is_superuser=True)
        | Q(groups__in=administering_groups())
        | Q(user_permissions__in=administering_permissions())
    )


def administers(user: Any) -> bool:
    """Whether the user is one of the ``administrators``."""
    return bool(user.is_superuser) or administrators().filter(pk=user.pk).exists()


def in_conflict(groups: Iterable[int], is_superuser: bool = False) -> bool:
    """Whether an account with these groups (keys) would both administer and approve."""
    keys = list(groups)
    if not RoleGroup.objects.filter(role=Role.APPROVER, group__in=keys).exists():
        return False
    return is_superuser or administering_groups().filter(pk__in=keys).exists()


def _refuse_groups(action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    if action != "pre_add" or not pk_set:
        return
    users = get_user_model().objects.filter(pk__in=pk_set) if reverse else [instance]
    added = {instance.pk} if reverse else pk_set
    for user in users:
        if in_conflict({*user.groups.values_list("pk", flat=True), *added}, user.is_superuser):
            raise ValidationError(CONFLICT)


def _refuse_superuser(instance: Any, raw: bool, **kwargs: Any) -> None:
    if raw or not instance.is_superuser or not instance.pk:
        return
    turned_on = type(instance).objects.filter(pk=instance.pk, is_superuser=False).exists()
    if turned_on and in_conflict(instance.groups.values_list("pk", flat=True), True):
        raise ValidationError(CONFLICT)


def connect() -> None:
    """Refuse the conflict on every way by which an account gets groups or becomes a superuser."""
    user = get_user_model()
    m2m_changed.connect(_refuse_groups, sender=user.groups.through, dispatch_uid="accounts.separation.groups")
    pre_save.connect(_refuse_superuser, sender=user, dispatch_uid="accounts.separation.superuser")
