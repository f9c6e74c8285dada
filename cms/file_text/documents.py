"""The text of Wagtail documents, stored in ``DocumentText``."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.utils.module_loading import import_string

from cms.file_text.extraction import EXTENSIONS, MAX_BYTES
from cms.file_text.models import DocumentText
from cms.file_text.states import Extraction, State
from cms.signals import document_text_changed

logger = logging.getLogger(__name__)

# Seconds that the worker gives to one file.
SECONDS = 120
# Seconds that the person waits who has just uploaded the file; what takes longer is left to the worker.
SECONDS_AT_ONCE = 8


def has_extractable_text(document: Any) -> bool:
    """Return whether text can be extracted from the document's file type."""
    return document.file_extension.lower() in EXTENSIONS


def update_document_text(document: Any) -> bool:
    """Extract the document's text unless its file is unchanged; return whether the text changed.

    Sends ``document_text_changed`` if it did.
    """
    return _update(document, SECONDS)


def read_at_once(document: Any) -> None:
    """Extract the text of a document that was just uploaded, unless that takes long."""
    if has_extractable_text(document):
        _update(document, SECONDS_AT_ONCE, keeps_trying=True)


def _update(document: Any, seconds: float, *, keeps_trying: bool = False) -> bool:
    digest = document.file_hash or document.get_file_hash()
    stored = DocumentText.objects.filter(pk=document.pk).first()
    if stored is not None and stored.digest == digest:
        return False
    read = Extraction("", State.TOO_LARGE)
    if (document.get_file_size() or 0) <= MAX_BYTES:
        try:
            with document.open_file() as file:
                read = _reader()(file, document.file_extension.lower(), seconds)
        except OSError as error:
            logger.warning("The file of document %s cannot be opened: %s", document.pk, error)
            return False
    if keeps_trying and (read.state is State.TOO_LARGE or (read.state is State.PARTIAL and not read.detail)):
        # With more time there may be more.
        return False
    DocumentText.objects.update_or_create(
        pk=document.pk,
        defaults={"digest": digest, "text": read.text, "state": read.state, "detail": read.detail[:200]},
    )
    has_changed = (stored.text if stored else "") != read.text
    if has_changed:
        document_text_changed.send(sender=type(document), instance=document)
    return has_changed


def _reader() -> Callable[[BinaryIO, str, float], Extraction]:
    # Tests read in their own process.
    path = getattr(settings, "FILE_READER", "cms.file_text.isolation.read_isolated")
    return cast(Callable[[BinaryIO, str, float], Extraction], import_string(path))


def joined_text(documents: Iterable[Any]) -> str:
    """Return the stored text of the given documents, joined by line breaks."""
    pks = [document.pk for document in documents]
    if not pks:
        return ""
    return "\n".join(DocumentText.objects.filter(pk__in=pks).order_by("pk").values_list("text", flat=True))


def document_texts() -> Iterator[tuple[int, str]]:
    """Yield (document key, text) for every document whose text is stored."""
    yield from DocumentText.objects.values_list("pk", "text").iterator(chunk_size=100)
