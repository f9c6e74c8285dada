"""The stored text of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.file_text.states import State

LABELS = {
    State.READ: _("Đọc được chữ"),
    State.PARTIAL: _("Đọc được một phần"),
    State.SCAN: _("Bản quét, không có chữ"),
    State.EMPTY: _("Không có chữ"),
    State.LOCKED: _("Có mật khẩu, không đọc được"),
    State.MISNAMED: _("Đuôi tệp sai"),
    State.GARBLED: _("Bảng mã lạ, không đọc được"),
    State.OLD_FORMAT: _("Định dạng cũ, không đọc được"),
    State.BROKEN: _("Tệp hỏng"),
    State.TOO_LARGE: _("Quá lớn, không đọc được"),
}


class DocumentText(models.Model):
    """The text of one document's file, extracted once for each content of the file."""

    # A plain number instead of a foreign key: the document model is a setting of the site.
    document_id = models.PositiveBigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    # Choices stand apart from the model: files are read in a process without Django.
    state = models.CharField(max_length=12, choices=[(state.value, label) for state, label in LABELS.items()])
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("chữ trong tệp")
        verbose_name_plural = _("chữ trong tệp")

    def __str__(self) -> str:
        return self.text[:60]
