"""Items of other Chung Tay sites, and the messages received from them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.portal.models.connections import PortalConnection


class ImportedItem(models.Model):
    """An item of another Chung Tay site: offered by it, or imported from it as a draft.

    ``source_state`` is the last state on the other site's check page ("in-force", "withdrawn", …).
    """

    class State(models.TextChoices):
        OFFERED = "duoc-chia-se", _("Được chia sẻ, chưa tiếp nhận")
        IMPORTED = "da-tiep-nhan", _("Đã tiếp nhận")
        DECLINED = "khong-tiep-nhan", _("Không tiếp nhận")

    connection = models.ForeignKey(
        PortalConnection, models.CASCADE, related_name="imported_items", editable=False
    )
    uid = models.UUIDField(editable=False)
    code = models.CharField(_("mã duyệt"), max_length=10, editable=False)
    title = models.CharField(_("tiêu đề"), max_length=255, blank=True, editable=False)
    kind = models.CharField(_("loại"), max_length=20, blank=True, editable=False)
    link = models.URLField(_("liên kết"), max_length=500, blank=True, editable=False)
    agency = models.CharField(_("cơ quan"), max_length=200, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, related_name="imported_from", editable=False
    )
    state = models.CharField(max_length=16, choices=State.choices, default=State.OFFERED, editable=False)
    source_state = models.CharField(max_length=16, blank=True, editable=False)
    newer_code = models.CharField(max_length=10, blank=True, editable=False)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True, editable=False)
    announced_at = models.DateTimeField(_("từ lúc"), default=timezone.now, editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        app_label = "portal"
        verbose_name = _("bài tiếp nhận")
        verbose_name_plural = _("bài tiếp nhận")
        ordering = ["-announced_at"]
        constraints = [models.UniqueConstraint(fields=["connection", "uid"], name="portal_import_once")]

    def __str__(self) -> str:
        return self.title or self.code


def has_live_imports(connection: PortalConnection) -> bool:
    """Return whether imported items are live here, which need the connection to hear of a withdrawal."""
    return ImportedItem.objects.filter(connection=connection, page__live=True).exists()


class ReceivedMessage(models.Model):
    """The hash of an accepted signature, kept until it expires, so that no message is accepted twice."""

    signature = models.CharField(max_length=64, primary_key=True)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        app_label = "portal"
        verbose_name = _("tin đã nghe")
        verbose_name_plural = _("tin đã nghe")

    def __str__(self) -> str:
        return self.signature
