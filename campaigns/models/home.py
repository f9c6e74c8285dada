"""The home page: theme of the year, newest warnings, slogans and news."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel

from campaigns.models.campaigns import CampaignPage
from campaigns.models.news import NewsPage
from campaigns.models.scams import ScamWarningPage
from campaigns.models.slogans import SloganPage
from campaigns.models.structure import StructurePage
from cms.models import SiteSettings
from cms.visibility import open_to_all
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
        live = CampaignPage.objects.filter(open_to_all()).descendant_of(self).select_related("theme")
        order = (models.F("theme").asc(nulls_last=True), "pk")
        return (
            live.current(today).order_by("-year", *order).first()
            or live.filter(start__lte=today).order_by("-year", *order).first()
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        campaign = self.campaign()
        today = timezone.localdate()
        theme = campaign.shown_theme if campaign and campaign.theme and campaign.theme.text else None
        usable = self.newest(SloganPage).filter(current(today, "valid_from", "valid_until"))
        slogans = list(usable[:4])
        slogan = None
        if theme is None:
            slogan = usable.filter(pk=self.slogan_id).first() or next(iter(slogans), None)
        # The poster must show the words of the headline, so it is shown only when they are approved.
        poster = slogan
        if theme is not None:
            poster = next((one for one in slogans if one.text == theme.text), None)
            poster = poster or usable.filter(text=theme.text).first()
        return super().get_context(request, *args, **kwargs) | {
            "campaign": campaign,
            "theme": theme,
            "headline": slogan,
            "poster": poster,
            "in_peak": bool(campaign and campaign.peak and campaign.peak.contains(today)),
            "warnings": list(self.newest(ScamWarningPage).filter(replaced_by=None)[:3]),
            "slogans": slogans,
            "news": list(self.newest(NewsPage)[:3]),
        }
