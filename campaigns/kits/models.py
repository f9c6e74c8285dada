"""Banner sizes that editors add, and orders of bundles."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.posters.formats import banner


class BannerSize(models.Model):
    """A banner size in metres that every kit offers."""

    width = models.DecimalField(
        _("rộng (m)"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    height = models.DecimalField(
        _("cao (m)"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.4")), MaxValueValidator(10)],
    )

    class Meta:
        verbose_name = _("cỡ băng rôn")
        verbose_name_plural = _("cỡ băng rôn")
        ordering = ["width", "height"]
        constraints = [
            models.UniqueConstraint(
                fields=["width", "height"],
                name="one_banner_size",
                violation_error_message=_("Đã có cỡ này."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.width.normalize():f} × {self.height.normalize():f} m"

    def clean(self) -> None:
        """Refuse sizes that cannot be drawn, because kits leave them out silently."""
        super().clean()
        if self.width and self.height:
            try:
                banner(float(self.width), float(self.height))
            except ValueError as error:
                raise ValidationError(str(error)) from error


class KitOrder(models.Model):
    """An order of one ZIP; equal orders share a row.

    ``items`` is a list of approval codes, ``outputs`` the names of the outputs (none: all), ``key`` the
    hash of everything that determines the bytes.
    """

    class State(models.TextChoices):
        WAITING = "cho", _("Đang chờ")
        RUNNING = "dang-lam", _("Đang làm")
        READY = "xong", _("Đã xong")
        FAILED = "loi", _("Không làm được")

    key = models.CharField(max_length=64, unique=True, editable=False)
    items = models.JSONField(default=list)
    outputs = models.JSONField(default=list)
    design = models.CharField(max_length=20)
    unit = models.CharField(_("tên đơn vị"), max_length=120, blank=True)
    logo = models.BinaryField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("đơn lấy tài liệu")
        verbose_name_plural = _("đơn lấy tài liệu")
        ordering = ["-requested_at"]

    def __str__(self) -> str:
        return f"{', '.join(self.items)} ({self.get_state_display()})"

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    @property
    def file_name(self) -> Any:
        return f"{self.key}.zip"
