"""Looks up which pages refer to an object, in Wagtail's reference index."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page, ReferenceIndex


def pages_referring_to(objects: "Sequence[Model] | QuerySet[Any]") -> set[int]:
    """Return the primary keys of pages that refer to any of those images, files, pages or records."""
    rows = ReferenceIndex.get_references_to_in_bulk(objects)
    of_pages = rows.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return {int(key) for key in of_pages.values_list("object_id", flat=True) if key.isdecimal()}
