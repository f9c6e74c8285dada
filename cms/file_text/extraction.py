"""Extracts the text of a file; needs no database."""

import logging
from importlib import import_module
from typing import BinaryIO

from cms.vietnamese import clean

logger = logging.getLogger(__name__)

MAX_BYTES = 50 * 1024 * 1024
# The keys of ``text_extractors.TEXT_EXTRACTORS``, which is not imported until a file is read.
EXTENSIONS = ("pdf", "docx", "txt", "vtt", "srt")


def extract_text(file: BinaryIO, extension: str) -> str:
    """Return the text of a file; "" for an unknown extension.

    A broken or encrypted file gives the text that could be read before the error. The text is in NFC,
    without invisible and control characters, and at most ``MAX_CHARACTERS`` long.
    """
    if extension not in EXTENSIONS:
        return ""
    extractors = import_module("cms.file_text.text_extractors")
    parts: list[str] = []
    size = 0
    try:
        for part in extractors.TEXT_EXTRACTORS[extension](file):
            parts.append(part)
            size += len(part)
            if size > extractors.MAX_CHARACTERS:
                break
    except extractors.FILE_ERRORS as error:
        logger.warning("A %s file could not be read: %s", extension, error)
    return clean("\n".join(parts))[: extractors.MAX_CHARACTERS]
