"""Which pages are departments: those that roles belong to."""

from django.db.models import QuerySet
from wagtail.models import Page


def departments() -> QuerySet[Page]:
    """The pages of departments by title, the root of the tree (the site's own desk) left out."""
    return Page.objects.filter(role_groups__isnull=False, depth__gt=1).distinct().order_by("title")
