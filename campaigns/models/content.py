"""Abstract page types of all content: terms of the vocabularies, a story of blocks, a campaign."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page

from campaigns.approvals.models.page import ApprovedPage
from campaigns.blocks import StoryBlock
from campaigns.forms import ContentForm
from cms.vocabulary.fields import VocabularyManager
from cms.vocabulary.models import PageAudience, PageChannel, PageMovement, PageRegion, PageTopic


class Kind(models.TextChoices):
    """The kinds of content: the value is the key in search, sections and API."""

    SLOGAN = "khau-hieu", _("Khẩu hiệu")
    MATERIAL = "tai-lieu", _("Tài liệu truyền thông")
    WARNING = "canh-bao", _("Cảnh báo")
    NEWS = "tin-tuc", _("Tin tức")
    DOCUMENT = "van-ban", _("Văn bản")
    EVENT = "su-kien", _("Sự kiện")
    CAMPAIGN = "chien-dich", _("Chiến dịch")
    HOTLINE = "duong-day-nong", _("Đường dây nóng")
    PAGE = "trang", _("Trang")


class ContentPage(ApprovedPage):
    """A text of a department, tagged with terms of the vocabularies."""

    summary = models.TextField(
        _("tóm tắt"),
        blank=True,
        max_length=300,
        help_text=_("Một hai câu, hiện trong danh sách và kết quả tìm kiếm."),
    )
    date = models.DateField(_("ngày"), null=True, blank=True, db_index=True)
    audiences = VocabularyManager(through=PageAudience, blank=True, verbose_name=_("đối tượng"))
    regions = VocabularyManager(
        through=PageRegion,
        blank=True,
        verbose_name=_("địa bàn"),
        help_text=_("Để trống nếu dùng chung cho cả nước."),
    )
    topics = VocabularyManager(through=PageTopic, blank=True, verbose_name=_("chủ đề (Luật 2024, Điều 7)"))
    channels = VocabularyManager(through=PageChannel, blank=True, verbose_name=_("kênh dùng được"))
    movements = VocabularyManager(through=PageMovement, blank=True, verbose_name=_("phong trào"))

    opening_panels = [*Page.content_panels, FieldPanel("date"), FieldPanel("summary")]
    term_panels = [
        MultiFieldPanel(
            [FieldPanel("audiences"), FieldPanel("regions"), FieldPanel("topics")],
            heading=_("Cho ai, ở đâu, về việc gì"),
        ),
        MultiFieldPanel(
            [FieldPanel("channels"), FieldPanel("movements")],
            heading=_("Kênh và phong trào"),
            classname="collapsed",
        ),
    ]
    content_panels = opening_panels
    base_form_class = ContentForm

    class Meta:
        abstract = True

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Three tabs for every kind: the content, its terms, the address and settings."""
        if "_tabs" not in cls.__dict__:
            cls._tabs = TabbedInterface(
                [
                    ObjectList(cls.content_panels, heading=_("Nội dung")),
                    ObjectList(cls.term_panels, heading=_("Gắn nhãn")),
                    ObjectList(cls.promote_panels, heading=_("Địa chỉ trang")),
                    ObjectList([CommentPanel()], heading=_("Góp ý")),
                ],
                base_form_class=cls.base_form_class,
            ).bind_to_model(cls)
        return cls._tabs

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Below a section only pages of the kind that the section lists can be created."""
        if not super().can_create_at(parent):
            return False
        kind = getattr(parent.specific_deferred, "kind", None)
        return kind is None or kind == cls.search_kind

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        errors = super().publication_errors()
        if not self.topic_items.all():
            errors.append(
                (
                    "topics",
                    _("Chọn ít nhất một chủ đề (điểm a đến h, Điều 7 Luật Phòng, chống mua bán người)."),
                )
            )
        return errors

    @property
    def exact_text(self) -> str:
        """Title, summary and body, separated by blank lines."""
        content = self.search_content()
        return "\n\n".join(
            part.strip() for part in (self.title, content.summary, content.body) if part.strip()
        )

    @property
    def kind_label(self) -> Any:
        """Name of the kind in the reader's language."""
        if self.search_kind is None:
            raise ImproperlyConfigured(f"{type(self).__name__} has no kind")
        return Kind(self.search_kind).label


class StoryPage(ContentPage):
    """A content page with a body of blocks."""

    body = StreamField(StoryBlock(), verbose_name=_("nội dung"), blank=True)

    content_panels = [*ContentPage.opening_panels, FieldPanel("body")]

    class Meta:
        abstract = True

    @property
    def story_text(self) -> str:
        """The text of the body, blocks joined by line breaks."""
        field = self._meta.get_field("body")
        return "\n".join(field.get_searchable_content(self.body))


class CampaignItem(models.Model):
    """Mixin of pages that belong to one campaign."""

    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_items",
        verbose_name=_("chiến dịch"),
    )

    campaign_panels = [FieldPanel("campaign")]

    class Meta:
        abstract = True

    @property
    def campaign_key(self) -> tuple[str, str] | None:
        return (str(self.campaign.pk), self.campaign.title) if self.campaign else None
