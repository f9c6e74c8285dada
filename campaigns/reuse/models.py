"""Register of uses of approved texts, counts of anonymous uses, and web sites of partners."""

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

MAX_COUNT = MaxValueValidator(100_000_000)


def private_storage() -> Storage:
    """Storage of photographs of uses and of taken-down notices; it has no public URL."""
    return FileSystemStorage(location=settings.VAR_DIR / "private", base_url=None)


class How(models.TextChoices):
    """Ways in which a text is used (rule 39)."""

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
        """Uses that are not confirmed as taken down."""
        return self.exclude(state=Reuse.State.TAKEN_DOWN)

    def tasks(self) -> Self:
        """Uses that must be taken down, by due date."""
        return self.filter(state=Reuse.State.TAKE_DOWN_REQUESTED).order_by("due", "pk")

    def overdue(self, today: date) -> Self:
        return self.filter(state=Reuse.State.TAKE_DOWN_REQUESTED, due__lt=today)


class Reuse(models.Model):
    """One use of one approved version by one organisation.

    ``printed`` has the values printed beside the text, which may become outdated: {"hotline": "111",
    "eyebrow": "", "outputs": ["a4.pdf"]}. ``withdrawal`` and ``due`` are set when it must be taken down.
    """

    class State(models.TextChoices):
        IN_USE = "dang-dung", _("Đang dùng")
        TAKE_DOWN_REQUESTED = "yeu-cau-go", _("Yêu cầu gỡ")
        TAKEN_DOWN = "da-go", _("Đã gỡ")

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
        _("số lượng (bản, lượt)"), null=True, blank=True, validators=[MAX_COUNT]
    )
    minutes = models.PositiveIntegerField(_("số phút"), null=True, blank=True, validators=[MAX_COUNT])
    people = models.PositiveIntegerField(_("số người"), null=True, blank=True, validators=[MAX_COUNT])
    link = models.URLField(_("liên kết"), max_length=300, blank=True)
    evidence = models.ImageField(
        _("ảnh nơi dùng (nếu có)"),
        upload_to="dang-dung/%Y/%m",
        storage=private_storage,
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
        storage=private_storage,
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
        return self.state == self.State.TAKE_DOWN_REQUESTED and self.due is not None and self.due < today


class Usage(models.Model):
    """The number of anonymous uses of an output on a day; nothing about the readers is stored."""

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
    """A partner's web site: its embeds are registered as uses of the partner, others are only counted."""

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
    """The origin of a URL, normalised ("https://a.vn"); "" when it is no http or https URL."""
    try:
        parts = urlsplit(str(url))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname}" + (f":{port}" if port and port != usual else "")
