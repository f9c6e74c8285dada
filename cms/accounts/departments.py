"""The pages of departments: those that have role groups."""

from django.db.models import QuerySet
from wagtail.models import Page

from cms.surroundings import remembered


def departments() -> QuerySet[Page]:
    """The pages of departments by title, without the root page, whose groups are those of the site."""
    return Page.objects.filter(role_groups__isnull=False, depth__gt=1).distinct().order_by("title")


@remembered
def known_departments() -> list[Page]:
    """The pages of ``departments``, remembered."""
    return list(departments())
