"""Deliveries: the outbox rows of each page and portal, with the last known state on the portal."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.portal.models.connections import PREFIX, PortalConnection, with_jitter
from cms.outbox import LONGEST_WAIT, OutboxQuerySet, OutboxRow


def version_of_now() -> int:
    """Return the microseconds since 1970, the least version of a change made now (rule 119)."""
    return int(timezone.now().timestamp() * 1_000_000)


class DeliveryQuerySet(OutboxQuerySet):
    def due(self, target: str, now: datetime) -> Any:
        """Return the next row to deliver: one at a time, since each takes several requests.

        A row that waits longer than the longest wait was saved with a wrong clock, and is due too.
        """
        rows = self.pending().filter(target=target, dead=False)
        ready = rows.filter(Q(next_try__lte=now) | Q(next_try__gt=now + LONGEST_WAIT))
        return ready.order_by("next_try", "pk")[:1]

    def possibly_published(self) -> Any:
        """Return the rows whose item is on the portal, or may be."""
        return self.filter(MAY_BE_PUBLISHED)

    def needing_attention(self) -> Any:
        """Return the rows that an editor should look at: stopped, failing, or changed on the portal."""
        pending = Q(version__gt=F("delivered"))
        # Nothing is delivered to a connection that is switched off, and items may still be published there.
        inactive = [row.target for row in PortalConnection.objects.filter(is_active=False)]
        undelivered = Q(target__in=inactive) & MAY_BE_PUBLISHED
        return self.filter((pending & (Q(dead=True) | Q(attempts__gt=0) | undelivered)) | ~Q(drift=""))

    def _mark_changed(self, target: str, keys: Any) -> None:
        super()._mark_changed(target, keys)
        # A counter would begin at 1 again with a new connection, and earlier with a restored backup.
        newest = Greatest(F("version"), version_of_now())
        deliveries(target=target, key__in=keys).update(version=newest, skipped=False)


class Delivery(OutboxRow):
    """One page on one portal: ``key`` is the page's key, ``remote_id`` the item's on the portal.

    ``digest`` is the hash of what was sent, ``marker`` the portal's mark of that version: another
    marker means that the item was changed on the portal.
    """

    class State(models.TextChoices):
        NONE = "", _("Chưa gửi")
        PUBLISHED = "dang-dang", _("Đang đăng")
        REMOVAL_REQUESTED = "da-bao-go", _("Đã báo gỡ, chờ xác nhận")
        REMOVED = "da-go", _("Đã gỡ")
        NOTICE = "da-thay-thong-bao", _("Đã thay bằng thông báo thu hồi")

    class Drift(models.TextChoices):
        NONE = "", _("Khớp")
        CHANGED = "da-sua", _("Bên cổng đã sửa")
        DELETED = "da-xoa", _("Bên cổng đã xóa hoặc ẩn")
        DUPLICATE = "trung", _("Bên cổng có hai bài trùng")
        REPUBLISHED = "dang-lai", _("Bên cổng đã đăng lại bài đã gỡ")

    PRESENT_STATES = (State.PUBLISHED, State.REMOVAL_REQUESTED)
    REMOVED_STATES = (State.REMOVED, State.NOTICE)

    uid = models.UUIDField(null=True, editable=False)
    title = models.CharField(_("tiêu đề"), max_length=255, blank=True, editable=False)
    # A request was sent and no answer came: the portal may have carried it out.
    is_uncertain = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=State.choices, blank=True, editable=False
    )
    remote_id = models.CharField(max_length=200, blank=True, editable=False)
    link = models.URLField(_("liên kết"), max_length=500, blank=True, editable=False)
    code = models.CharField(_("mã duyệt"), max_length=10, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    marker = models.CharField(max_length=200, blank=True, editable=False)
    # Names of the pictures that were sent, to be removed with the item.
    pictures = models.JSONField(default=list, editable=False)
    sent_at = models.DateTimeField(_("từ lúc"), null=True, editable=False)
    drift = models.CharField(max_length=8, choices=Drift.choices, blank=True, editable=False)
    drift_at = models.DateTimeField(null=True, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)
    # Decisions of an editor: overwrite once; keep the portal's version; do not publish there.
    overwrite = models.BooleanField(default=False, editable=False)
    keep_remote = models.BooleanField(default=False, editable=False)
    withheld = models.BooleanField(default=False, editable=False)
    # An editor skipped the last change; the next one is delivered again.
    skipped = models.BooleanField(default=False, editable=False)
    # When people were written to that readers still see the removed item; null after its removal.
    alerted_at = models.DateTimeField(null=True, editable=False)
    # Not columns: set during delivery when only an editor can decide; when the failure is not the item's.
    needs_decision = False
    is_refusal = True

    objects = DeliveryQuerySet.as_manager()  # type: ignore[misc]

    class Meta(OutboxRow.Meta):
        app_label = "portal"
        verbose_name = _("bài trên cổng")
        verbose_name_plural = _("bài trên cổng")
        indexes = [*OutboxRow.Meta.indexes, models.Index(fields=["key"], name="portal_delivery_key")]

    @property
    def is_pending(self) -> bool:
        return self.version > self.delivered

    @property
    def may_be_published(self) -> bool:
        return self.state in self.PRESENT_STATES or self.is_uncertain

    def raise_version(self, receiver_version: int) -> bool:
        """Move the version above the one that a receiver holds; False when there is a newer change."""
        version = max(self.version + 1, receiver_version + 1, version_of_now())
        if not deliveries(pk=self.pk, version=self.version).update(version=version):
            return False
        self.version = version
        return True

    @property
    def connection_id(self) -> int:
        return int(self.target.removeprefix(PREFIX))

    def refuse(self, reason: str, now: datetime, final: bool = True) -> None:
        """Note a failed attempt; jitter spreads the next ones, so that they do not come all at once.

        An item that was changed on the portal waits for an editor, not for another attempt. A removal, and
        what fails for the portal's own fault, is tried for ever (rule 121).
        """
        super().refuse(reason, now, final and self.is_refusal)
        self.next_try = now + with_jitter(self.next_try - now)
        self.dead = self.dead or self.needs_decision


def deliveries(*wanted: Q, **conditions: Any) -> Any:
    """Return deliveries; typed ``Any``, because the outbox's queryset knows only the abstract row."""
    return Delivery.objects.filter(*wanted, **conditions)


# The item is on the portal, or may be.
MAY_BE_PUBLISHED = Q(state__in=Delivery.PRESENT_STATES) | Q(is_uncertain=True)


def has_items(connection: PortalConnection) -> bool:
    """Return whether items are on the portal, or may be and were not skipped by an editor."""
    rows = deliveries(target=connection.target)
    return bool(
        rows.filter(Q(state__in=Delivery.PRESENT_STATES) | Q(is_uncertain=True, skipped=False)).exists()
    )
