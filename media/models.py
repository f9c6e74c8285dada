"""Pictures, documents, audio and video, with the rules for their publication."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtailmedia.models import AbstractMedia

from media.fields import StrippedFile, StrippedPicture, StrippedThumbnail
from media.guards import GuardedFile, refuse_deletion
from media.intake.pictures import ERRORS, decoding
from media.privacy.details import private_details, sentence
from media.renditions import ReadableRenditions
from media.serving import is_closed

# Formats of Office before 2007, and what to save them as.
OLD_FORMATS = {"doc": "docx", "rtf": "docx", "xls": "xlsx", "ppt": "pptx"}


class Rights(models.TextChoices):
    OWN = "tu-lam", _("Do đơn vị tự làm")
    LICENSED = "duoc-phep", _("Được phép sử dụng")
    PUBLIC = "cong-cong", _("Thuộc về công chúng hoặc giấy phép mở")


def closed_problems(item: Any) -> list[str]:
    """A message for an item of a closed collection, which readers of a page would not get (rule 105)."""
    if not is_closed(item):
        return []
    return [
        _(
            "“%(title)s” nằm trong thư mục không công khai nên người đọc không xem được. "
            "Chuyển sang thư mục công khai hoặc chọn mục khác."
        )
        % {"title": item.title}
    ]


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

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> Any:
        """Wagtail's, one at a time in a process; a picture that cannot be decoded counts as missing."""
        try:
            with decoding():
                return super().generate_rendition_file(filter, source=source)
        except (*ERRORS, DecompressionBombError) as error:
            raise SourceImageIOError(str(error)) from error

    @property
    def default_alt_text(self) -> str:
        return "" if self.is_decorative else self.description

    def publication_problems(self) -> list[str]:
        """Messages that stop the publication of pages with this picture."""
        problems = closed_problems(self)
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
    """A document for download, never changed; a copy without private details refers to its original."""

    FROZEN_FIELDS = ("file",)

    original = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="clean_copies",
        verbose_name=_("bản gốc"),
    )
    # A copy may be used where its original is not.
    original.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]

    admin_form_fields = Document.admin_form_fields

    def clean(self) -> None:
        """Refuse what the library does not take, with the way to save a file of an old format anew.

        Without a file there is nothing to say: its field has refused it, with the reason.
        """
        if not self.file:
            return
        extension = self.file_extension.lower()
        if extension in OLD_FORMATS and extension not in settings.WAGTAILDOCS_EXTENSIONS:
            raise ValidationError(
                {
                    "file": _(
                        "Tệp .%(old)s là định dạng cũ, thư viện chưa nhận. Hãy mở tệp bằng Word, Excel, "
                        "PowerPoint hoặc LibreOffice, chọn “Lưu thành” (Save As), kiểu .%(new)s, rồi tải tệp "
                        ".%(new)s lên."
                    )
                    % {"old": extension, "new": OLD_FORMATS[extension]}
                }
            )
        super().clean()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        permissions = [("choose_document", "Can choose document")]

    def publication_problems(self) -> list[str]:
        """Messages that stop the publication of pages with this document (rule 106)."""
        problems = closed_problems(self)
        found = private_details(self)
        if found is not None and found.is_private and not found.is_signed:
            problems.append(
                _(
                    "Tệp “%(title)s” để lộ %(what)s. Mở tệp đó trong thư viện, bấm “Tạo bản sạch” "
                    "rồi chọn bản sạch trong bài."
                )
                % {"title": self.title, "what": sentence(found)}
            )
        return problems


class CustomMedia(GuardedFile, AbstractMedia):
    """Audio with a transcript; video with captions or a transcript."""

    FROZEN_FIELDS = ("file", "captions", "thumbnail", "transcript")

    transcript = models.TextField(_("lời thoại"), blank=True)
    captions = models.FileField(
        _("phụ đề (WebVTT)"),
        upload_to="captions",
        blank=True,
        help_text=_("Nhận tệp .vtt và .srt; phụ đề SRT được đổi sang WebVTT khi lưu."),
    )
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

    def clean(self) -> None:
        """Judge the ending of the file, unless its field has refused it already, with the reason."""
        if self.file:
            super().clean()

    class Meta(AbstractMedia.Meta):
        verbose_name = _("âm thanh, video")
        verbose_name_plural = _("âm thanh, video")

    def publication_problems(self) -> list[str]:
        """Messages that stop the publication of pages with this recording."""
        problems = closed_problems(self)
        if self.transcript.strip() or (self.type == "video" and self.captions):
            return problems
        if self.type == "video":
            text = _(
                "Video “%(title)s” chưa có phụ đề hoặc lời thoại. Mở video, thêm tệp phụ đề .vtt "
                "hoặc gõ lời thoại."
            )
        else:
            text = _("Bản âm thanh “%(title)s” chưa có lời thoại. Mở bản âm thanh và gõ lời thoại.")
        return [*problems, text % {"title": self.title}]


# The fields come from Wagtail; their class is changed here instead of writing each of them again.
for model, name, attr_class in (
    (CustomImage, "file", StrippedPicture),
    (CustomMedia, "file", StrippedFile),
    (CustomMedia, "thumbnail", StrippedThumbnail),
):
    setattr(model._meta.get_field(name), "attr_class", attr_class)  # noqa: B010

for guarded in (CustomImage, CustomDocument, CustomMedia):
    pre_delete.connect(
        refuse_deletion, sender=guarded, dispatch_uid=f"media.refuse_deletion.{guarded.__name__}"
    )
