"""What search engines are told of: the site's pages, and those of its other languages beside them."""

from typing import Any

from django.db.models import Case, OuterRef, Q, Subquery, When
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Page


class Sitemap(WagtailSitemap):
    def items(self) -> Any:
        """The pages, each with ``changed_below``: when anything under it was last published."""
        root = self.get_wagtail_site().root_page
        tree = Q()
        for top in (root, *root.get_translations()):
            tree |= Q(path__startswith=top.path)
        below = Page.objects.filter(path__startswith=OuterRef("path"), last_published_at__isnull=False)
        newest = below.order_by("-last_published_at").values("last_published_at")[:1]
        return (
            Page.objects.filter(tree)
            .live()
            .public()
            .annotate(changed_below=Case(When(numchild__gt=0, then=Subquery(newest))))
            .order_by("path")
            .defer_streamfields()
            .specific()
        )
