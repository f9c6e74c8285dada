"""Background task: files are read by the worker, never in the request that saves a document."""

from django_tasks import task
from wagtail.documents import get_document_model

from cms.file_text.documents import update_document_text


@task()
def extract_document_text(pk: int) -> None:
    """Update the stored text of one document."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is not None:
        update_document_text(document)
