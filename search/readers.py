"""The words inside a file, by its kind. Loaded only when a file is read: the libraries are heavy."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile

from docx import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import XMLSyntaxError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

MAX_PAGES = 500
MAX_CHARACTERS = 1_000_000
BROKEN = (
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


def _pdf(file: BinaryIO) -> Iterator[str]:
    for page in list(PdfReader(file).pages)[:MAX_PAGES]:
        yield page.extract_text() or ""


def _word(file: BinaryIO) -> Iterator[str]:
    document = WordDocument(file)
    for paragraph in document.paragraphs:
        yield paragraph.text
    for table in document.tables:
        for row in table.rows:
            yield " ".join(cell.text for cell in row.cells)


def _plain(file: BinaryIO) -> Iterator[str]:
    yield file.read(MAX_CHARACTERS * 4).decode("utf-8", errors="replace")


READERS = {"pdf": _pdf, "docx": _word, "txt": _plain, "vtt": _plain, "srt": _plain}
