"""Campaigns of the departments, one a year."""

from datetime import date
from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from campaigns.models.content import ReaderState, StoryPage
from campaigns.models.themes import YEARS, Theme
from campaigns.widgets import DocumentChooser, OrganisationChooser
from cms.searchable import SearchContent
from cms.visibility import open_to_all
from cms.windows import Window, current

# Pages of each kind on the page of a campaign.
SHOWN_OF_A_KIND = 12


class CampaignQuerySet(PageQuerySet):
    def current(self, today: date) -> Self:
        return self.filter(current(today, "start", "end"))


class CampaignPage(StoryPage):
    """A department's 30/7 campaign of a year: period, peak period, base documents and organisations."""

    year = models.PositiveSmallIntegerField(_("năm"), validators=YEARS)
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("chủ đề năm"),
        help_text=_("Để trống khi chưa công bố chủ đề; trang chủ sẽ hiện một khẩu hiệu đã duyệt."),
    )
    start = models.DateField(_("bắt đầu"))
    end = models.DateField(_("kết thúc"))
    peak_start = models.DateField(_("cao điểm từ"), null=True, blank=True)
    peak_end = models.DateField(_("cao điểm đến"), null=True, blank=True)
    report_due = models.DateField(_("báo cáo kết quả trước ngày"), null=True, blank=True)
    base_documents = ParentalManyToManyField(
        "campaigns.OfficialDocumentPage",
        blank=True,
        related_name="campaigns",
        verbose_name=_("văn bản căn cứ"),
    )
    organisations = ParentalManyToManyField(
        "accounts.Organisation", blank=True, related_name="+", verbose_name=_("đơn vị tham gia")
    )

    objects = PageManager.from_queryset(CampaignQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("year"), FieldPanel("theme")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldRowPanel([FieldPanel("peak_start"), FieldPanel("peak_end")]),
                FieldPanel("report_due"),
            ],
            heading=_("Thời gian"),
        ),
        FieldPanel("summary"),
        FieldPanel("base_documents", widget=DocumentChooser),
        FieldPanel("organisations", widget=OrganisationChooser),
        FieldPanel("body"),
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/campaign_page.html"
    page_description = _("Chiến dịch 30/7 của một năm")
    search_kind = "chien-dich"
    kind_label = _("Chiến dịch")
    kind_order = 70
    sent_fields = ("year", "start", "end")
    search_follows = ("campaigns.SloganPage",)

    class Meta:
        verbose_name = _("chiến dịch")

    @property
    def reader_state(self) -> ReaderState:
        today = timezone.localdate()
        if self.window.contains(today):
            return ReaderState(_("Đang diễn ra"), "ok")
        ended = self.end < today
        return ReaderState(_("Đã kết thúc"), "past") if ended else ReaderState(_("Sắp tới"), "warn")

    @property
    def window(self) -> Window:
        return Window(self.start, self.end)

    @property
    def peak(self) -> Window | None:
        return Window(self.peak_start, self.peak_end) if self.peak_start and self.peak_end else None

    @property
    def shown_theme(self) -> Theme | None:
        """The theme when readers may see it today."""
        return self.theme if self.theme and self.theme.is_shown else None

    @property
    def awaits_theme(self) -> bool:
        """Whether the theme may still be announced: there is none and the campaign has not ended."""
        return self.theme is None and self.end >= timezone.localdate()

    def clean(self) -> None:
        super().clean()
        if self.start and self.end:
            self.window.check("end")
            self.date = self.start
        if bool(self.peak_start) != bool(self.peak_end):
            raise ValidationError({"peak_end": _("Ghi cả ngày đầu và ngày cuối của đợt cao điểm.")})
        if self.peak:
            self.peak.check("peak_end")

    def items(self) -> list[tuple[Any, list[Page]]]:
        """(label of the kind, newest live pages of this campaign, each with its ``date``), one query.

        Kinds without pages are left out.
        """
        if self.pk is None:
            return []
        kinds = [
            relation.related_model
            for relation in self._meta.related_objects
            if relation.name.endswith("_items") and relation.field.name == "campaign"
        ]
        newest = models.Q(pk__in=[])
        for model in kinds:
            pages = model.objects.filter(open_to_all(), campaign=self).order_by("-date", "title")
            newest |= models.Q(pk__in=pages.values("pk")[:SHOWN_OF_A_KIND])
        dates = Coalesce(*(f"{model._meta.model_name}__date" for model in kinds))
        found = Page.objects.filter(newest).annotate(date=dates).order_by("-date", "title")
        types = {ContentType.objects.get_for_model(model).pk: model for model in kinds}
        groups: dict[Any, list[Page]] = {model: [] for model in kinds}
        for page in found:
            groups[types[page.content_type_id]].append(page)
        return [(model.kind_label, pages) for model, pages in groups.items() if pages]

    def search_content(self) -> SearchContent:
        shown = self.shown_theme
        theme = f"{shown.text} {shown.english}" if shown else ""
        return SearchContent(
            summary=self.summary or theme,
            body=f"{theme} {self.story_text}",
            keywords=(str(self.year), "30/7"),
            date=self.date or self.start,
            campaign=(str(self.pk), self.title),
            boost=1.0 if self.end < timezone.localdate() else 2.0,
        )
