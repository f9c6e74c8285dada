"""News, articles, reportages, good examples, case stories and corrections."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page

from campaigns.approvals import content_hash
from campaigns.models.content import CampaignItem, ContentPage, StoryPage
from campaigns.models.privacy import PrivacyCheck
from cms.models import SiteSettings
from cms.searchable import SearchContent


class NewsPage(CampaignItem, StoryPage):
    """A news item, article, case story or correction."""

    class Form(models.TextChoices):
        ITEM = "tin", _("Tin")
        ARTICLE = "bai", _("Bài")
        REPORTAGE = "phong-su", _("Phóng sự")
        EXAMPLE = "guong-dien-hinh", _("Gương điển hình")
        CASE = "vu-viec", _("Vụ việc")
        CORRECTION = "dinh-chinh", _("Đính chính")

    form = models.CharField(_("loại"), max_length=16, choices=Form.choices, default=Form.ITEM)
    byline = models.CharField(_("tác giả, nguồn tin"), max_length=160, blank=True)
    picture = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ảnh"),
    )
    corrects = models.ForeignKey(
        Page,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("đính chính cho"),
    )

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldRowPanel([FieldPanel("form"), FieldPanel("date")]),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("byline"),
        PageChooserPanel("corrects"),
        *CampaignItem.campaign_panels,
    ]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "campaigns/news_page.html"
    page_description = _("Tin, bài, phóng sự, gương điển hình, vụ việc, đính chính")
    search_kind = "tin-tuc"
    kind_label = _("Tin tức")
    kind_order = 40
    needed_to_submit = (*StoryPage.needed_to_submit, "date", "body")
    sent_fields = ("form", "byline")

    class Meta:
        verbose_name = _("tin bài")

    @property
    def needs_privacy_check(self) -> bool:
        return self.form == self.Form.CASE

    def structured_data(self, settings: SiteSettings) -> dict[str, Any]:
        return {
            "@type": "NewsArticle",
            "headline": self.title[:110],
            "datePublished": self.date or self.first_published_at,
            "dateModified": self.last_published_at,
            "author": {"@type": "Organization", "name": self.byline or settings.agency},
        }

    def clean(self) -> None:
        super().clean()
        if self.form == self.Form.CORRECTION and not self.corrects_id:
            raise ValidationError({"corrects": _("Chọn tin, bài được đính chính.")})

    def publication_errors(self) -> list[tuple[str | None, Any]]:
        errors = super().publication_errors()
        if not self.date:
            errors.append(("date", _("Ghi ngày của tin.")))
        if not self.body:
            errors.append(("body", _("Tin chưa có nội dung.")))
        return errors

    def review_errors(self) -> list[tuple[str | None, Any]]:
        """Error of a case story without a passed privacy check of its present content (rule 14)."""
        if not self.needs_privacy_check:
            return []
        checks = PrivacyCheck.objects.filter(page_id=self.pk, content_hash=content_hash.page_hash(self))
        # The newest check decides, so that a problem found later stops the story.
        newest = checks.order_by("-checked_at", "-pk").first()
        if newest is not None and newest.passed:
            return []
        return [
            (
                None,
                _(
                    "Bài về vụ việc cần người thứ hai đánh dấu đủ sáu điểm bảo vệ nạn nhân. "
                    "Mở mục “Kiểm tra bảo vệ nạn nhân” của bài này."
                ),
            )
        ]

    def search_content(self) -> SearchContent:
        return SearchContent(
            summary=self.summary,
            body=self.story_text,
            keywords=(self.get_form_display(),),
            date=self.date,
            form=self.form,
            campaign=self.campaign_key,
        )
