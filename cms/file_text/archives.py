"""Bounded access to the parts of ZIP files: Office and OpenDocument files, which anyone may have packed.

Sizes in the directory of a ZIP file are what its maker wrote, so what is unpacked is counted as well.
"""

import io
import posixpath
import re
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from cms.file_text.states import LockedError, TooLargeError

MAX_PARTS = 10_000
# Of one part that is read, and of all parts of a file together, in bytes.
MAX_PART = 64 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
_ENCRYPTED = 0x1


class Archive:
    """The parts of a ZIP file by name, each read no further than ``MAX_PART``.

    Raises ``TooLargeError`` where the file has too many parts or promises too many bytes, and
    ``BadZipFile`` where it is no ZIP file.
    """

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = ZipFile(file)
        except (OSError, ValueError, NotImplementedError, EOFError) as error:
            raise BadZipFile(str(error)) from error
        self._parts = {info.filename: info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > MAX_PARTS or self.unpacked_size > MAX_UNPACKED:
            raise TooLargeError

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file."""
        return list(self._parts)

    @property
    def unpacked_size(self) -> int:
        """The bytes that all parts have when unpacked, as the file says."""
        return sum(info.file_size for info in self._zip.infolist())

    def size(self, name: str) -> int:
        """The bytes of a part when unpacked, as the file says."""
        return self._parts[name].file_size

    def open(self, name: str) -> "BoundedPart":
        """The part as a stream that ends with ``TooLargeError`` behind ``MAX_PART`` bytes."""
        info = self._parts[name]
        if info.flag_bits & _ENCRYPTED:
            raise LockedError
        try:
            return BoundedPart(self._zip.open(info))
        except (NotImplementedError, RuntimeError, ValueError) as error:
            raise BadZipFile(str(error)) from error

    def read(self, name: str) -> bytes:
        """The bytes of a part; ``b""`` if there is none of this name."""
        return self.open(name).read() if name in self._parts else b""

    def xml(self, name: str) -> etree._Element | None:
        """The root of a small XML part; ``None`` if there is none of this name."""
        content = self.read(name)
        return etree.fromstring(content, safe_parser()) if content else None

    def events(self, name: str, tags: list[str]) -> Iterator[tuple[str, etree._Element]]:
        """The starts and ends of the elements with these local names, without the part's tree in memory."""
        yield from etree.iterparse(
            self.open(name),
            events=("start", "end"),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )

    def root_name(self, name: str) -> str:
        """The local name of the root element of a part; "" if it is no XML."""
        try:
            for _event, element in etree.iterparse(
                self.open(name), events=("start",), resolve_entities=False
            ):
                return str(etree.QName(element).localname)
        except etree.XMLSyntaxError:
            pass
        return ""

    def targets(self, name: str) -> list[tuple[str, str, str]]:
        """(identifier, kind, part) of each relation of an Office part; kinds are "header", "slide" …"""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for relation in () if root is None else root:
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            kind = re.sub(r".*/", "", relation.get("Type", ""))
            if target.lstrip("/") in self._parts:
                found.append((relation.get("Id", ""), kind, target.lstrip("/")))
        return found


class BoundedPart(io.RawIOBase):
    """A part that is read while it is unpacked, and no further than ``MAX_PART`` bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._left = stream, MAX_PART

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, everything by default; ``TooLargeError`` once the limit is passed."""
        wanted = self._left + 1 if size < 0 else min(size, self._left + 1)
        try:
            content = self._stream.read(wanted)
        except (zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise BadZipFile(str(error)) from error
        self._left -= len(content)
        if self._left < 0:
            raise TooLargeError
        return content


def safe_parser() -> etree.XMLParser:
    """A parser that opens nothing and expands no entity."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
