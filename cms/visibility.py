"""Pages that every reader may open: live ones without a view restriction on them or above them."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import Page, PageViewRestriction


def open_to_all() -> Q:
    """The condition on pages; Wagtail's ``public()`` needs one query more."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return Q(live=True) & ~Q(Exists(restrictions))


def readable(keys: list[int]) -> set[int]:
    """Of the pages with these keys, those that readers may open; one query, none without keys."""
    if not keys:
        return set()
    return set(Page.objects.filter(open_to_all(), pk__in=keys).values_list("pk", flat=True))
