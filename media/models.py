"""Pictures, documents, audio and video, with the rules for their publication."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtailmedia.models import AbstractMedia

from media.guards import GuardedFile, refuse_deletion
from media.metadata import without_metadata
from media.renditions import ReadableRenditions


class Rights(models.TextChoices):
    OWN = "tu-lam", _("Do đơn vị tự làm")
    LICENSED = "duoc-phep", _("Được phép sử dụng")
    PUBLIC = "cong-cong", _("Thuộc về công chúng hoặc giấy phép mở")


class CustomImage(GuardedFile, ReadableRenditions, AbstractImage):
    """A picture; ``description`` is its alternative text unless it is decorative."""

    FROZEN_FIELDS = ("file", "description", "is_decorative")

    is_decorative = models.BooleanField(
        _("chỉ để trang trí"),
        default=False,
        help_text=_("Đánh dấu khi ảnh không mang thông tin; trình đọc màn hình sẽ bỏ qua."),
    )
    credit = models.CharField(_("tác giả, nguồn"), max_length=200, blank=True)
    rights = models.CharField(_("quyền sử dụng"), max_length=12, choices=Rights.choices, blank=True)
    shows_person = models.BooleanField(_("có người nhận ra được"), default=False)
    consent = models.CharField(
        _("văn bản đồng ý"),
        max_length=200,
        blank=True,
        help_text=_("Số, ngày và nơi lưu văn bản đồng ý của người trong ảnh."),
    )

    admin_form_fields = (
        *Image.admin_form_fields[:2],
        "description",
        "is_decorative",
        "credit",
        "rights",
        "shows_person",
        "consent",
        *(name for name in Image.admin_form_fields[2:] if name != "description"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("hình ảnh")
        verbose_name_plural = _("hình ảnh")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self._strip_metadata()
        super().save(*args, **kwargs)

    def _set_image_file_metadata(self) -> None:
        # Before Wagtail computes size and hash.
        self._strip_metadata()
        super()._set_image_file_metadata()

    def _strip_metadata(self) -> None:
        """Remove the metadata of a new file; files that are in the library stay unchanged."""
        is_stored = self.file._committed
        if is_stored and self.pk:
            return
        try:
            self.file.open("rb")
            content = self.file.read()
            self.file.seek(0)
        except (OSError, ValueError):
            return
        clean = without_metadata(content)
        if clean == content:
            return
        new = ContentFile(clean, Path(self.file.name).name)
        if is_stored:
            # Wagtail has stored the file when the form is completed in a second step.
            self.file.storage.delete(self.file.name)
            self.file.save(new.name, new, save=False)
        else:
            self.file = new

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description

    def publication_problems(self) -> list[str]:
        """Messages that stop the publication of pages with this picture."""
        problems = []
        if not (self.description or self.is_decorative):
            problems.append(
                _(
                    "Ảnh “%(title)s” chưa có văn bản thay thế. Mở ảnh, mô tả ngắn nội dung ảnh "
                    "hoặc đánh dấu “chỉ để trang trí”."
                )
                % {"title": self.title}
            )
        if self.shows_person and not self.consent.strip():
            problems.append(
                _(
                    "Ảnh “%(title)s” có người nhận ra được nhưng chưa ghi văn bản đồng ý. "
                    "Mở ảnh, ghi số và ngày văn bản, hoặc chọn ảnh khác."
                )
                % {"title": self.title}
            )
        return problems


class CustomRendition(AbstractRendition):
    """A resized version of a picture."""

    image = models.ForeignKey(CustomImage, models.CASCADE, related_name="renditions")

    class Meta:
        # Each request for a picture looks the rendition up by its file.
        indexes = [models.Index(fields=["file"], name="rendition_by_file")]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]


class CustomDocument(GuardedFile, AbstractDocument):
    """A document for download."""

    FROZEN_FIELDS = ("file",)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        permissions = [("choose_document", "Can choose document")]


class CustomMedia(GuardedFile, AbstractMedia):
    """Audio with a transcript; video with captions or a transcript."""

    FROZEN_FIELDS = ("file", "captions", "thumbnail", "transcript")

    transcript = models.TextField(_("lời thoại"), blank=True)
    captions = models.FileField(_("phụ đề (WebVTT)"), upload_to="captions", blank=True)
    credit = models.CharField(_("tác giả, nguồn"), max_length=200, blank=True)
    rights = models.CharField(_("quyền sử dụng"), max_length=12, choices=Rights.choices, blank=True)

    admin_form_fields = (
        "title",
        "collection",
        "file",
        "duration",
        "thumbnail",
        "transcript",
        "captions",
        "credit",
        "rights",
        "tags",
    )

    class Meta(AbstractMedia.Meta):
        verbose_name = _("âm thanh, video")
        verbose_name_plural = _("âm thanh, video")

    def publication_problems(self) -> list[str]:
        """Messages that stop the publication of pages with this recording."""
        if self.transcript.strip() or (self.type == "video" and self.captions):
            return []
        if self.type == "video":
            text = _(
                "Video “%(title)s” chưa có phụ đề hoặc lời thoại. Mở video, thêm tệp phụ đề .vtt "
                "hoặc gõ lời thoại."
            )
        else:
            text = _("Bản âm thanh “%(title)s” chưa có lời thoại. Mở bản âm thanh và gõ lời thoại.")
        return [text % {"title": self.title}]


for guarded in (CustomImage, CustomDocument, CustomMedia):
    pre_delete.connect(
        refuse_deletion, sender=guarded, dispatch_uid=f"media.refuse_deletion.{guarded.__name__}"
    )
