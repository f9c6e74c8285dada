"""Ordinary pages: introduction, self-check, accessibility statement, the English page."""

import re

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from campaigns.models.content import StoryPage
from cms.searchable import SearchContent

_EXPLAINS = re.compile(r"\blà (?:gì|ai|thế nào)\b", re.IGNORECASE)


class StandardPage(StoryPage):
    """A page of the site's own: introduction, self-check, the English page."""

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types = [
        "wagtailcore.Page",
        "campaigns.HomePage",
        "campaigns.DepartmentPage",
        "campaigns.StandardPage",
    ]
    subpage_types = ["campaigns.StandardPage"]
    template = "campaigns/standard_page.html"
    page_description = _("Trang giới thiệu, hướng dẫn, hỏi đáp")
    search_kind = "trang"
    kind_label = _("Trang")
    kind_order = 90

    class Meta:
        verbose_name = _("trang")

    def search_content(self) -> SearchContent:
        # A title like “Mua bán người là gì?” explains its words, which is what comes first for them.
        boost = 1.4 if _EXPLAINS.search(self.title) else 1.0
        return SearchContent(summary=self.summary, body=self.story_text, date=self.date, boost=boost)
