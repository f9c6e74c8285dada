"""The number of pages of each type below a page, remembered until pages come or go (rule 135)."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min
from django.utils import timezone
from wagtail.models import Page, get_page_models

from cms.surroundings import remembered
from cms.visibility import open_to_all

# Pages by content type, and when the first of them ends.
Numbers = tuple[dict[int, int], datetime | None]


@remembered
def _known() -> dict[int, Numbers]:
    return {}


def whole_number(model: type[Any], top: Any) -> int:
    """The number of pages of this type below the page that every reader may open now."""
    known = _known()
    numbers, until = known.get(top.pk, ({}, timezone.now()))
    if until is not None and until <= timezone.now():
        numbers, until = known[top.pk] = _read(top)
    return numbers.get(ContentType.objects.get_for_model(model).pk, 0)


def _read(top: Any) -> Numbers:
    # All types are named for the sake of the index, which begins with the type.
    types = [found.pk for found in ContentType.objects.get_for_models(*get_page_models()).values()]
    rows = list(
        Page.objects.filter(open_to_all(), path__startswith=top.path, content_type__in=types)
        .order_by()
        .values_list("content_type")
        .annotate(number=Count("pk"), ends=Min("expire_at"))
    )
    ends = [end for _type, _number, end in rows if end is not None]
    return {key: number for key, number, _end in rows}, min(ends, default=None)
