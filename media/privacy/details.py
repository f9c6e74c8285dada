"""Reads what a document of the library tells of people, and makes a copy without it (rule 106)."""

import logging
import zlib
from importlib import import_module
from typing import Any
from zipfile import BadZipFile

from django.utils.translation import gettext as _

from cms.file_text.states import LockedError, TooLargeError
from media.privacy.findings import Findings

logger = logging.getLogger(__name__)

# The modules are not imported until a file is read: their libraries load slowly.
_MODULES = {
    **dict.fromkeys(("docx", "xlsx", "pptx"), "media.privacy.office"),
    **dict.fromkeys(("odt", "ods", "odp"), "media.privacy.opendocument"),
    "pdf": "media.privacy.pdf",
}
# Raised by the libraries for broken, truncated and locked files.
ERRORS = (
    BadZipFile,
    TooLargeError,
    LockedError,
    zlib.error,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    SyntaxError,  # of lxml
    RecursionError,
    NotImplementedError,
)


def private_details(document: Any) -> Findings | None:
    """The private details of the document; None for other kinds of files and unreadable ones."""
    module = _MODULES.get(document.file_extension.lower())
    if module is None:
        return None
    try:
        with document.open_file() as file:
            found: Findings = import_module(module).findings(file)
            return found
    except _all_errors() as error:
        logger.warning("The details of document %s cannot be read: %s", document.pk, error)
        return None


def clean_content(document: Any) -> bytes:
    """The bytes of the copy without private details; raises ``ValueError`` when it cannot be made."""
    try:
        with document.open_file() as file:
            content: bytes = import_module(_MODULES[document.file_extension.lower()]).cleaned(file)
            return content
    except _all_errors() as error:
        raise ValueError(_("Không đọc được tệp này nên không tạo được bản sạch.")) from error


def _all_errors() -> tuple[type[Exception], ...]:
    return (*ERRORS, import_module("pypdf.errors").PyPdfError)


def described(found: Findings) -> list[str]:
    """The findings, in words that go on a sentence."""
    parts = []
    if found.has_tracked_changes:
        parts.append(_("chữ đã xóa hoặc đang sửa (theo dõi thay đổi)"))
    if found.has_comments:
        parts.append(_("lời nhận xét"))
    if found.people:
        parts.append(_("tên người soạn (%(names)s)") % {"names": ", ".join(found.people[:3])})
    if found.has_places:
        parts.append(_("nơi chụp ảnh trong tệp"))
    return parts


def sentence(found: Findings) -> str:
    """The findings, joined as in a sentence."""
    *first, last = described(found)
    return _("%(first)s và %(last)s") % {"first": ", ".join(first), "last": last} if first else last
