"""Abstract page types of all content: terms of the vocabularies, a story of blocks, a campaign."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page

from campaigns.approvals.models.page import ApprovedPage
from campaigns.blocks import StoryBlock
from campaigns.forms import ContentForm
from campaigns.models import letter_checks
from campaigns.panels import HeadPanel
from cms.models import SiteSettings
from cms.vocabulary.fields import VocabularyManager
from cms.vocabulary.models import PageAudience, PageChannel, PageMovement, PageRegion, PageTopic

StrOrPromise = str | Promise


@dataclass(frozen=True, slots=True)
class ReaderState:
    """State of a page as shown to readers: a label and its ``tone``, "ok", "warn" or "past"."""

    label: StrOrPromise
    tone: str


class ContentPage(ApprovedPage):
    """A text of a department, tagged with terms of the vocabularies."""

    # Name of the kind in lists and its place among the sections of a site.
    kind_label: ClassVar[Any]
    kind_order: ClassVar[int] = 100
    # Whether its pages are pushed to portals.
    is_pushed: ClassVar[bool] = True
    # Names of short fields (text, choices, dates, numbers) that portals, API v2 and other sites get.
    sent_fields: ClassVar[tuple[str, ...]] = ()
    # Chapter of docs/huong-dan-bien-tap.md about its form; fields that a submitted page needs beside those
    # without which not even a draft is complete; whether a new page is dated today.
    guide_chapter: ClassVar[int] = 2
    needed_to_submit: ClassVar[tuple[str, ...]] = ("topics",)
    dated_today: ClassVar[bool] = True
    # Template of a list of pages of this kind; relations that it needs, fetched for all pages at once.
    list_template: ClassVar[str] = "components/entries.html"
    card_prefetch: ClassVar[tuple[str, ...]] = ()

    summary = models.TextField(
        _("tóm tắt"),
        blank=True,
        max_length=300,
        help_text=_("Một hai câu, hiện trong danh sách và kết quả tìm kiếm."),
    )
    date: Any = models.DateField(_("ngày"), null=True, blank=True, db_index=True)
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
                    ObjectList([HeadPanel(cls.guide_chapter), *cls.content_panels], heading=_("Nội dung")),
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
        errors = super().publication_errors() + letter_checks.hidden_errors(self)
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
    def reader_state(self) -> ReaderState | None:
        """The state shown to readers, None for kinds without one."""
        return None

    @property
    def card_picture(self) -> Any:
        """The picture shown in lists, if any."""
        return None

    @property
    def can_be_bundled(self) -> bool:
        """Whether the page may be part of a ZIP with other texts; ``bundle_candidates`` lists such pages."""
        return self.has_kit

    @classmethod
    def bundle_candidates(cls) -> models.QuerySet[Any]:
        """Approved pages of this kind that readers may open and bundle; none unless the kind says so."""
        return cls._default_manager.none()

    @classmethod
    def due_for_review(cls, until: date) -> models.QuerySet[Any]:
        """Live pages that someone has to review by this day: those with a ``review_on`` until then."""
        if not any(field.name == "review_on" for field in cls._meta.concrete_fields):
            return cls._default_manager.none()
        return cls._default_manager.live().filter(review_on__lte=until).order_by("review_on")

    @property
    def needs_privacy_check(self) -> bool:
        """Whether a second person must check that no victim can be identified (rule 14)."""
        return False

    def poster_heading(self, today: date) -> tuple[str, str]:
        """(poster variant, line above the words) on this day; ("", "") for an ordinary poster."""
        return "", ""

    def unapproved_text(self) -> str:
        """Words that readers see beside ``exact_text``, for searches of outdated phrases."""
        return ""

    def structured_data(self, settings: SiteSettings) -> dict[str, Any] | None:
        """The schema.org description without context and publisher; None for kinds without one."""
        return None


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

    def poster_heading(self, today: date) -> tuple[str, str]:
        """Poster variant and heading while the campaign is in its peak period."""
        peak = self.campaign.peak if self.campaign else None
        if peak is None or not peak.contains(today):
            return "", ""
        days = {"first": f"{peak.start:%d/%m}", "last": f"{peak.end:%d/%m/%Y}"}
        return "cao-diem", gettext("Đợt cao điểm %(first)s – %(last)s") % days

    @property
    def campaign_key(self) -> tuple[str, str] | None:
        return (str(self.campaign.pk), self.campaign.title) if self.campaign else None
