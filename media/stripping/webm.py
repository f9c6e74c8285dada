"""WebM: tags, attachments, title and date become void elements; pictures and sound stay as they are."""

from collections.abc import Iterator
from typing import BinaryIO

from media.stripping.boxes import MAX_PARTS, bytes_at, size_of, zero

HEADER = 0x1A45DFA3
SEGMENT, INFO, CLUSTER, TRACKS = 0x18538067, 0x1549A966, 0x1F43B675, 0x1654AE6B
_TOP = {SEGMENT, INFO, CLUSTER}
# Tags, Attachments, Title, DateUTC, SegmentFilename, PrevFilename, NextFilename.
_PRIVATE = {0x1254C367, 0x1941A469, 0x7BA9, 0x4461, 0x7384, 0x3C83AB, 0x3E83BB}
_VOID = 0xEC


def strip(file: BinaryIO) -> None:
    """Overwrite what is private in the open file; raises ``ValueError`` for a broken one."""
    for kind, start, _body, end in list(elements(file)):
        if kind in _PRIVATE:
            _blank(file, start, end)


def elements(file: BinaryIO) -> Iterator[tuple[int, int, int, int]]:
    """(kind, start, body, end) of the elements of the segment and its info, in the order of the file.

    Raises ``ValueError`` when an element is cut off. Elements without a known size, as written while
    recording, are opened.
    """
    at, size, count = 0, size_of(file), 0
    while at < size:
        count += 1
        if count > MAX_PARTS:
            raise ValueError("too many elements")
        kind, width = _kind(file, at)
        length, body, is_known = _length(file, at + width)
        end = body + length if is_known else size
        if end > size or (not is_known and kind not in _TOP):
            raise ValueError("an element is cut off")
        yield kind, at, body, end
        opened = kind in (SEGMENT, INFO) or not is_known
        at = body if opened else end


def _width(first: int) -> int:
    """Bytes of a number of variable length, from its first byte."""
    if not first:
        raise ValueError("no number")
    return 9 - first.bit_length()


def _kind(file: BinaryIO, at: int) -> tuple[int, int]:
    width = _width(bytes_at(file, at, 1)[0])
    return int.from_bytes(bytes_at(file, at, width)), width


def _length(file: BinaryIO, at: int) -> tuple[int, int, bool]:
    """(length, position behind it, whether it is known)."""
    width = _width(bytes_at(file, at, 1)[0])
    largest = (1 << 7 * width) - 1
    length = int.from_bytes(bytes_at(file, at, width)) & largest
    return length, at + width, length != largest


def _blank(file: BinaryIO, start: int, end: int) -> None:
    """Turn the element into a void one of the same size."""
    width = 8 if end - start >= 9 else 1
    length = end - start - 1 - width
    file.seek(start)
    file.write(bytes([_VOID]) + (length | 1 << 7 * width).to_bytes(width))
    zero(file, start + 1 + width, end)
