"""The home page: theme of the year, newest warnings, slogans and news."""

from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel

from campaigns.models.campaigns import CampaignPage
from campaigns.models.news import NewsPage
from campaigns.models.scams import ScamWarningPage
from campaigns.models.slogans import SloganPage, keys_with_text
from campaigns.models.structure import StructurePage
from cms.models import SiteSettings
from cms.windows import current


class HomePage(StructurePage):
    """The home page: theme, newest warnings, slogans and news."""

    slogan = models.ForeignKey(
        "campaigns.SloganPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("khẩu hiệu khi chưa có chủ đề năm"),
    )
    self_check = models.ForeignKey(
        "campaigns.StandardPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("trang tự kiểm tra"),
    )

    content_panels = [
        *StructurePage.content_panels,
        PageChooserPanel("slogan"),
        PageChooserPanel("self_check"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "campaigns.DepartmentPage",
        "campaigns.SectionPage",
        "campaigns.StandardPage",
        "campaigns.HotlinePage",
    ]
    max_count = 1
    template = "campaigns/home_page.html"
    page_description = _("Trang chủ")

    class Meta:
        verbose_name = _("trang chủ")

    def structured_data(self, settings: SiteSettings) -> dict[str, Any]:
        return {"@type": "WebSite", "name": settings.tagline}

    def campaign(self) -> CampaignPage | None:
        """The campaign that runs today, else the latest one that has begun; preferably one with a theme."""
        today = timezone.localdate()
        live: Any = self.newest(CampaignPage).select_related("theme")
        order = (models.F("theme").asc(nulls_last=True), "pk")
        return (
            live.current(today).order_by("-year", *order).first()
            or live.filter(start__lte=today).order_by("-year", *order).first()
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        campaign = self.campaign()
        today = timezone.localdate()
        theme = campaign.shown_theme if campaign and campaign.theme and campaign.theme.text else None
        in_force = current(today, "valid_from", "valid_until")
        usable = self.newest(SloganPage).filter(in_force)
        slogans = self.newest_few(SloganPage, 4, in_force)
        slogan = None
        if theme is None:
            slogan = usable.filter(pk=self.slogan_id).first() or next(iter(slogans), None)
        prefetch_related_objects([one for one in (*slogans, slogan) if one], *SloganPage.card_prefetch)
        # The poster must show the words of the headline, so it is shown only when they are approved.
        poster = slogan
        if theme is not None:
            poster = next((one for one in slogans if one.text == theme.text), None)
            poster = poster or usable.filter(pk__in=keys_with_text(theme.text)).first()
        return super().get_context(request, *args, **kwargs) | {
            "campaign": campaign,
            "theme": theme,
            "headline": slogan,
            "poster": poster,
            "in_peak": bool(campaign and campaign.peak and campaign.peak.contains(today)),
            "warnings": self.newest_few(ScamWarningPage, 3, models.Q(replaced_by=None)),
            "slogans": slogans,
            "news": self.newest_few(NewsPage, 3),
        }
