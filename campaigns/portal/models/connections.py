"""Connections to the portals that a department publishes to."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from campaigns.models import ContentPage, DepartmentPage, HomePage
from campaigns.models.structure import content_model
from campaigns.portal.http.addresses import parsed_address
from campaigns.portal.http.crypto import decrypt, encrypt
from campaigns.portal.http.errors import ForbiddenAddressError
from campaigns.portal.http.network import is_listed_address, is_listed_host
from cms.outbox import ANSWER_LENGTH, FIRST_WAIT, LONGEST_WAIT

PREFIX = "portal:"


def with_jitter(wait: timedelta) -> timedelta:
    """Return between half of the wait and all of it, so that retries do not come all at once."""
    return wait / 2 + timedelta(seconds=random.uniform(0, wait.total_seconds() / 2))  # noqa: S311 - no secret


class PortalConnection(models.Model):
    """A connection to one portal of one organisation: address, credentials, and which content it gets.

    ``mapping`` is {kind: {"category": "Tin tức", "tags": ["pcmbn"]}}; ``automatic`` lists the kinds
    that are sent as soon as they are published. ``encrypted_secret`` holds the password or shared secret.
    """

    class Kind(models.TextChoices):
        WORDPRESS = "wordpress", _("WordPress")
        WEBHOOK = "webhook", _("Webhook có chữ ký")
        SITE = "chung-tay", _("Trang Chung Tay khác")

    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", verbose_name=_("đơn vị có cổng")
    )
    name = models.CharField(_("tên cổng"), max_length=120)
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices)
    address = models.URLField(
        _("địa chỉ"),
        max_length=300,
        help_text=_("Ví dụ: https://sovhttdl.example.gov.vn. Với webhook: địa chỉ nhận tin."),
    )
    username = models.CharField(
        _("tên đăng nhập"), max_length=120, blank=True, help_text=_("Chỉ dùng cho WordPress.")
    )
    encrypted_secret = models.TextField(editable=False, blank=True)
    department = models.ForeignKey(
        "campaigns.DepartmentPage",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portals",
        verbose_name=_("gửi nội dung của"),
        help_text=_("Để trống: nội dung chung của toàn trang."),
    )
    mapping = models.JSONField(default=dict, blank=True, editable=False)
    automatic = models.JSONField(default=list, blank=True, editable=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # The last answer of the portal to any request.
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_well = models.BooleanField(default=True, editable=False)
    answer = models.CharField(max_length=ANSWER_LENGTH, blank=True, editable=False)
    # Requests to a portal that is down are paused; the worker that delivers holds and renews the lease.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    paused_until = models.DateTimeField(null=True, editable=False)
    lease_token = models.CharField(max_length=32, blank=True, editable=False)
    lease_renewed_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    # Set while a check task is queued or running, so that no second one is enqueued.
    check_queued_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        app_label = "portal"
        verbose_name = _("kết nối cổng")
        verbose_name_plural = _("kết nối cổng")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind", "department"],
                name="portal_once_a_department",
                violation_error_message=_("Đơn vị này đã có kết nối tới địa chỉ này."),
            ),
            # The constraint above does not compare rows without a department.
            models.UniqueConstraint(
                fields=["address", "kind"],
                condition=Q(department__isnull=True),
                name="portal_once_for_the_site",
                violation_error_message=_("Toàn trang đã có kết nối tới địa chỉ này."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.address = (
            self.address.strip().rstrip("/") if self.kind != self.Kind.WEBHOOK else self.address.strip()
        )
        if not self.address:
            return
        try:
            parts = parsed_address(self.address)
        except ForbiddenAddressError as error:
            raise ValidationError({"address": str(error)}) from error
        if self.kind == self.Kind.WORDPRESS and not self.username.strip():
            raise ValidationError({"username": _("Ghi tên đăng nhập của tài khoản WordPress.")})
        is_internal = is_listed_host(parts.hostname) or is_listed_address(parts.hostname)
        if self.kind == self.Kind.WORDPRESS and parts.scheme != "https" and not is_internal:
            raise ValidationError(
                {"address": _("Dùng https://: mật khẩu không được đi qua đường truyền không mã hóa.")}
            )

    @property
    def target(self) -> str:
        return f"{PREFIX}{self.pk}"

    @property
    def scope_page(self) -> Page:
        """The page whose editors decide about the connection: its department, else the home page."""
        return self.department or HomePage.objects.get()

    @property
    def supports_checks(self) -> bool:
        """Whether items can be read back from the portal; a webhook receiver does not allow it."""
        return self.kind != self.Kind.WEBHOOK

    @property
    def secret(self) -> str:
        """The password or shared secret; raises ``DecryptionError``."""
        return decrypt(self.encrypted_secret)

    @secret.setter
    def secret(self, value: str) -> None:
        self.encrypted_secret = encrypt(value)

    def taxonomy_for(self, kind: str) -> dict[str, Any]:
        """Return {"category": name, "tags": [names]} of a kind; its label where no category is set."""
        mapped = self.mapping.get(kind, {})
        category = mapped.get("category") or str(content_model(kind).kind_label)
        return {"category": category, "tags": mapped.get("tags", [])}

    def is_paused(self, now: datetime) -> bool:
        """Return whether requests are paused; an end beyond the longest wait is a clock error and ignored."""
        return self.paused_until is not None and now < self.paused_until <= now + LONGEST_WAIT

    def covers(self, page: Any) -> bool:
        """Return whether the page is content of the department that publishes to this portal."""
        if not isinstance(page, ContentPage):
            return False
        if self.department is not None:
            return bool(page.path.startswith(self.department.path))
        return bool(self.pages().filter(pk=page.pk).exists())

    def pages(self) -> Any:
        """Return all pages, live or not, whose place in the tree allows them on this portal."""
        if self.department is not None:
            return Page.objects.descendant_of(self.department)
        # The portal of the whole site gets what belongs to no department.
        path = ExpressionWrapper(OuterRef("path"), models.CharField())
        ancestors = DepartmentPage.objects.annotate(below=path).filter(below__startswith=F("path"))
        return Page.objects.exclude(Exists(ancestors))

    def record_answer(self, answer: str, well: bool) -> None:
        """Save the last answer of the portal; a good one ends its pause."""
        self.answer, self.answered_at, self.answered_well = answer[:ANSWER_LENGTH], timezone.now(), well
        if well:
            self.failures, self.paused_until = 0, None
        fields = ("answer", "answered_at", "answered_well", "failures", "paused_until")
        # ``update`` instead of ``save``: these fields hold nothing for the reference index.
        type(self).objects.filter(pk=self.pk).update(**{name: getattr(self, name) for name in fields})

    def pause(self, reason: str) -> None:
        """Pause requests to the portal, twice as long after each failure in a row."""
        now = timezone.now()
        self.failures = min(self.failures + 1, 1000)
        wait = min(FIRST_WAIT * 2 ** min(self.failures - 1, 12), LONGEST_WAIT)
        self.paused_until = now + with_jitter(wait)
        self.record_answer(reason, well=False)
