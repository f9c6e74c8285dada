"""Abstract page type of home, department and section pages, and queries for the pages they list."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, get_page_models

from campaigns.approvals.permissions import StructurePermissionTester
from campaigns.models.content import ContentPage
from campaigns.panels import HeadPanel
from cms.listing import whole_number
from cms.models import BasePage
from cms.visibility import open_to_all

HOME_DEPTH = 2
# Pages by their day that are looked at before all pages below a page are sorted.
LOOKED_AT = 200


class StructurePage(BasePage):
    """A page that lists others and has only an introduction: not approved, not in search."""

    search_kind = None

    intro = models.TextField(_("giới thiệu"), blank=True, max_length=400)

    content_panels = [HeadPanel(), *Page.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> StructurePermissionTester:
        return StructurePermissionTester(user, self)

    def newest(self, model: type[ContentPage]) -> models.QuerySet[Any]:
        """Live public pages of a type below this page, newest first."""
        return newest_below(self, model)

    def newest_few(self, model: type[ContentPage], most: int, condition: models.Q | None = None) -> list[Any]:
        """The first of ``newest``, at most so many; the newest of the site are looked at first."""
        condition = condition or models.Q()
        if whole_number(model, self) > LOOKED_AT:
            dated = model._default_manager.filter(date__isnull=False).order_by("-date", "-pk")
            looked_at = open_pages(model).filter(condition, pk__in=dated.values("pk")[:LOOKED_AT])
            # By LIKE: as a range SQLite would begin with all pages below.
            found = list(looked_at.filter(StartsWith(models.F("path"), self.path))[:most])
            if len(found) == most:
                return found
        return list(self.newest(model).filter(condition)[:most])


def newest_below(page: Page, model: type[ContentPage]) -> models.QuerySet[Any]:
    """The open pages of a type below a page, newest first."""
    # The type is named for the sake of the index of types and paths.
    of_type = ContentType.objects.get_for_model(model)
    return open_pages(model).filter(content_type=of_type).descendant_of(page)


def open_pages(model: type[ContentPage]) -> Any:
    """All pages of a type that readers may open, newest first; those without a day last."""
    return model._default_manager.filter(open_to_all()).order_by(
        models.F("date").desc(nulls_last=True), "-first_published_at"
    )


def content_models() -> list[type[ContentPage]]:
    """All page types that are a kind of content, in the order in which readers meet them."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    return sorted(models, key=lambda model: (model.kind_order, str(model.search_kind)))


def content_model(kind: str) -> type[ContentPage]:
    """The page type of a kind. Raises ``KeyError`` for an unknown one."""
    return {str(model.search_kind): model for model in content_models()}[kind]
