"""Kinds of files by their content, whatever their names say."""

from typing import BinaryIO
from zipfile import BadZipFile

from cms.file_text.archives import Archive
from cms.file_text.office import main_part
from cms.file_text.states import LockedError, TooLargeError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A PDF may begin with other bytes.
_HEAD = 1024
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
# By the root elements of their main parts.
_OFFICE = {"document": "docx", "workbook": "xlsx", "presentation": "pptx"}
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"BM", "bmp"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gz"),
)
# Names of streams inside compound files, in UTF-16.
_STREAMS = (
    ("EncryptedPackage", ""),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)


def kind_of(file: BinaryIO) -> str:
    """The extension that fits the content of a file; "" if its first bytes tell nothing, as in plain text.

    Raises ``LockedError`` for an Office file with a password. The file is left at its start.
    """
    file.seek(0)
    head = file.read(_HEAD)
    try:
        if head.startswith(b"PK"):
            return _kind_of_archive(file)
        if head.startswith(_OLE):
            return _kind_of_compound(file)
        if b"%PDF-" in head:
            return "pdf"
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html")):
            return "html"
        return next(
            (kind for magic, kind in _MAGIC if head.startswith(magic) and _is_binary(magic, head)), ""
        )
    finally:
        file.seek(0)


def _is_binary(magic: bytes, head: bytes) -> bool:
    # Two letters may also begin a text.
    return len(magic) > 2 or b"\0" in head


def _kind_of_archive(file: BinaryIO) -> str:
    try:
        archive = Archive(file)
        main = main_part(archive)
        if main:
            return _OFFICE.get(archive.root_name(main), "zip")
        return _OPENDOCUMENT.get(archive.read("mimetype").strip(), "zip")
    except (BadZipFile, TooLargeError):
        # Whoever reads it as what its name says will say the same.
        return ""


def _kind_of_compound(file: BinaryIO) -> str:
    """The kind of a file of Office 97–2003; new formats with a password are packed in such a file too."""
    file.seek(0)
    content = file.read(8 * 1024 * 1024)
    file.seek(-min(64 * 1024, file.seek(0, 2)), 2)
    content += file.read()
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            if not kind:
                raise LockedError
            return kind
    return "ole"


def holds_pictures(file: BinaryIO) -> bool:
    """Whether an Office or OpenDocument file holds pictures; false for every other file."""
    try:
        return any("/media/" in name or name.startswith("Pictures/") for name in Archive(file).names)
    except (BadZipFile, TooLargeError):
        return False
