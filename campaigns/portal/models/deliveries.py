"""Where each item stands on each portal: the outbox, and what is known of the other side."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaigns.portal.models.connections import PREFIX, PortalConnection, scattered
from cms.outbox import LONGEST_WAIT, OutboxQuerySet, OutboxRow


class DeliveryQuerySet(OutboxQuerySet):
    def due(self, target: str, now: datetime) -> Any:
        """The next row to tell: one at a time, since each is a conversation of its own.

        A row that waits longer than any wait was noted by a clock that has jumped since.
        """
        rows = self.pending().filter(target=target, dead=False)
        ready = rows.filter(Q(next_try__lte=now) | Q(next_try__gt=now + LONGEST_WAIT))
        return ready.order_by("next_try", "pk")[:1]

    def status(self) -> Any:
        """What stands on the other side, or may."""
        return self.filter(MAY_STAND)

    def troubled(self) -> Any:
        """What a person should look at: stopped, failing, or not what we left there."""
        waiting = Q(version__gt=F("delivered"))
        # Nothing is even tried on a portal that was switched off, and something may stand there.
        off = [row.target for row in PortalConnection.objects.filter(is_active=False)]
        unheard = Q(target__in=off) & MAY_STAND
        return self.filter((waiting & (Q(dead=True) | Q(attempts__gt=0) | unheard)) | ~Q(drift=""))

    def _touch(self, target: str, keys: Any) -> None:
        super()._touch(target, keys)
        deliveries(target=target, key__in=keys).update(skipped=False)


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
        BACK = "dang-lai", _("Bên cổng đã đăng lại bài đã gỡ")

    STANDING = (State.STANDS, State.ASKED)
    AWAY = (State.DOWN, State.NOTICE)

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
    # The last change was left untold by an editor; the next one is told again.
    skipped = models.BooleanField(default=False, editable=False)
    # No column: set by the courier when only an editor can decide how it goes on.
    undecided = False

    objects = DeliveryQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OutboxRow.Meta):
        verbose_name = _("bài trên cổng")
        verbose_name_plural = _("bài trên cổng")
        indexes = [*OutboxRow.Meta.indexes, models.Index(fields=["key"], name="portal_delivery_key")]

    @property
    def waits(self) -> bool:
        return self.version > self.delivered

    @property
    def may_stand(self) -> bool:
        return self.state in self.STANDING or self.in_doubt

    @property
    def connection_id(self) -> int:
        return int(self.target.removeprefix(PREFIX))

    def refuse(self, reason: str, now: datetime, final: bool = True) -> None:
        """As any row, its next try scattered: a portal that comes back is not stormed by all at once.

        What somebody on the other side changed waits for an editor, not for another try.
        """
        super().refuse(reason, now, final)
        self.next_try = now + scattered(self.next_try - now)
        self.dead = self.dead or self.undecided


def deliveries(*wanted: Q, **conditions: Any) -> Any:
    """Rows of the outbox. Its queryset is typed for the abstract row, which has none of our fields."""
    return Delivery.objects.filter(*wanted, **conditions)


# What stands on the other side, or may.
MAY_STAND = Q(state__in=Delivery.STANDING) | Q(in_doubt=True)


def holds_items(connection: PortalConnection) -> bool:
    """Whether anything of ours stands there, or may and was not given up by an editor."""
    rows = deliveries(target=connection.target)
    return bool(rows.filter(Q(state__in=Delivery.STANDING) | Q(in_doubt=True, skipped=False)).exists())
