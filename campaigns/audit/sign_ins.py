"""Receivers that log sign-ins, failures, locks and passwords."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.audit.log import record
from campaigns.audit.models import SecurityEvent
from cms.accounts.signals import password_link_issued, password_set_by_link

Kind = SecurityEvent.Kind


def _signed_in(request: Any, user: Any, **kwargs: Any) -> None:
    record(Kind.SIGN_IN, _("Đăng nhập."), user, request, actor=user)


def _signed_out(request: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record(Kind.SIGN_OUT, _("Đăng xuất."), user, request, actor=user)


def _failed(credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """Log a wrong password; tries that were refused unchecked are in the entry of the lock."""
    if request is None or _was_refused(request):
        return
    user = get_user_model().objects.filter(username=credentials.get("username")).first()
    # A name that nobody has is not kept: people type their passwords there.
    text = _("Sai mật khẩu.") if user else _("Không có tài khoản mang tên đã gõ.")
    record(Kind.FAILURE, text, user, request)


def _was_refused(request: Any) -> bool:
    locked = getattr(request, "axes_locked_out", False)
    return bool(locked) and getattr(request, "axes_failures_since_start", None) is None


def _locked(request: Any, username: str, **kwargs: Any) -> None:
    until = getattr(request, "sign_in_until", None)
    if _was_refused(request) or until is None:
        return
    user = get_user_model().objects.filter(username=username).first()
    at = timezone.localtime(until).strftime("%H:%M, %d/%m/%Y")
    record(Kind.LOCK, _("Tạm dừng đăng nhập từ địa chỉ này đến %(at)s.") % {"at": at}, user, request)


def _link_issued(user: Any, by: Any, printed: bool, **kwargs: Any) -> None:
    if by is None:
        text = _("Gửi đường dẫn đặt lại mật khẩu tới thư của tài khoản, theo đề nghị ở trang đăng nhập.")
    elif printed:
        text = _("In phiếu có đường dẫn đặt mật khẩu.")
    else:
        text = _("Gửi đường dẫn đặt mật khẩu tới thư của tài khoản.")
    record(Kind.PASSWORD, text, user, actor=by)


def _set_by_link(user: Any, request: Any, **kwargs: Any) -> None:
    record(Kind.PASSWORD, _("Mở đường dẫn và đặt mật khẩu mới."), user, request)


def _changed(instance: Any, raw: bool, **kwargs: Any) -> None:
    """Log a new password; ``_password`` is None when Django only renews the hash at a sign-in."""
    if not raw and instance.pk and getattr(instance, "_password", None) is not None:
        record(Kind.PASSWORD, _("Mật khẩu đã đổi."), instance)


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="audit.failed")
    user_locked_out.connect(_locked, dispatch_uid="audit.locked")
    password_link_issued.connect(_link_issued, dispatch_uid="audit.link_issued")
    password_set_by_link.connect(_set_by_link, dispatch_uid="audit.set_by_link")
    pre_save.connect(_changed, sender=get_user_model(), dispatch_uid="audit.password")
