"""The portals that a department publishes to."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from campaigns.models import ContentPage, DepartmentPage
from campaigns.models.structure import content_model
from campaigns.portal import network, vault
from campaigns.portal.errors import ForbiddenAddressError
from campaigns.portal.web import web_address
from cms.outbox import ANSWER_LENGTH, FIRST_WAIT, LONGEST_WAIT

PREFIX = "portal:"


def scattered(wait: timedelta) -> timedelta:
    """Between half of the wait and all of it: what failed together does not come back together."""
    return wait / 2 + timedelta(seconds=random.uniform(0, wait.total_seconds() / 2))  # noqa: S311 - no secret


class PortalConnection(models.Model):
    """One portal of one organisation: where it is, how to get in, what goes there.

    ``mapping`` is {kind: {"category": "Tin tức", "tags": ["pcmbn"]}}; ``automatic`` lists the kinds
    that go as soon as they are published. ``sealed`` is the password or the shared secret, encrypted.
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
    sealed = models.TextField(editable=False, blank=True)
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
    # How the portal answered last, whatever was asked.
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_well = models.BooleanField(default=True, editable=False)
    answer = models.CharField(max_length=ANSWER_LENGTH, blank=True, editable=False)
    # A portal that is down rests; whoever delivers holds the claim and renews it.
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)
    claim = models.CharField(max_length=32, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)
    # Set while a task that looks at the portal waits or runs, so that no second one is asked for.
    looking_since = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("kết nối cổng")
        verbose_name_plural = _("kết nối cổng")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["address", "kind", "department"],
                name="portal_once_a_department",
                violation_error_message=_("Đơn vị này đã có kết nối tới địa chỉ này."),
            ),
            # Of two connections without a department the one above sees no pair.
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
            parts = web_address(self.address)
        except ForbiddenAddressError as error:
            raise ValidationError({"address": str(error)}) from error
        if self.kind == self.Kind.WORDPRESS and not self.username.strip():
            raise ValidationError({"username": _("Ghi tên đăng nhập của tài khoản WordPress.")})
        inside = network.listed(parts.hostname) or network.is_listed_literal(parts.hostname)
        if self.kind == self.Kind.WORDPRESS and parts.scheme != "https" and not inside:
            raise ValidationError(
                {"address": _("Dùng https://: mật khẩu không được đi qua đường truyền không mã hóa.")}
            )

    @property
    def target(self) -> str:
        return f"{PREFIX}{self.pk}"

    @property
    def can_be_looked_at(self) -> bool:
        """Whether the portal tells what stands on it; a receiver of messages does not."""
        return self.kind != self.Kind.WEBHOOK

    @property
    def secret(self) -> str:
        """The password or shared secret. Raises ``vault.SealBrokenError``."""
        return vault.opened(self.sealed)

    @secret.setter
    def secret(self, value: str) -> None:
        self.sealed = vault.seal(value)

    def place_of(self, kind: str) -> dict[str, Any]:
        """{"category": name, "tags": [names]} for a kind; the kind's own label where nothing is set."""
        own = self.mapping.get(kind, {})
        return {
            "category": own.get("category") or str(content_model(kind).kind_label),
            "tags": own.get("tags", []),
        }

    def is_resting(self, now: datetime) -> bool:
        """Whether to leave the portal alone; an end further off than any rest is a clock that jumped."""
        return self.rests_until is not None and now < self.rests_until <= now + LONGEST_WAIT

    def covers(self, page: Any) -> bool:
        """Whether the page is content of the department whose portal this is."""
        if not isinstance(page, ContentPage):
            return False
        if self.department is not None:
            return bool(page.path.startswith(self.department.path))
        return bool(self.pages().filter(pk=page.pk).exists())

    def pages(self) -> Any:
        """All pages that may stand there by their place in the tree, live or not."""
        if self.department is not None:
            return Page.objects.descendant_of(self.department)
        # The site's own portal takes what belongs to no department.
        path = ExpressionWrapper(OuterRef("path"), models.CharField())
        above = DepartmentPage.objects.annotate(below=path).filter(below__startswith=F("path"))
        return Page.objects.exclude(Exists(above))

    def note(self, answer: str, well: bool) -> None:
        """Keep what the portal answered; a yes ends its rest, being away makes the rest longer."""
        self.answer, self.answered_at, self.answered_well = answer[:ANSWER_LENGTH], timezone.now(), well
        if well:
            self.failures, self.rests_until = 0, None
        fields = ("answer", "answered_at", "answered_well", "failures", "rests_until")
        # No ``save``: nothing of this is worth a pass of the reference index.
        type(self).objects.filter(pk=self.pk).update(**{name: getattr(self, name) for name in fields})

    def rest(self, reason: str) -> None:
        now = timezone.now()
        self.failures = min(self.failures + 1, 1000)
        wait = min(FIRST_WAIT * 2 ** min(self.failures - 1, 12), LONGEST_WAIT)
        self.rests_until = now + scattered(wait)
        self.note(reason, well=False)
