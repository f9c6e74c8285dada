"""Judges documents: by signature and container, without unpacking them; macros and programs are refused."""

import re
from os import SEEK_END
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile

from django.conf import settings
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from cms.file_text.archives import Archive
from cms.file_text.states import LockedError, TooLargeError
from media.intake.captions import captions_text
from media.intake.refusals import UnacceptableFileError, broken, mislabelled, unpacks_too_large

_HEAD = 8192
_END, _END_SIZE = b"PK\5\6", 22
_SMALL_PART = 2 * 1024 * 1024
_MAX_INDEX = 4 * 1024 * 1024  # bytes
# Of all parts together; a document of 40 MB is at most half as large again.
MAX_UNPACKED = 200 * 1024 * 1024
_CONTENT_TYPES = "[Content_Types].xml"
# The content type of the main part, which programs go by.
_OFFICE = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "pptx": b"presentationml.presentation.main+xml",
}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
# Office 97-2003; its macros lie in a folder whose name stands in UTF-16.
_OLD_OFFICE, _OLD_MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "_VBA_PROJECT".encode("utf-16-le")
_MACRO_PARTS = re.compile(r"(^|/)(vba\w*\.bin|macrosheets/|activeX/|Basic/|Scripts/)", re.IGNORECASE)
_MACRO_TYPES = (b"macroenabled", b"vbaproject")
_REMOTE_TEMPLATE = re.compile(
    rb'<[^>]*attachedTemplate"[^>]*Target="(?:https?:|\\\\|file:/+[^/"]*\.)', re.IGNORECASE
)
_PROGRAMS = (
    *("apk", "app", "bat", "chm", "cmd", "com", "cpl", "dll", "dmg", "exe", "hta", "iso", "jar", "js"),
    *("jse", "lnk", "msi", "ps1", "reg", "scr", "vbe", "vbs", "wsf", "docm", "pptm", "xlsb", "xlsm"),
)
_TEXTS = ("txt", "csv", "srt", "vtt")
_MARKUP = (b"<!doctype html", b"<html", b"<script", b"<?php", b"#!")
_CONTROLS = bytes({*range(32)} - set(b"\t\n\r\f\x1b"))
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PDF_ERRORS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    RecursionError,
    NotImplementedError,
)


def require_document(file: BinaryIO, name: str, extension: str) -> None:
    """Raise ``UnacceptableFileError`` unless the file is a whole document of its kind that runs nothing.

    Extensions that the library does not take are left to the form.
    """
    try:
        if extension == "pdf":
            _require_pdf(file, name)
        elif extension in _OFFICE or extension in _OPEN_DOCUMENT or extension == "zip":
            _require_container(file, name, extension)
        elif extension in ("doc", "rtf") and extension in settings.WAGTAILDOCS_EXTENSIONS:
            _require_old_word(file, name, extension)
        elif extension in _TEXTS:
            _require_text(file, name, extension)
    finally:
        file.seek(0)


def _require_pdf(file: BinaryIO, name: str) -> None:
    """A PDF may be locked; what holds no readable words is told in the library."""
    file.seek(0)
    if not file.read(_HEAD).lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        raise mislabelled(name, "PDF")
    try:
        file.seek(0)
        reader = PdfReader(file)
        is_whole = reader.is_encrypted or len(reader.pages) > 0
    except _PDF_ERRORS as error:
        raise broken(name) from error
    if not is_whole:
        raise broken(name)


def _require_container(file: BinaryIO, name: str, extension: str) -> None:
    file.seek(0)
    if not file.read(4).startswith(b"PK"):
        raise mislabelled(name, extension.upper())
    try:
        _require_small_index(file)
        archive = Archive(file)
        if archive.unpacked_size > MAX_UNPACKED:
            raise TooLargeError
        if extension == "zip":
            _require_no_programs(archive, name)
        elif extension in _OFFICE:
            _require_office(archive, name, extension)
        else:
            _require_open_document(archive, name, extension)
    except TooLargeError as error:
        raise unpacks_too_large(name) from error
    except LockedError as error:
        raise UnacceptableFileError(
            _("Tệp “%(name)s” có mật khẩu nên người đọc không mở được. Bỏ mật khẩu rồi tải lên.")
            % {"name": name},
            code="locked",
        ) from error
    except BadZipFile as error:
        raise broken(name) from error


