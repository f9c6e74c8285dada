"""The worker's part in attached files: read the words, then tell the pages that show them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django_tasks import task
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from search import connection
from search.builder import page_key
from search.extract import read_document
from search.models import DocumentText
from search.sync import touch


@task()
def read_document_task(pk: int) -> None:
    """Read one document's words; pages that show it are indexed again if they have changed."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is not None and read_document(document):
        touch(connection.PUBLIC, [page_key(page) for page in pages_with([document])])


def words_of_documents(sender: Any = None, **kwargs: Any) -> Iterator[tuple[int, str]]:
    """(document key, words of its file) of every document that was read."""
    yield from DocumentText.objects.values_list("pk", "text").iterator(chunk_size=100)


def pages_with(shown: "Sequence[Model] | QuerySet[Any]") -> set[int]:
    """Pages that refer to any of those pictures, files, pages or records, by Wagtail's own list."""
    rows = ReferenceIndex.get_references_to_in_bulk(shown)
    kept = rows.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return {int(key) for key in kept.values_list("object_id", flat=True) if key.isdecimal()}
