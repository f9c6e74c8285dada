"""The words of attached files: PDF, Word and plain text, read once for each content of a file."""

import logging
from collections.abc import Iterable
from importlib import import_module
from typing import Any, BinaryIO

from search.analysis import clean
from search.models import DocumentText

logger = logging.getLogger(__name__)

MAX_BYTES = 50 * 1024 * 1024


# The kinds of files that have words; ``search.readers`` knows how to get at them.
READABLE = ("pdf", "docx", "txt", "vtt", "srt")


def file_text(file: BinaryIO, extension: str) -> str:
    """The text of a file of a known kind, else ""; a broken or locked file gives what could be read."""
    if extension not in READABLE:
        return ""
    readers = import_module("search.readers")
    parts: list[str] = []
    size = 0
    try:
        for part in readers.READERS[extension](file):
            parts.append(part)
            size += len(part)
            if size > readers.MAX_CHARACTERS:
                break
    except readers.BROKEN as error:
        logger.warning("A %s file could not be read: %s", extension, error)
    return clean("\n".join(parts))[: readers.MAX_CHARACTERS]


def read_document(document: Any) -> bool:
    """Bring ``DocumentText`` up to the document's file; True if its words have changed."""
    digest = document.file_hash or document.get_file_hash()
    kept = DocumentText.objects.filter(pk=document.pk).first()
    if kept is not None and kept.digest == digest:
        return False
    text = ""
    if document.file_extension.lower() in READABLE and (document.get_file_size() or 0) <= MAX_BYTES:
        try:
            with document.open_file() as file:
                text = file_text(file, document.file_extension.lower())
        except OSError as error:
            logger.warning("The file of document %s cannot be opened: %s", document.pk, error)
            return False
    DocumentText.objects.update_or_create(pk=document.pk, defaults={"digest": digest, "text": text})
    return kept is None or kept.text != text


def texts(documents: Iterable[Any]) -> str:
    """The words of those documents that were read."""
    wanted = [document.pk for document in documents]
    if not wanted:
        return ""
    return "\n".join(DocumentText.objects.filter(pk__in=wanted).order_by("pk").values_list("text", flat=True))
