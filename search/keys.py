"""The keys that belong in an index, read from the database."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from search import connection
from search.builder import page_key
from search.discovery import searchable_page_types
from search.staff import root_label, staff_models

CHUNK = 2_000


def indexable_keys(index: str) -> Iterator[str]:
    """Yield the keys of all pages that may be public, or of every row that staff may search."""
    if index == connection.PUBLIC:
        types = ContentType.objects.get_for_models(*searchable_page_types(), for_concrete_models=False)
        rows = Page.objects.filter(content_type__in=types.values(), live=True)
        yield from (page_key(pk) for pk in rows.order_by("pk").values_list("pk", flat=True).iterator(CHUNK))
        return
    for model in staff_models():
        label = root_label(model)
        keys = model._base_manager.order_by("pk").values_list("pk", flat=True)
        yield from (f"{label}:{pk}" for pk in keys.iterator(CHUNK))
