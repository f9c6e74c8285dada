"""Where approved texts went: one row a use, so that each can be called back."""

import re
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, Storage
from django.core.validators import FileExtensionValidator, MaxValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from campaigns.approvals import codes
from campaigns.approvals.records import ApprovalRecord, Withdrawal

LARGEST = MaxValueValidator(100_000_000)


def kept_private() -> Storage:
    """Photographs of notices put up or taken down: for staff, never under a public address."""
    return FileSystemStorage(location=settings.VAR_DIR / "private", base_url=None)


class How(models.TextChoices):
    """The ways a text is taken to people (rule 39)."""

    DOWNLOAD = "tai-ve", _("Tải về")
    PRINT = "in", _("In, treo")
    BROADCAST = "phat-thanh", _("Phát thanh")
    TALK = "noi-chuyen", _("Nói chuyện trực tiếp")
    SMS = "tin-nhan", _("Tin nhắn")
    POST = "mang-xa-hoi", _("Mạng xã hội")
    EMBED = "nhung", _("Nhúng vào trang khác")
    PUSH = "day-cong", _("Đăng trên cổng, trang")


class ReuseQuerySet(models.QuerySet["Reuse"]):
    def open(self) -> Self:
        """In use, or asked to be taken down and not yet confirmed."""
        return self.exclude(state=Reuse.State.GONE)

    def tasks(self) -> Self:
        return self.filter(state=Reuse.State.ASKED).order_by("due", "pk")

    def overdue(self, today: date) -> Self:
        return self.filter(state=Reuse.State.ASKED, due__lt=today)


class Reuse(models.Model):
    """One use of one approved version by one organisation.

    ``printed`` is what stood on it that may grow old: {"hotline": "111", "output": "a4"}.
    """

    class State(models.TextChoices):
        IN_USE = "dang-dung", _("Đang dùng")
        ASKED = "yeu-cau-go", _("Yêu cầu gỡ")
        GONE = "da-go", _("Đã gỡ")

    approval = models.ForeignKey(ApprovalRecord, models.PROTECT, related_name="reuses")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="reuses", verbose_name=_("đơn vị")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    how = models.CharField(_("cách dùng"), max_length=12, choices=How.choices)
    where = models.CharField(
        _("ở đâu"), max_length=200, blank=True, help_text=_("Ví dụ: Nhà văn hóa thôn Bản Giốc.")
    )
    day = models.DateField(_("ngày"), default=timezone.localdate)
    quantity = models.PositiveIntegerField(
        _("số lượng (bản, lượt)"), null=True, blank=True, validators=[LARGEST]
    )
    minutes = models.PositiveIntegerField(_("số phút"), null=True, blank=True, validators=[LARGEST])
    people = models.PositiveIntegerField(_("số người"), null=True, blank=True, validators=[LARGEST])
    link = models.URLField(_("liên kết"), max_length=300, blank=True)
    evidence = models.ImageField(
        _("ảnh nơi dùng (nếu có)"),
        upload_to="dang-dung/%Y/%m",
        storage=kept_private,
        blank=True,
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )
    printed = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=State.choices, default=State.IN_USE, editable=False
    )
    withdrawal = models.ForeignKey(
        Withdrawal, models.PROTECT, null=True, blank=True, related_name="tasks", editable=False
    )
    due = models.DateField(_("hạn gỡ"), null=True, blank=True, editable=False)
    note = models.CharField(_("ghi chú khi gỡ"), max_length=300, blank=True)
    photo = models.ImageField(
        _("ảnh sau khi gỡ"),
        upload_to="da-go/%Y/%m",
        storage=kept_private,
        blank=True,
        validators=[FileExtensionValidator(["jpg", "jpeg", "png", "webp"])],
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReuseQuerySet.as_manager()

    class Meta:
        verbose_name = _("lượt sử dụng")
        verbose_name_plural = _("lượt sử dụng")
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["organisation", "state", "due"])]

    def __str__(self) -> str:
        return f"{self.get_how_display()} – {self.approval.title}"

    def is_overdue(self, today: date) -> bool:
        return self.state == self.State.ASKED and self.due is not None and self.due < today


class Usage(models.Model):
    """How often an output was taken on a day by whoever: a number, nothing about anybody."""

    approval = models.ForeignKey(ApprovalRecord, models.PROTECT, related_name="usages")
    day = models.DateField(_("ngày"))
    how = models.CharField(_("cách dùng"), max_length=12, choices=How.choices)
    what = models.CharField(_("dạng"), max_length=40)
    count = models.PositiveIntegerField(_("số lượt"), default=0)

    class Meta:
        verbose_name = _("lượt lấy về")
        verbose_name_plural = _("lượt lấy về")
        ordering = ["-day", "what"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "day", "how", "what"], name="one_usage_a_day")
        ]

    def __str__(self) -> str:
        return f"{codes.shown(self.approval.code)} {self.what} {self.day}: {self.count}"


class PartnerOrigin(models.Model):
    """A web site whose embeds enter the register, so that its owner is asked to take them down."""

    origin = models.CharField(
        _("địa chỉ gốc"),
        max_length=200,
        unique=True,
        help_text=_("Ví dụ: https://caobang.example.vn – không có đường dẫn phía sau."),
        validators=[RegexValidator(re.compile(r"^https?://[^/\s]+/?$"), _("Ghi dạng https://ten-mien."))],
    )
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, verbose_name=_("đơn vị"))
    contact = models.EmailField(
        _("thư điện tử liên hệ"),
        blank=True,
        help_text=_("Thư báo thu hồi cũng gửi đến đây, khi đơn vị không có tài khoản."),
    )
    is_active = models.BooleanField(_("đang dùng"), default=True)

    panels = [
        FieldPanel("origin"),
        FieldRowPanel([FieldPanel("organisation"), FieldPanel("contact")]),
        FieldPanel("is_active"),
    ]

    class Meta:
        verbose_name = _("trang đối tác")
        verbose_name_plural = _("trang đối tác")
        ordering = ["origin"]

    def __str__(self) -> str:
        return self.origin

    def clean(self) -> None:
        super().clean()
        self.origin = origin_of(self.origin)
        if not self.origin:
            raise ValidationError({"origin": _("Ghi dạng https://ten-mien.")})


def origin_of(url: Any) -> str:
    """The origin of an address in one spelling ("https://a.vn"), "" when it is none."""
    try:
        parts = urlsplit(str(url))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port and port != usual else "")
