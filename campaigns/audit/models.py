"""The security log: who signed in, who failed, who may do what since when, who took data out."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.approvals.sealed import Sealed


class SecurityEvent(Sealed):
    """One event in words, as they were on that day; it refers to accounts by their names, not by rows."""

    class Kind(models.TextChoices):
        SIGN_IN = "dang-nhap", _("Đăng nhập")
        SIGN_OUT = "dang-xuat", _("Đăng xuất")
        FAILURE = "sai", _("Đăng nhập sai")
        LOCK = "tam-khoa", _("Tạm khóa đăng nhập")
        PASSWORD = "mat-khau", _("Mật khẩu")
        ACCOUNT = "tai-khoan", _("Tài khoản")
        RIGHTS = "quyen", _("Vai trò và quyền")
        EXPORT = "xuat", _("Tải dữ liệu ra")

    kind = models.CharField(_("loại việc"), max_length=20, choices=Kind.choices, db_index=True)
    text = models.TextField(_("việc"))
    account = models.CharField(_("tài khoản"), max_length=150, blank=True, db_index=True)
    actor = models.CharField(_("người làm"), max_length=150, blank=True)
    address = models.CharField(_("địa chỉ mạng"), max_length=45, blank=True)
    at = models.DateTimeField(_("lúc"), default=timezone.now)

    SEALED = ("kind", "text", "account", "actor", "address", "at")

    class Meta:
        verbose_name = _("việc trong nhật ký an ninh")
        verbose_name_plural = _("nhật ký an ninh")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.text}"

    @property
    def local_time(self) -> str:
        """The moment with its zone, for spreadsheets."""
        return timezone.localtime(self.at).isoformat(timespec="seconds")


def account_name(user: Any) -> str:
    """The name by which the log knows an account; "" for none."""
    return user.get_username() if isinstance(user, get_user_model()) else ""
