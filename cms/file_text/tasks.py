"""Background task: files are read by the worker, never in the request that saves a document."""

from django_tasks import task
from wagtail.documents import get_document_model

from cms.file_text.documents import update_document_text
from cms.signals import document_text_changed


@task()
def extract_document_text(pk: int) -> None:
    """Update the stored text of one document; send ``document_text_changed`` if it differs."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is not None and update_document_text(document):
        document_text_changed.send(sender=type(document), instance=document)
