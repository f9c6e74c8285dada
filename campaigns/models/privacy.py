"""Privacy checks of case stories."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PrivacyCheck(models.Model):
    """The six questions about a case story, answered by a second person for one exact content (rule 14).

    Source: Luật 53/2024/QH15, Điều 3 khoản 10.
    """

    QUESTIONS = ("name", "face", "place", "age", "relatives", "consent")

    page = models.ForeignKey(Page, models.CASCADE, related_name="privacy_checks")
    content_hash = models.CharField(max_length=64)
    name = models.BooleanField(_("Không có tên thật, biệt danh, tài khoản của nạn nhân"))
    face = models.BooleanField(_("Không có gương mặt, giọng nói, hình xăm, trang phục dễ nhận ra"))
    place = models.BooleanField(_("Không có địa chỉ, thôn bản, trường, nơi làm việc"))
    age = models.BooleanField(_("Không có ngày sinh, tuổi chính xác, số giấy tờ"))
    relatives = models.BooleanField(_("Không lộ người thân, quan hệ gia đình của nạn nhân"))
    consent = models.BooleanField(_("Nạn nhân hoặc người giám hộ đã đồng ý bằng văn bản"))
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("kiểm tra bảo vệ nạn nhân")
        verbose_name_plural = _("kiểm tra bảo vệ nạn nhân")
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return f"{self.page} – {self.checked_by}"

    @property
    def passed(self) -> bool:
        return all(getattr(self, question) for question in self.QUESTIONS)
