"""Materials for communicators: files, recordings and exact texts for each channel."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import Orderable
from wagtailmedia.edit_handlers import MediaChooserPanel

from campaigns.forms import MaterialForm
from campaigns.models.content import CampaignItem, ContentPage, ReaderState, StoryPage
from cms.searchable import SearchContent
from cms.visibility import open_to_all


class MaterialPage(CampaignItem, StoryPage):
    """A material for communicators; ``text`` is its exact text for forms that are used word for word."""

    class Form(models.TextChoices):
        POSTER = "ap-phich", _("Áp phích")
        BANNER = "bang-ron", _("Băng rôn")
        LEAFLET = "to-roi", _("Tờ rơi")
        PICTURE = "tranh-anh", _("Tranh, ảnh")
        AUDIO = "am-thanh", _("Âm thanh")
        VIDEO = "video", _("Video")
        SMS = "tin-nhan", _("Tin nhắn")
        SCRIPT = "bai-phat-thanh", _("Bài phát thanh")
        POST = "bai-mang-xa-hoi", _("Bài mạng xã hội")
        TRAINING = "tap-huan", _("Buổi tập huấn")
        GUIDE = "huong-dan-nganh", _("Hướng dẫn ngành")
        TOOLKIT = "bo-tai-lieu", _("Bộ tài liệu")

    TEXTS = (Form.SMS, Form.SCRIPT, Form.POST)
    SPOKEN = (Form.SCRIPT, Form.AUDIO)
    PRINTS = (Form.POSTER, Form.BANNER, Form.LEAFLET, Form.PICTURE)
    RECORDINGS = (Form.AUDIO, Form.VIDEO)

    form = models.CharField(_("loại"), max_length=16, choices=Form.choices)
    text = models.TextField(
        _("nguyên văn"),
        blank=True,
        help_text=_("Cho tin nhắn, bài phát thanh, bài mạng xã hội: chữ được dùng đúng như đã duyệt."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ảnh"),
    )
    recording = models.ForeignKey(
        "media.CustomMedia",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("âm thanh, video"),
    )
    place = models.CharField(_("treo, phát ở đâu"), max_length=200, blank=True)
    hotline = models.ForeignKey(
        "campaigns.Hotline",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("đường dây nóng in trên tài liệu"),
    )
    review_on = models.DateField(_("rà soát lại ngày"), null=True, blank=True, db_index=True)

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldRowPanel([FieldPanel("form"), FieldPanel("date"), FieldPanel("review_on")]),
        FieldPanel("summary"),
        FieldPanel("text", attrs={"data-message-size": "/admin/do-dai-tin-nhan/"}),
        FieldPanel("picture"),
        # A plain field would list the recordings of all departments.
        MediaChooserPanel("recording"),
        InlinePanel("files", heading=_("Tệp tải về"), label=_("tệp")),
        MultiFieldPanel([FieldPanel("place"), FieldPanel("hotline")], heading=_("Cách dùng")),
        FieldPanel("body"),
        *CampaignItem.campaign_panels,
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/material_page.html"
    page_description = _("Áp phích, băng rôn, tin nhắn, bài phát thanh, tập huấn…")
    search_kind = "tai-lieu"
    kind_label = _("Tài liệu truyền thông")
    kind_order = 20
    guide_chapter = 16
    sent_fields = ("form", "text", "place", "review_on")
    base_form_class = MaterialForm

    class Meta:
        verbose_name = _("tài liệu truyền thông")

    @property
    def has_kit(self) -> bool:
        """Whether its text is used word for word, so that it has a kit: SMS, scripts and posts."""
        return self.form in self.TEXTS

    @property
    def exact_text(self) -> str:
        return self.text if self.form in self.TEXTS else super().exact_text

    @property
    def reader_state(self) -> ReaderState | None:
        overdue = self.review_on is not None and self.review_on < timezone.localdate()
        return ReaderState(_("Quá hạn rà soát"), "warn") if overdue else None

    @property
    def card_picture(self) -> Any:
        return self.picture

    @property
    def can_be_bundled(self) -> bool:
        """Whether it may be bundled: recordings are too large and are played on their page."""
        return self.form not in self.RECORDINGS

    @classmethod
    def bundle_candidates(cls) -> models.QuerySet[Any]:
        return cls.objects.filter(open_to_all()).exclude(code="").exclude(form__in=cls.RECORDINGS)

    def unapproved_text(self) -> str:
        return f"{self.summary}\n{self.place}\n{self.story_text}" if self.has_kit else ""

    card_prefetch = ("picture__renditions",)

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        errors = super().publication_errors()
        if self.form in self.TEXTS and not self.text.strip():
            errors.append(
                ("text", _("Ghi nguyên văn: loại tài liệu này được dùng bằng chính câu chữ của nó."))
            )
        if self.form in self.PRINTS and not (self.picture or self.files.all()):
            errors.append(("picture", _("Thêm ảnh hoặc tệp in: tài liệu này chưa có gì để lấy.")))
        if self.form in self.RECORDINGS:
            expected = "audio" if self.form == self.Form.AUDIO else "video"
            if self.recording is None or self.recording.type != expected:
                errors.append(("recording", _("Chọn bản ghi đúng loại tài liệu.")))
        return errors

    def search_content(self) -> SearchContent:
        recording = self.recording
        # The transcript of a recording in a private collection must not be found.
        closed = recording is not None and recording.collection.get_view_restrictions().exists()
        transcript = "" if recording is None or closed else recording.transcript
        return SearchContent(
            summary=self.summary,
            body=f"{self.text}\n{self.place}\n{transcript}\n{self.story_text}",
            keywords=(self.get_form_display(),),
            date=self.date,
            form=self.form,
            campaign=self.campaign_key,
        )


class MaterialFile(Orderable):
    """A file of a material, with its label."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        get_document_model_string(), models.PROTECT, related_name="+", verbose_name=_("tệp")
    )
    label = models.CharField(
        _("tên hiển thị"), max_length=120, blank=True, help_text=_("Ví dụ: Khổ A3, in hai mặt.")
    )

    panels = [FieldPanel("document"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("tệp tải về")

    def __str__(self) -> str:
        return self.label or self.document.title
