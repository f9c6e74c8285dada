"""The boxes of ISO media files (MP4, M4A, AVIF): read by their headers, blanked without moving a byte."""

from collections.abc import Iterator
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO

CHUNK = 1 << 20
MAX_PARTS = 200_000  # of a file, so that one of nothing but headers is not walked for minutes
_ZEROS = bytes(CHUNK)


@dataclass(frozen=True, slots=True)
class Box:
    """A box; ``start``, ``body`` (behind its header) and ``end`` are positions in the file."""

    kind: bytes
    start: int
    body: int
    end: int


def size_of(file: BinaryIO) -> int:
    """The size of the file in bytes."""
    return file.seek(0, SEEK_END)


def bytes_at(file: BinaryIO, start: int, count: int) -> bytes:
    """``count`` bytes from a position; raises ``ValueError`` when the file ends before."""
    file.seek(start)
    content = file.read(count)
    if len(content) != count:
        raise ValueError("the file is cut off")
    return content


def number_at(file: BinaryIO, start: int, count: int) -> int:
    """The big-endian number of ``count`` bytes at a position."""
    return int.from_bytes(bytes_at(file, start, count))


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes between two positions; raises ``ValueError`` when they do not fill the place exactly."""
    at, count = start, 0
    while at < end:
        count += 1
        if count > MAX_PARTS:
            raise ValueError("too many boxes")
        size, kind, body = number_at(file, at, 4), bytes_at(file, at + 4, 4), at + 8
        if size == 1:
            size, body = number_at(file, at + 8, 8), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or body > at + size:
            raise ValueError("a box is cut off")
        yield Box(kind, at, body, at + size)
        at += size


def zero(file: BinaryIO, start: int, end: int) -> None:
    """Overwrite the bytes between two positions by zeros."""
    file.seek(start)
    for at in range(start, end, CHUNK):
        file.write(_ZEROS[: min(CHUNK, end - at)])


def blank(file: BinaryIO, box: Box) -> None:
    """Turn the box into free space of the same size, so that no offset in the file changes."""
    file.seek(box.start + 4)
    file.write(b"free")
    zero(file, box.body, box.end)
