"""What every published text has in common: terms, approval, a story."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.locks import WorkflowLock
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from campaigns import approval, files, provenance, serving
from campaigns.blocks import StoryBlock
from campaigns.forms import ContentForm
from campaigns.locks import ReviewLock
from cms.models import BasePage
from cms.vocabulary.fields import VocabularyManager
from cms.vocabulary.models import PageAudience, PageChannel, PageMovement, PageRegion, PageTopic

# Sent with ``page`` ahead of every publication; receivers return a list of reasons against it.
publication_asked = Signal()


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


class ContentPage(BasePage):
    """A text of the department: tagged from the vocabularies, live only as it was approved."""

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
    # The code of the approval under which the page is, or was last, live.
    code = models.CharField(_("mã duyệt"), max_length=10, blank=True, editable=False, db_index=True)

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

    _gone: provenance.Standing | None = None

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
        """A kind that has a section of its own is written only in a section of that kind."""
        if not super().can_create_at(parent):
            return False
        kind = getattr(parent.specific_deferred, "kind", None)
        return kind is None or kind == cls.search_kind

    def permissions_for_user(self, user: Any) -> approval.ContentPermissionTester:
        return approval.ContentPermissionTester(user, self)

    def get_lock(self) -> Any:
        """Wagtail's locks; one under review holds for everyone."""
        lock = super().get_lock()
        return ReviewLock(self, lock.task) if isinstance(lock, WorkflowLock) else lock

    @transaction.atomic
    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Wagtail's, with the rows of whoever must hear of it in one transaction."""
        # A withdrawal at this moment waits, and takes it back; or it came first and is seen here.
        Page.objects.select_for_update().filter(pk=self.pk).first()
        approval.require_publisher(self, user)
        try:
            draft = approval.draft_of(revision)
            approval.require_publishable(draft)
            files.require_unchanged(draft)
        except approval.PublicationRefused as refusal:
            if kwargs.get("log_action") != "wagtail.publish.scheduled":
                raise
            approval.call_off(self, revision, str(refusal))
            return None
        return super().publish(revision, user=user, **(kwargs | {"skip_permission_checks": True}))

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        return super().unpublish(*args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Wagtail's; the address of what was taken back or ran out still answers, and says so."""
        gone = None if self.live or path_components else provenance.gone(self)
        if gone is not None:
            # Told to ``serve`` by the page itself: routable pages take other arguments.
            self._gone = gone
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._gone is None:
            return super().serve(request, *args, **kwargs)
        return serving.gone(request, self._gone)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Wagtail's; a version that reviewers have had is never overwritten, a new one is made."""
        old = kwargs.get("overwrite_revision")
        if old is not None and old.task_states.exists():
            kwargs["overwrite_revision"] = None
        return super().save_revision(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        named = kwargs.get("update_fields")
        if self.live and (named is None or set(named) - approval.VOLATILE):
            self.code = approval.require_approved(self).code
        super().save(*args, **kwargs)

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        errors = super().publication_errors()
        if not self.topic_items.all():
            errors.append(
                (
                    "topics",
                    _("Chọn ít nhất một chủ đề (điểm a đến h, Điều 7 Luật Phòng, chống mua bán người)."),
                )
            )
        for _receiver, reasons in publication_asked.send(sender=type(self), page=self):
            errors += [(None, reason) for reason in reasons or ()]
        return errors

    @property
    def exact_text(self) -> str:
        """The words that an approval freezes, as a reader gets them."""
        content = self.search_content()
        return "\n\n".join(
            part.strip() for part in (self.title, content.summary, content.body) if part.strip()
        )

    @property
    def kind_label(self) -> Any:
        """What readers call this kind of page."""
        if self.search_kind is None:
            raise ImproperlyConfigured(f"{type(self).__name__} has no kind")
        return Kind(self.search_kind).label


class StoryPage(ContentPage):
    """A text with a story of blocks."""

    body = StreamField(StoryBlock(), verbose_name=_("nội dung"), blank=True)

    content_panels = [*ContentPage.opening_panels, FieldPanel("body")]

    class Meta:
        abstract = True

    @property
    def story_text(self) -> str:
        """The words of the story, blocks joined by line breaks."""
        field = self._meta.get_field("body")
        return "\n".join(field.get_searchable_content(self.body))


class CampaignItem(models.Model):
    """What counts to one campaign."""

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
