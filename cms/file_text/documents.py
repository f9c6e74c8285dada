"""The text of Wagtail documents, stored in ``DocumentText``."""

import logging
from collections.abc import Iterable, Iterator
from typing import Any

from cms.file_text.extraction import EXTENSIONS, MAX_BYTES, extract_text
from cms.file_text.models import DocumentText

logger = logging.getLogger(__name__)


def has_extractable_text(document: Any) -> bool:
    """Return whether text can be extracted from the document's file type."""
    return document.file_extension.lower() in EXTENSIONS


def update_document_text(document: Any) -> bool:
    """Extract the document's text unless its file is unchanged; return whether the text changed."""
    digest = document.file_hash or document.get_file_hash()
    stored = DocumentText.objects.filter(pk=document.pk).first()
    if stored is not None and stored.digest == digest:
        return False
    text = ""
    if has_extractable_text(document) and (document.get_file_size() or 0) <= MAX_BYTES:
        try:
            with document.open_file() as file:
                text = extract_text(file, document.file_extension.lower())
        except OSError as error:
            logger.warning("The file of document %s cannot be opened: %s", document.pk, error)
            return False
    DocumentText.objects.update_or_create(pk=document.pk, defaults={"digest": digest, "text": text})
    return stored is None or stored.text != text


def joined_text(documents: Iterable[Any]) -> str:
    """Return the stored text of the given documents, joined by line breaks."""
    pks = [document.pk for document in documents]
    if not pks:
        return ""
    return "\n".join(DocumentText.objects.filter(pk__in=pks).order_by("pk").values_list("text", flat=True))


def document_texts() -> Iterator[tuple[int, str]]:
    """Yield (document key, text) for every document whose text is stored."""
    yield from DocumentText.objects.values_list("pk", "text").iterator(chunk_size=100)
