"""Pledges: a text that units carry, with a village and a day of review."""

from datetime import date
from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField

from campaigns.models import ContentPage, ReaderState
from cms.models import SiteSettings
from cms.searchable import SearchContent
from cms.visibility import open_to_all


class PledgePage(ContentPage):
    text = models.TextField("nguyên văn", max_length=300)
    village = models.CharField("thôn, bản", max_length=80, blank=True)
    review_on = models.DateField("rà soát lại ngày", null=True, blank=True)

    content_panels = [*ContentPage.opening_panels, FieldPanel("text"), FieldPanel("village")]
    parent_page_types = ["campaigns.SectionPage"]
    subpage_types: list[str] = []
    template = "kind/pledge_page.html"
    search_kind = "ban-cam-ket"
    kind_label = "Bản cam kết"
    kind_order = 75
    sent_fields = ("text", "village")
    api_fields = [APIField("village")]

    class Meta:
        verbose_name = "bản cam kết"

    @property
    def has_kit(self) -> bool:
        return True

    @property
    def exact_text(self) -> str:
        return self.text

    @property
    def reader_state(self) -> ReaderState:
        return ReaderState("Đang vận động", "ok")

    @classmethod
    def bundle_candidates(cls) -> models.QuerySet[Any]:
        return cls.objects.filter(open_to_all()).exclude(code="")

    def poster_heading(self, today: date) -> tuple[str, str]:
        return "", "Cam kết của thôn bản"

    def structured_data(self, settings: SiteSettings) -> dict[str, Any]:
        return {"@type": "CreativeWork", "name": self.title}

    def search_content(self) -> SearchContent:
        return SearchContent(summary=self.summary, body=f"{self.text}\n{self.village}", date=self.date)
