"""Alerts: the line above every page of a department, or of the site."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from campaigns.forms import AlertForm
from cms.surroundings import WatchedQuerySet
from cms.windows import Window, current


class AlertQuerySet(WatchedQuerySet):
    def current(self, now: datetime) -> Self:
        return self.filter(current(now, "starts_at", "ends_at")).order_by("-starts_at")

    def not_over(self, now: datetime) -> Self:
        """Alerts that are shown or will be, the newest first."""
        return self.filter(ends_at__gte=now).order_by("-starts_at")


class Alert(index.Indexed, models.Model):
    """A line above every page of a department, or of the site, shown from ``starts_at`` to ``ends_at``."""

    text = models.CharField(_("nội dung"), max_length=140, help_text=_("Một câu ngắn, nói rõ phải làm gì."))
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trang nói rõ hơn"),
    )
    # CASCADE: with SET_NULL the alert would appear above every page of the site.
    department = models.ForeignKey(
        "campaigns.DepartmentPage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hiện ở các trang của đơn vị"),
    )
    starts_at = models.DateTimeField(_("hiện từ"), default=timezone.now)
    ends_at = models.DateTimeField(_("đến"))

    objects = AlertQuerySet.as_manager()

    base_form_class = AlertForm

    search_fields = [index.AutocompleteField("text")]

    panels = [
        FieldPanel("text"),
        FieldPanel("page"),
        FieldPanel("department"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
    ]

    class Meta:
        verbose_name = _("thông báo khẩn")
        verbose_name_plural = _("thông báo khẩn")
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return self.text

    @property
    def window(self) -> Window:
        return Window(self.starts_at, self.ends_at)

    def clean(self) -> None:
        super().clean()
        Window(self.starts_at, self.ends_at).check("ends_at")
        if self._state.adding and self.ends_at and self.ends_at <= timezone.now():
            raise ValidationError({"ends_at": _("Thời điểm này đã qua, thông báo sẽ không hiện lúc nào.")})
