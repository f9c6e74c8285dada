"""Abstract page type of home, department and section pages, and queries for the pages they list."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, get_page_models

from campaigns.approvals.permissions import StructurePermissionTester
from campaigns.models.content import ContentPage
from campaigns.panels import HeadPanel
from cms.models import BasePage
from cms.visibility import open_to_all

HOME_DEPTH = 2


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
        return open_pages(model).descendant_of(self)


def open_pages(model: type[ContentPage]) -> Any:
    """All pages of a type that readers may open, newest first."""
    return model._default_manager.filter(open_to_all()).order_by("-date", "-first_published_at")


def content_models() -> list[type[ContentPage]]:
    """All page types that are a kind of content, in the order in which readers meet them."""
    models = [model for model in get_page_models() if issubclass(model, ContentPage)]
    return sorted(models, key=lambda model: (model.kind_order, str(model.search_kind)))


def content_model(kind: str) -> type[ContentPage]:
    """The page type of a kind. Raises ``KeyError`` for an unknown one."""
    return {str(model.search_kind): model for model in content_models()}[kind]