def _require_small_index(file: BinaryIO) -> None:
    """Refuse an index that takes much memory by itself; zipfile reads it whole."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _END_SIZE - 0xFFFF))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0:
        raise BadZipFile
    if int.from_bytes(tail[at + 12 : at + 16], "little") > _MAX_INDEX:
        raise TooLargeError
    file.seek(0)


def _require_office(archive: Archive, name: str, extension: str) -> None:
    if _CONTENT_TYPES not in archive.names:
        raise mislabelled(name, extension.upper())
    if archive.size(_CONTENT_TYPES) > _SMALL_PART:
        raise TooLargeError
    types = archive.read(_CONTENT_TYPES)
    has_macros = any(mark in types.lower() for mark in _MACRO_TYPES)
    if has_macros or any(_MACRO_PARTS.search(part) for part in archive.names):
        raise _has_macros(name)
    if _OFFICE[extension] not in types:
        raise mislabelled(name, extension.upper())
    for part in archive.names:
        if part.endswith("settings.xml.rels") and _REMOTE_TEMPLATE.search(archive.read(part)):
            raise _has_macros(name)


def _require_open_document(archive: Archive, name: str, extension: str) -> None:
    if "mimetype" not in archive.names or "content.xml" not in archive.names:
        raise mislabelled(name, extension.upper())
    if archive.read("mimetype").strip() != _OPEN_DOCUMENT[extension]:
        raise mislabelled(name, extension.upper())
    if any(_MACRO_PARTS.search(part) for part in archive.names):
        raise _has_macros(name)


def _require_old_word(file: BinaryIO, name: str, extension: str) -> None:
    file.seek(0)
    content = file.read()
    if not content.startswith(_OLD_OFFICE if extension == "doc" else b"{\\rtf"):
        raise mislabelled(name, extension.upper())
    if _OLD_MACROS in content:
        raise _has_macros(name)


def _require_no_programs(archive: Archive, name: str) -> None:
    for entry in archive.names:
        if PurePath(entry).suffix.lower().lstrip(".") in _PROGRAMS:
            raise UnacceptableFileError(
                _(
                    "Tệp nén “%(name)s” chứa “%(entry)s”, loại tệp có thể chạy trên máy người tải. "
                    "Bỏ tệp đó ra rồi nén và tải lên lại."
                )
                % {"name": name, "entry": entry[:80]},
                code="program",
            )


def _require_text(file: BinaryIO, name: str, extension: str) -> None:
    file.seek(0)
    head = file.read(_HEAD)
    # UTF-16 of European letters has zeros in every second place and in no other.
    zeros = sorted((head[::2].count(0), head[1::2].count(0)))
    is_wide = head[:2] in _BYTE_ORDER_MARKS or (zeros[0] == 0 and zeros[1] > len(head) // 8)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    is_binary = not is_wide and (b"\0" in head or controls > len(head) // 50)
    if is_binary or head.lstrip().lower().startswith(_MARKUP):
        raise mislabelled(name, _("tệp chữ (%(kind)s)") % {"kind": extension.upper()})
    if extension in ("srt", "vtt"):
        captions_text(file, name)


def _has_macros(name: str) -> UnacceptableFileError:
    return UnacceptableFileError(
        _(
            "Tệp “%(name)s” có macro hoặc mẫu lấy từ mạng, tức là chương trình chạy trên máy người mở. "
            "Lưu lại thành tệp không có macro rồi tải lên."
        )
        % {"name": name},
        code="macros",
    )
