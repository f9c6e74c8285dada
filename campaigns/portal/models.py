"""The portals that a department publishes to, and where each item stands on each of them."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import ContentPage, Kind
from campaigns.portal import network, vault
from campaigns.portal.client import ForbiddenAddressError, web_address
from cms.outbox import ANSWER_LENGTH, FIRST_WAIT, LONGEST_WAIT, OutboxQuerySet, OutboxRow

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
    def secret(self) -> str:
        """The password or shared secret. Raises ``vault.SealBrokenError``."""
        return vault.opened(self.sealed)

    @secret.setter
    def secret(self, value: str) -> None:
        self.sealed = vault.seal(value)

    def place_of(self, kind: str) -> dict[str, Any]:
        """{"category": name, "tags": [names]} for a kind; the kind's own label where nothing is set."""
        own = self.mapping.get(kind, {})
        return {"category": own.get("category") or str(Kind(kind).label), "tags": own.get("tags", [])}

    def is_resting(self, now: datetime) -> bool:
        """Whether to leave the portal alone; an end further off than any rest is a clock that jumped."""
        return self.rests_until is not None and now < self.rests_until <= now + LONGEST_WAIT

    def covers(self, page: Any) -> bool:
        """Whether the page is content of the department whose portal this is."""
        if not isinstance(page, ContentPage):
            return False
        if self.department is not None:
            return bool(page.path.startswith(self.department.path))
        # The site's own portal takes what belongs to no department.
        return not page.get_ancestors().filter(departmentpage__isnull=False).exists()

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

    def holds_items(self) -> bool:
        """Whether anything of ours stands there, or may."""
        return Delivery.objects.filter(target=self.target).standing().exists()


class DeliveryQuerySet(OutboxQuerySet):
    def due(self, target: str, now: datetime) -> Any:
        """The next row to tell: one at a time, since each is a conversation of its own.

        A row that waits longer than any wait was noted by a clock that has jumped since.
        """
        rows = self.pending().filter(target=target, dead=False)
        ready = rows.filter(Q(next_try__lte=now) | Q(next_try__gt=now + LONGEST_WAIT))
        return ready.order_by("next_try", "pk")[:1]

    def standing(self) -> Any:
        """What stands on the other side, or may."""
        return self.filter(Q(state__in=Delivery.STANDING) | Q(in_doubt=True))

    def troubled(self) -> Any:
        """What a person should look at: stopped, failing, or not what we left there."""
        waiting = Q(version__gt=F("delivered"))
        return self.filter((waiting & (Q(dead=True) | Q(attempts__gt=0))) | ~Q(drift=""))


class Delivery(OutboxRow):
    """One page on one portal: ``key`` is the page's, and below it what stands on the other side.

    ``digest`` is of what was sent, ``marker`` what the other side said of it then: when it says
    something else, somebody there has changed it.
    """

    class State(models.TextChoices):
        NONE = "", _("Chưa gửi")
        STANDS = "dang-dang", _("Đang đăng")
        ASKED = "da-bao-go", _("Đã báo gỡ, chờ xác nhận")
        DOWN = "da-go", _("Đã gỡ")
        NOTICE = "da-thay-thong-bao", _("Đã thay bằng thông báo thu hồi")

    class Drift(models.TextChoices):
        NONE = "", _("Khớp")
        CHANGED = "da-sua", _("Bên cổng đã sửa")
        DELETED = "da-xoa", _("Bên cổng đã xóa hoặc ẩn")
        TWIN = "trung", _("Bên cổng có hai bài trùng")

    STANDING = (State.STANDS, State.ASKED)

    uid = models.UUIDField(null=True, editable=False)
    title = models.CharField(_("tiêu đề"), max_length=255, blank=True, editable=False)
    # Something was sent of which no answer came: it may have been carried out.
    in_doubt = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=State.choices, blank=True, editable=False
    )
    remote_id = models.CharField(max_length=200, blank=True, editable=False)
    link = models.URLField(_("liên kết"), max_length=500, blank=True, editable=False)
    code = models.CharField(_("mã duyệt"), max_length=10, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    marker = models.CharField(max_length=200, blank=True, editable=False)
    told_at = models.DateTimeField(_("từ lúc"), null=True, editable=False)
    drift = models.CharField(max_length=8, choices=Drift.choices, blank=True, editable=False)
    drift_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)
    # What an editor decided: overwrite once; leave theirs until told otherwise; not there at all.
    overwrite = models.BooleanField(default=False, editable=False)
    keep_theirs = models.BooleanField(default=False, editable=False)
    held_back = models.BooleanField(default=False, editable=False)

    objects = DeliveryQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OutboxRow.Meta):
        verbose_name = _("bài trên cổng")
        verbose_name_plural = _("bài trên cổng")
        indexes = [*OutboxRow.Meta.indexes, models.Index(fields=["key"], name="portal_delivery_key")]

    @property
    def waits(self) -> bool:
        return self.version > self.delivered

    @property
    def connection_id(self) -> int:
        return int(self.target.removeprefix(PREFIX))

    def refuse(self, reason: str, now: datetime, final: bool = True) -> None:
        """As any row, its next try scattered: a portal that comes back is not stormed by all at once.

        What somebody on the other side changed waits for an editor, not for another try.
        """
        super().refuse(reason, now, final)
        self.next_try = now + scattered(self.next_try - now)
        self.dead = self.dead or bool(self.drift)


def deliveries(**conditions: Any) -> Any:
    """Rows of the outbox. Its queryset is typed for the abstract row, which has none of our fields."""
    return Delivery.objects.filter(**conditions)


class TakenItem(models.Model):
    """An item of another Chung Tay site: offered by it, or taken over from it as a draft of ours.

    ``source_state`` is what the other site's check page said last ("in-force", "withdrawn", …).
    """

    class State(models.TextChoices):
        OFFERED = "duoc-chia-se", _("Được chia sẻ, chưa tiếp nhận")
        TAKEN = "da-tiep-nhan", _("Đã tiếp nhận")
        DECLINED = "khong-tiep-nhan", _("Không tiếp nhận")

    connection = models.ForeignKey(PortalConnection, models.CASCADE, related_name="taken", editable=False)
    uid = models.UUIDField(editable=False)
    code = models.CharField(_("mã duyệt"), max_length=10, editable=False)
    title = models.CharField(_("tiêu đề"), max_length=255, blank=True, editable=False)
    kind = models.CharField(_("loại"), max_length=20, blank=True, editable=False)
    link = models.URLField(_("liên kết"), max_length=500, blank=True, editable=False)
    agency = models.CharField(_("cơ quan"), max_length=200, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, related_name="taken_from", editable=False
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.OFFERED, editable=False)
    source_state = models.CharField(max_length=16, blank=True, editable=False)
    newer_code = models.CharField(max_length=10, blank=True, editable=False)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, editable=False)
    told_at = models.DateTimeField(_("từ lúc"), default=timezone.now, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("bài tiếp nhận")
        verbose_name_plural = _("bài tiếp nhận")
        ordering = ["-told_at"]
        constraints = [models.UniqueConstraint(fields=["connection", "uid"], name="portal_taken_once")]

    def __str__(self) -> str:
        return self.title or self.code
