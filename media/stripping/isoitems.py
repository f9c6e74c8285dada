"""The items of an AVIF picture: EXIF and XMP are overwritten, and their entries made unknown ones."""

from collections.abc import Iterator
from typing import BinaryIO

from media.stripping.boxes import Box, blank, boxes, bytes_at, number_at, zero

_KEPT = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"dinf", b"grpl"}
_PRIVATE = {b"Exif", b"mime", b"uri "}
_UNKNOWN = b"skip"


def blank_private_items(file: BinaryIO, meta: Box) -> None:
    """Overwrite the private items of a ``meta`` box; raises ``ValueError`` for a broken one."""
    parts = {box.kind: box for box in boxes(file, meta.body + 4, meta.end)}
    for box in parts.values():
        if box.kind not in _KEPT:
            blank(file, box)
    private = set(_private_items(file, parts[b"iinf"])) if b"iinf" in parts else set()
    if private and b"iloc" in parts:
        for item, start, end in _extents(file, parts[b"iloc"], parts.get(b"idat")):
            if item in private:
                zero(file, start, end)


def _private_items(file: BinaryIO, box: Box) -> Iterator[int]:
    """The keys of the private items, whose entries become unknown ones."""
    first = box.body + (6 if number_at(file, box.body, 1) == 0 else 8)
    for entry in boxes(file, first, box.end):
        version = number_at(file, entry.body, 1)
        width = 2 if version < 3 else 4
        at = entry.body + 4 + width + 2
        if version >= 2 and bytes_at(file, at, 4) in _PRIVATE:
            file.seek(at)
            file.write(_UNKNOWN)
            yield number_at(file, entry.body + 4, width)


class _Reader:
    """Reads numbers one behind the other."""

    def __init__(self, file: BinaryIO, at: int) -> None:
        self.file, self.at = file, at

    def number(self, width: int) -> int:
        self.at += width
        return number_at(self.file, self.at - width, width) if width else 0


def _extents(file: BinaryIO, box: Box, data: Box | None) -> Iterator[tuple[int, int, int]]:
    """(item, start, end) of each place where content of an item lies."""
    version = number_at(file, box.body, 1)
    reader = _Reader(file, box.body + 4)
    widths = reader.number(2)
    offset, length, base, index = (widths >> shift & 15 for shift in (12, 8, 4, 0))
    for _item in range(reader.number(2 if version < 2 else 4)):
        item = reader.number(2 if version < 2 else 4)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        origin = reader.number(base) + (data.body if method == 1 and data else 0)
        for _extent in range(reader.number(2)):
            if version:
                reader.number(index)
            start = origin + reader.number(offset)
            yield item, start, start + reader.number(length)
            if reader.at > box.end:
                raise ValueError("the places of the items are cut off")
