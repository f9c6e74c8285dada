"""Reads zip files, which DOCX, XLSX, PPTX and ODT are, within limits of number and unpacked size."""

import zlib
from os import SEEK_END
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * 1024 * 1024  # bytes of all entries together
MAX_PART = 24 * 1024 * 1024  # bytes of one entry that is read whole
MAX_INDEX = 4 * 1024 * 1024  # bytes of the index, which is read whole
ENCRYPTED = 0x1  # flag of an entry
_END, _END_SIZE = b"PK\5\6", 22


class ArchiveError(ValueError):
    """The zip file cannot be read."""


class ArchiveTooLargeError(ArchiveError):
    """The zip file would unpack to more than the limits, by its own account or in truth."""


class LockedArchiveError(ArchiveError):
    """An entry of the zip file is encrypted."""


class Archive:
    """A zip file; nothing is unpacked before its index was checked, and the index is not believed.

    Raises ``ArchiveError``: for a broken index, for names that occur twice, since programs differ in which
    of the two they show, and for more than ``MAX_ENTRIES`` entries or ``MAX_UNPACKED`` bytes.
    """

    def __init__(self, file: BinaryIO) -> None:
        _require_small_index(file)
        try:
            self.zip = ZipFile(file)
        except (BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
            raise ArchiveError("The index of the zip file cannot be read.") from error
        self.entries = {entry.filename: entry for entry in self.zip.infolist()}
        if len(self.entries) != len(self.zip.infolist()):
            raise ArchiveError("A name occurs twice.")
        if len(self.entries) > MAX_ENTRIES or self.unpacked_size > MAX_UNPACKED:
            raise ArchiveTooLargeError(f"{len(self.entries)} entries, {self.unpacked_size} bytes.")
        if any(entry.flag_bits & ENCRYPTED for entry in self.entries.values()):
            raise LockedArchiveError("An entry is encrypted.")

    @property
    def names(self) -> list[str]:
        return list(self.entries)

    @property
    def unpacked_size(self) -> int:
        """Bytes of all entries together, as the index says."""
        return sum(entry.file_size for entry in self.entries.values())

    def read(self, name: str, largest: int = MAX_PART) -> bytes:
        """The content of an entry; raises ``ArchiveError`` when it is missing, broken or larger."""
        entry = self.entries.get(name)
        if entry is None:
            raise ArchiveError(f"{name} is missing.")
        if entry.file_size > largest:
            raise ArchiveTooLargeError(f"{name} has {entry.file_size} bytes.")
        try:
            with self.zip.open(entry) as opened:
                # zipfile stops at the size that the index gives and then compares the checksum.
                content = opened.read(largest + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise ArchiveError(f"{name} cannot be unpacked.") from error
        if len(content) > largest:
            raise ArchiveTooLargeError(f"{name} is larger than it says.")
        return content


def _require_small_index(file: BinaryIO) -> None:
    """Raise ``ArchiveError`` unless the record at the end gives an index of at most ``MAX_INDEX`` bytes."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _END_SIZE - 0xFFFF))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise ArchiveError("The zip file has no end.")
    if int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_INDEX:
        raise ArchiveTooLargeError("The index is too large.")
    file.seek(0)
