"""What the worker did once, so that it is not done twice: checks of the records, letters sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audit(models.Model):
    """One check a day, repeated when asked for: [[record, what is wrong]]; ``checked_at`` None: under way."""

    day = models.DateField(_("ngày"), unique=True)
    checked_at = models.DateTimeField(_("kiểm tra xong lúc"), null=True, blank=True)
    problems = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("lần kiểm tra hồ sơ")
        verbose_name_plural = _("lần kiểm tra hồ sơ")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}"


class Reminded(models.Model):
    """A letter that went out: ``what`` names its subject, ``day`` the day that it was about."""

    what = models.CharField(max_length=60)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "day"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.day}"
