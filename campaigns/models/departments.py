"""A department's subtree, and the sections that list one kind each."""

from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, get_page_models

from campaigns import approval, feeds
from campaigns.addresses import SEARCH_PATH
from campaigns.filters import section_filters
from campaigns.forms import SectionForm
from campaigns.models.content import ContentPage, Kind
from cms.listing import Listing
from cms.models import BasePage
from cms.readers import open_to_all
from cms.vocabulary.places import read_place

HOME_DEPTH = 2


class StructurePage(BasePage):
    """A page that holds others and has little text of its own: no approval, no place in search."""

    search_kind = None

    intro = models.TextField(_("giới thiệu"), blank=True, max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> approval.StructurePermissionTester:
        return approval.StructurePermissionTester(user, self)

    def newest(self, kind: str) -> models.QuerySet[Any]:
        """Live public pages of a kind below this page, newest first."""
        return open_pages(kind).descendant_of(self)


class DepartmentPage(StructurePage):
    """The home of one department; everything below it is the department's own."""

    organisation = models.OneToOneField(
        "accounts.Organisation",
        models.PROTECT,
        related_name="department_page",
        verbose_name=_("đơn vị"),
    )

    # In whose name the department approves: the command sets it, nobody re-points it.
    content_panels = [*StructurePage.content_panels, FieldPanel("organisation", read_only=True)]
    is_creatable = False
    parent_page_types = ["campaigns.HomePage"]
    subpage_types = ["campaigns.SectionPage", "campaigns.StandardPage"]
    template = "campaigns/department_page.html"
    page_description = _("Trang của một đơn vị; tạo bằng lệnh add_department")

    class Meta:
        verbose_name = _("trang đơn vị")


class SectionPage(RoutablePageMixin, StructurePage):
    """The pages of one kind below this section's parent: a department's own, or all under the home page."""

    class SectionKind(models.TextChoices):
        SLOGAN = Kind.SLOGAN.value, Kind.SLOGAN.label
        MATERIAL = Kind.MATERIAL.value, Kind.MATERIAL.label
        WARNING = Kind.WARNING.value, Kind.WARNING.label
        NEWS = Kind.NEWS.value, Kind.NEWS.label
        DOCUMENT = Kind.DOCUMENT.value, Kind.DOCUMENT.label
        EVENT = Kind.EVENT.value, Kind.EVENT.label
        CAMPAIGN = Kind.CAMPAIGN.value, Kind.CAMPAIGN.label

    kind = models.CharField(_("loại nội dung"), max_length=12, choices=SectionKind.choices)

    content_panels = [
        *StructurePage.content_panels,
        FieldPanel("kind", required_on_save=True, help_text=_("Không đổi được nữa sau khi đã lưu.")),
    ]
    base_form_class = SectionForm
    parent_page_types = ["campaigns.HomePage", "campaigns.DepartmentPage"]
    subpage_types = [
        "campaigns.SloganPage",
        "campaigns.MaterialPage",
        "campaigns.ScamWarningPage",
        "campaigns.NewsPage",
        "campaigns.OfficialDocumentPage",
        "campaigns.EventPage",
        "campaigns.CampaignPage",
    ]
    template = "campaigns/section_page.html"
    page_description = _("Danh sách một loại nội dung")

    class Meta:
        verbose_name = _("chuyên mục")

    def pages(self) -> models.QuerySet[Any]:
        return open_pages(self.kind).descendant_of(self.get_parent())

    def listing(self, params: Any, size: int = 12) -> Listing:
        filters = section_filters(content_model(self.kind), of_all_departments=self.depth == HOME_DEPTH + 1)
        scope = (self.kind, self.get_parent().pk)
        return Listing(self.pages(), filters, params, size, scope)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        asked = read_place(request.GET)
        listing = self.listing(asked.params)
        return (
            super().get_context(request, *args, **kwargs)
            | listing.place_context(asked)
            | {"listing": listing, "searched_with": self.searched_with(listing)}
        )

    def searched_with(self, listing: Listing) -> list[tuple[str, str]]:
        """(parameter, value): what a search within this section, as it is filtered now, takes along."""
        kept = [("kind", self.kind)]
        if self.depth > HOME_DEPTH + 1:
            kept.append(("department", self.get_parent().slug))
        return kept + [(name, key) for name, keys in listing.chosen.items() for key in keys]

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Words are for the search page, which knows how to read them."""
        words = request.GET.get("q", "").strip()
        if not words:
            return super().index_route(request, *args, **kwargs)
        kept = self.searched_with(self.listing(read_place(request.GET).params))
        return redirect(f"{SEARCH_PATH}?{urlencode([('q', words), *kept])}")

    @path("rss/")
    def rss(self, request: HttpRequest) -> HttpResponse:
        return feeds.RssFeed(self)(request)

    @path("atom/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        return feeds.AtomFeed(self)(request)

    @path("json/")
    def json_feed(self, request: HttpRequest) -> HttpResponse:
        return feeds.json_feed(self, request)


def open_pages(kind: str) -> Any:
    """All pages of a kind that readers may open, newest first."""
    return content_model(kind).objects.filter(open_to_all()).order_by("-date", "-first_published_at")


def content_model(kind: str) -> type[ContentPage]:
    """The page type of a kind. Raises ``KeyError`` for an unknown one."""
    return {model.search_kind: model for model in get_page_models() if issubclass(model, ContentPage)}[kind]
