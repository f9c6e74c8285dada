"""Sitemap of the pages of the site and of its translations."""

from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, When
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Page

from cms.visibility import open_to_all


class Sitemap(WagtailSitemap):
    """Wagtail's sitemap with the trees of the other languages, which are siblings of the home page."""

    def items(self) -> Any:
        """The pages, each with ``changed_below``, the last publication of it or a page below it."""
        root = self.get_wagtail_site().root_page
        tree = Q()
        for top in (root, *root.get_translations()):
            tree |= Q(path__startswith=top.path)
        below = Page.objects.filter(path__startswith=OuterRef("path"), last_published_at__isnull=False)
        newest = below.order_by("-last_published_at").values("last_published_at")[:1]
        return (
            Page.objects.filter(tree & open_to_all())
            .annotate(changed_below=Case(When(numchild__gt=0, then=Subquery(newest))))
            .order_by("path")
            .defer_streamfields()
            .specific()
        )
