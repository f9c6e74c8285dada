"""Which pages every reader may open: live, and nothing above them closes them."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction


def open_to_all() -> Q:
    """The condition on a query of pages; Wagtail's ``public()`` asks the database once more."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closing = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return Q(live=True) & ~Q(Exists(closing))


def readable(keys: list[int]) -> set[int]:
    """Those of the pages with these keys that readers may open: one query, none for no key."""
    if not keys:
        return set()
    return set(Page.objects.filter(open_to_all(), pk__in=keys).values_list("pk", flat=True))
