"""Anything that begins and ends: a campaign, its peak period, an alert."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from campaigns.forms import AlertForm


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to ``end``, both included; None is open on that side. Dates or moments, not mixed."""

    start: date | None
    end: date | None

    def contains(self, moment: date) -> bool:
        return (self.start is None or self.start <= moment) and (self.end is None or moment <= self.end)

    def check(self, end_field: str) -> None:
        """Raise ``ValidationError`` at the field of the end when it lies before the start."""
        if self.start and self.end and self.end < self.start:
            raise ValidationError({end_field: _("Ngày kết thúc phải sau ngày bắt đầu.")})


def current(moment: date, start: str, end: str) -> Q:
    """The condition that a row's window (fields ``start``, ``end``) holds the moment."""
    opened = Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": moment})
    return opened & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": moment}))


class AlertQuerySet(models.QuerySet["Alert"]):
    def current(self, now: datetime) -> Self:
        return self.filter(current(now, "starts_at", "ends_at")).order_by("-starts_at")

    def heard_at(self, paths: Iterable[str]) -> Self:
        """The site's, and those of a department that stands at one of these tree paths."""
        return self.filter(Q(department__isnull=True) | Q(department__path__in=paths))


class Alert(index.Indexed, models.Model):
    """The line above every page of a department, or of the site: taken down by itself at its end."""

    text = models.CharField(_("nội dung"), max_length=140, help_text=_("Một câu ngắn, nói rõ phải làm gì."))
    page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trang nói rõ hơn"),
    )
    # Deleted with it: without a department the line would stand above every page.
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

    def clean(self) -> None:
        super().clean()
        Window(self.starts_at, self.ends_at).check("ends_at")
