"""One text extractor per file extension. Imported only when a file is read: its libraries load slowly."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO
from zipfile import BadZipFile

from lxml.etree import LxmlError
from pypdf.errors import PyPdfError

from cms.file_text.office import read_slides, read_word
from cms.file_text.old_office import read_old_office
from cms.file_text.opendocument import read_opendocument
from cms.file_text.pdf import read_pdf
from cms.file_text.plain import read_plain
from cms.file_text.sheets import read_sheets
from cms.file_text.states import UnreadPage

# Raised by the libraries for broken or truncated files.
FILE_ERRORS = (
    PyPdfError,
    BadZipFile,
    zlib.error,
    LxmlError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    OSError,
    EOFError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    NotImplementedError,
)

TEXT_EXTRACTORS: Mapping[str, Callable[[BinaryIO], Iterator[str | UnreadPage]]] = {
    "pdf": read_pdf,
    "docx": read_word,
    "pptx": read_slides,
    "xlsx": read_sheets,
    "odt": read_opendocument,
    "ods": read_opendocument,
    "odp": read_opendocument,
    "doc": read_old_office,
    "rtf": read_old_office,
    "txt": read_plain,
    "csv": read_plain,
    "vtt": read_plain,
    "srt": read_plain,
}
