"""Results of the nightly integrity checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntegrityCheck(models.Model):
    """One day's check: ``problems`` is [[record, message]]; ``checked_at`` is None while it runs."""

    day = models.DateField(_("ngày"), unique=True)
    checked_at = models.DateTimeField(_("kiểm tra xong lúc"), null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("lần kiểm tra hồ sơ")
        verbose_name_plural = _("lần kiểm tra hồ sơ")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}"
