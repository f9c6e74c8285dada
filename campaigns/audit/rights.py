"""Receivers that log who may do what, and tell approvers of each change of who may approve (rule 110)."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry

from campaigns.approvals import roles
from campaigns.audit.log import record
from campaigns.audit.models import SecurityEvent
from cms.accounts.models import Role, RoleGroup
from cms.accounts.signals import password_link_issued
from cms.mail import notify

Kind = SecurityEvent.Kind


def _names(user: Any) -> dict[str, str]:
    return {"name": user.get_full_name() or user.username, "username": user.username}


def approving_groups(user: Any) -> list[RoleGroup]:
    """The groups of approvers that the user is in."""
    groups = RoleGroup.objects.filter(role=Role.APPROVER, group__user=user)
    return list(groups.select_related("page", "group"))


def tell_approvers(links: Iterable[RoleGroup], user: Any, event: SecurityEvent) -> None:
    """Write to the approvers of these groups' departments, and to the user, what has changed."""
    for link in links:
        approvers = list(roles.users_with_role(link.page, Role.APPROVER).order_by("username"))
        context = {"event": event, "department": link.page.title, "approvers": approvers}
        context |= {"user": user, "actor": get_active_log_context().user}
        recipients = [*approvers, *([user] if user.email else [])]
        notify(recipients, _("Chung Tay: thay đổi về người duyệt"), "audit/approvers_email.txt", context)


def _groups_changed(
    action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    if action not in ("post_add", "post_remove", "pre_clear"):
        return
    if action == "pre_clear":
        related = instance.user_set if reverse else instance.groups
        pk_set = set(related.values_list("pk", flat=True))
    keys = pk_set or set()
    if reverse:
        pairs = [(user, instance) for user in get_user_model().objects.filter(pk__in=keys)]
    else:
        pairs = [(instance, group) for group in Group.objects.filter(pk__in=keys)]
    for user, group in pairs:
        template = (
            _("Đưa %(name)s (%(username)s) vào nhóm “%(group)s”.")
            if action == "post_add"
            else _("Đưa %(name)s (%(username)s) ra khỏi nhóm “%(group)s”.")
        )
        event = record(Kind.RIGHTS, template % (_names(user) | {"group": group.name}), user)
        links = RoleGroup.objects.filter(role=Role.APPROVER, group=group).select_related("page")
        tell_approvers(links, user, event)


def _account_changed(instance: Any, raw: bool, update_fields: Any = None, **kwargs: Any) -> None:
    watched = {"is_active", "is_superuser", "email", "username"}
    if raw or (update_fields is not None and not watched & set(update_fields)):
        return
    old = get_user_model().objects.filter(pk=instance.pk).first() if instance.pk else None
    if old is None:
        return
    changes = []
    if old.is_active != instance.is_active:
        changes.append(_("hoạt động trở lại") if instance.is_active else _("ngừng hoạt động"))
    if old.is_superuser != instance.is_superuser:
        changes.append(
            _("được mọi quyền quản trị") if instance.is_superuser else _("thôi có mọi quyền quản trị")
        )
    if old.email != instance.email:
        changes.append(
            _("đổi thư từ %(old)s thành %(new)s")
            % {"old": old.email or _("(không có)"), "new": instance.email or _("(không có)")}
        )
    if old.username != instance.username:
        changes.append(_("đổi tên đăng nhập thành %(new)s") % {"new": instance.username})
    if changes:
        text = _("Tài khoản %(name)s (%(username)s): %(changes)s.")
        event = record(Kind.ACCOUNT, text % (_names(old) | {"changes": "; ".join(changes)}), old)
        # To the address of before: whoever changed it hears of it anyway.
        tell_approvers(approving_groups(old), old, event)


def _account_made(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if created and not raw:
        text = _("Lập tài khoản %(name)s (%(username)s).") % _names(instance)
        if instance.is_superuser:
            text += " " + _("Tài khoản này có mọi quyền quản trị.")
        record(Kind.ACCOUNT, text, instance)


def _account_deleted(instance: Any, **kwargs: Any) -> None:
    event = record(Kind.ACCOUNT, _("Xóa tài khoản %(name)s (%(username)s).") % _names(instance), instance)
    tell_approvers(approving_groups(instance), instance, event)


def _sheet_printed(user: Any, printed: bool, **kwargs: Any) -> None:
    """Approvers hear of a sheet with which somebody else could become one of them."""
    if printed:
        event = SecurityEvent.objects.filter(account=user.username)[0]
        tell_approvers(approving_groups(user), user, event)


def _group_permissions(action: str, instance: Any, reverse: bool, pk_set: Any, **kwargs: Any) -> None:
    if reverse or action not in ("post_add", "post_remove") or not pk_set:
        return
    names = sorted(Permission.objects.filter(pk__in=pk_set).values_list("codename", flat=True))
    text = (
        _("Thêm quyền cho nhóm “%(group)s”: %(names)s.")
        if action == "post_add"
        else _("Bỏ quyền của nhóm “%(group)s”: %(names)s.")
    )
    record(Kind.RIGHTS, text % {"group": instance.name, "names": ", ".join(names)})


def _group_logged(instance: ModelLogEntry, created: bool, **kwargs: Any) -> None:
    """Take over what Wagtail logs of groups; their permissions on pages are saved without signals."""
    if created and instance.content_type.model_class() is Group:
        words = {
            "wagtail.create": _("Lập nhóm “%(group)s”."),
            "wagtail.delete": _("Xóa nhóm “%(group)s”."),
        }
        text = words.get(instance.action, _("Sửa nhóm “%(group)s” và quyền của nhóm trên trang, tệp."))
        record(Kind.RIGHTS, text % {"group": instance.label}, actor=instance.user)


def _group_deleted(instance: Group, **kwargs: Any) -> None:
    for link in RoleGroup.objects.filter(role=Role.APPROVER, group=instance).select_related("page"):
        for user in instance.user_set.all():
            text = _("Nhóm “%(group)s” bị xóa; %(name)s (%(username)s) thôi là người duyệt.")
            event = record(Kind.RIGHTS, text % (_names(user) | {"group": instance.name}), user)
            tell_approvers([link], user, event)


def connect() -> None:
    user = get_user_model()
    m2m_changed.connect(_groups_changed, sender=user.groups.through, dispatch_uid="audit.groups")
    m2m_changed.connect(
        _group_permissions, sender=Group.permissions.through, dispatch_uid="audit.permissions"
    )
    pre_save.connect(_account_changed, sender=user, dispatch_uid="audit.account_changed")
    post_save.connect(_account_made, sender=user, dispatch_uid="audit.account_made")
    pre_delete.connect(_account_deleted, sender=user, dispatch_uid="audit.account_deleted")
    pre_delete.connect(_group_deleted, sender=Group, dispatch_uid="audit.group_deleted")
    post_save.connect(_group_logged, sender=ModelLogEntry, dispatch_uid="audit.group_logged")
    password_link_issued.connect(_sheet_printed, dispatch_uid="audit.sheet")
