"""Extracts the text of a saved document, and deletes that of a deleted one."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model

from cms.file_text.documents import has_extractable_text
from cms.file_text.models import DocumentText
from cms.file_text.tasks import extract_document_text


def document_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    if instance.pk and has_extractable_text(instance):
        extract_document_text.enqueue(instance.pk)


def document_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    DocumentText.objects.filter(pk=instance.pk).delete()


def connect() -> None:
    """Connect the receivers; called once, when every model is loaded."""
    post_save.connect(document_changed, sender=get_document_model())
    post_delete.connect(document_deleted, sender=get_document_model())
