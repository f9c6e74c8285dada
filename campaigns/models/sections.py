"""Sections: the filtered lists and feeds of one kind of content."""

from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from campaigns.forms import SectionForm
from campaigns.listings import feeds
from campaigns.listings.filters import section_filters
from campaigns.models.content import ContentPage
from campaigns.models.structure import HOME_DEPTH, StructurePage, content_model, content_models, newest_below
from cms.last_change import unless_modified
from cms.listing import Listing
from cms.models import SiteSettings
from cms.searchable import SEARCH_PATH
from cms.surroundings import remembered
from cms.vocabulary.places import read_place


def section_kinds() -> list[tuple[str, Any]]:
    """(key, label) of the kinds that have sections: those whose pages are written below a section."""
    return [
        (str(model.search_kind), model.kind_label)
        for model in content_models()
        if SectionPage in model.clean_parent_page_models()
    ]


@remembered
def _pages_above() -> dict[str, Page]:
    return {}


class SectionPage(RoutablePageMixin, StructurePage):
    """The pages of one kind below this section's parent: a department's own, or all under the home page."""

    kind = models.CharField(_("loại nội dung"), max_length=12, choices=section_kinds)

    content_panels = [
        *StructurePage.content_panels,
        FieldPanel("kind", required_on_save=True, help_text=_("Không đổi được nữa sau khi đã lưu.")),
    ]
    base_form_class = SectionForm
    parent_page_types = ["campaigns.HomePage", "campaigns.DepartmentPage"]
    template = "campaigns/section_page.html"
    page_description = _("Danh sách một loại nội dung")

    class Meta:
        verbose_name = _("chuyên mục")

    @property
    def content_model(self) -> type[ContentPage]:
        return content_model(self.kind)

    @property
    def above(self) -> Page:
        """The department or the home page above, remembered."""
        known, place = _pages_above(), self.path[: -self.steplen]
        if place not in known:
            known[place] = self.get_parent()
        return known[place]

    def pages(self) -> models.QuerySet[Any]:
        """The open pages of the section's kind below its parent."""
        return newest_below(self.above, self.content_model)

    def listing(self, params: Any, size: int = 12) -> Listing:
        filters = section_filters(self.content_model, of_all_departments=self.depth == HOME_DEPTH + 1)
        scope = (self.kind, self.above)
        return Listing(self.pages(), filters, params, size, scope)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        place = read_place(request.GET)
        listing = self.listing(place.params)
        return (
            super().get_context(request, *args, **kwargs)
            | listing.place_context(place)
            | {"listing": listing, "search_params": self.search_params(listing)}
        )

    def search_params(self, listing: Listing) -> list[tuple[str, str]]:
        """(parameter, value) that limit the search page to this section with its present filters."""
        params = [("kind", self.kind)]
        if self.depth > HOME_DEPTH + 1:
            params.append(("department", self.above.slug))
        return params + [(name, key) for name, keys in listing.chosen.items() for key in keys]

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list of the section; a query ``q`` redirects to the search page."""
        words = request.GET.get("q", "").strip()
        if not words:
            return super().index_route(request, *args, **kwargs)
        params = self.search_params(self.listing(read_place(request.GET).params))
        return redirect(f"{SEARCH_PATH}?{urlencode([('q', words), *params])}")

    def agency(self, request: HttpRequest) -> str:
        """The publisher of what the section lists: its department, below the home page the site."""
        if self.depth > HOME_DEPTH + 1:
            return str(self.above.title)
        return str(SiteSettings.for_request(request).agency)

    @path("rss/")
    @method_decorator(unless_modified)
    def rss(self, request: HttpRequest) -> HttpResponse:
        return feeds.RssFeed(self)(request)

    @path("atom/")
    @method_decorator(unless_modified)
    def atom(self, request: HttpRequest) -> HttpResponse:
        return feeds.AtomFeed(self)(request)

    @path("json/")
    @method_decorator(unless_modified)
    def json_feed(self, request: HttpRequest) -> HttpResponse:
        return feeds.json_feed(self, request)
