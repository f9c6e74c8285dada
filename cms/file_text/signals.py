"""Enqueues the extraction of a document's text whenever the document is saved."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model

from cms.file_text.documents import has_extractable_text
from cms.file_text.tasks import extract_document_text


def document_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if instance.pk and has_extractable_text(instance):
        extract_document_text.enqueue(instance.pk)


def connect() -> None:
    """Connect the receivers; called once, when every model is loaded."""
    for signal in (post_save, post_delete):
        signal.connect(document_changed, sender=get_document_model())
