"""One text extractor per file extension. Imported only when a file is read: its libraries load slowly."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO
from zipfile import BadZipFile

from docx import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MAX_PAGES = 500
MAX_CHARACTERS = 1_000_000
# Raised by the libraries for broken, truncated or encrypted files.
FILE_ERRORS = (
    PyPdfError,
    PackageNotFoundError,
    BadZipFile,
    zlib.error,
    XMLSyntaxError,
    ValueError,
    KeyError,
    AttributeError,
    OSError,
    RecursionError,
)


def _extract_pdf(file: BinaryIO) -> Iterator[str]:
    for page in list(PdfReader(file).pages)[:MAX_PAGES]:
        yield page.extract_text() or ""


def _extract_word(file: BinaryIO) -> Iterator[str]:
    document = WordDocument(file)
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield " ".join(cell.text for cell in row.cells)


def _extract_plain(file: BinaryIO) -> Iterator[str]:
    yield file.read(MAX_CHARACTERS * 4).decode("utf-8", errors="replace")


TEXT_EXTRACTORS: Mapping[str, Callable[[BinaryIO], Iterator[str]]] = {
    "pdf": _extract_pdf,
    "docx": _extract_word,
    "txt": _extract_plain,
    "vtt": _extract_plain,
    "srt": _extract_plain,
}
