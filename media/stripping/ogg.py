"""Ogg (Vorbis and Opus): the words of the comments are overwritten by spaces, with new checksums."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from media.stripping.boxes import MAX_PARTS, bytes_at, size_of

SIGNATURES = {b"\x03vorbis": 7, b"OpusTags": 8}
_LARGEST = 16 * 1024 * 1024
_HEADER = 27


@dataclass(slots=True)
class _Page:
    start: int
    end: int
    serial: bytes
    sizes: bytes  # of the segments


@dataclass(slots=True)
class _Packet:
    """The second packet of a stream, with the (position, length) of its pieces in the file."""

    number: int = 0
    content: bytearray = field(default_factory=bytearray)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    pages: list[_Page] = field(default_factory=list)


def strip(file: BinaryIO) -> None:
    """Overwrite the comments of each stream; raises ``ValueError`` for a broken file."""
    for packet in _second_packets(file):
        if not _blank(packet.content):
            continue
        at = 0
        for start, length in packet.pieces:
            file.seek(start)
            file.write(packet.content[at : at + length])
            at += length
        for page in packet.pages:
            _write_checksum(file, page)


def pages(file: BinaryIO) -> Iterator[_Page]:
    """The pages of the file; raises ``ValueError`` when they do not fill it."""
    at, size, count = 0, size_of(file), 0
    while at < size:
        count += 1
        if count > MAX_PARTS:
            raise ValueError("too many pages")
        head = bytes_at(file, at, _HEADER)
        if head[:4] != b"OggS":
            raise ValueError("no page")
        sizes = bytes_at(file, at + _HEADER, head[26])
        end = at + _HEADER + len(sizes) + sum(sizes)
        if end > size:
            raise ValueError("a page is cut off")
        yield _Page(at, end, head[14:18], sizes)
        at = end


def _second_packets(file: BinaryIO) -> list[_Packet]:
    streams: dict[bytes, _Packet] = {}
    for page in pages(file):
        packet = streams.setdefault(page.serial, _Packet())
        if packet.number > 1:
            continue
        at = page.start + _HEADER + len(page.sizes)
        for length in page.sizes:
            if packet.number == 1:
                packet.content += bytes_at(file, at, length)
                packet.pieces.append((at, length))
                if page not in packet.pages:
                    packet.pages.append(page)
                if len(packet.content) > _LARGEST:
                    raise ValueError("the comments are too large")
            at += length
            packet.number += length < 255
    return list(streams.values())


def _blank(packet: bytearray) -> bool:
    """Overwrite the comments in the packet; False for a packet of another kind."""
    at = next((size for mark, size in SIGNATURES.items() if packet.startswith(mark)), 0)
    if not at:
        return False
    at += 4 + _number(packet, at)
    count, at = _number(packet, at), at + 4
    for _comment in range(count):
        length, at = _number(packet, at), at + 4
        if at + length > len(packet):
            raise ValueError("a comment is cut off")
        packet[at : at + length] = b"C=".ljust(length)[:length]
        at += length
    if packet.startswith(b"OpusTags"):
        packet[at:] = bytes(len(packet) - at)
    return True


def _number(packet: bytearray, at: int) -> int:
    if at + 4 > len(packet):
        raise ValueError("the comments are cut off")
    return int.from_bytes(packet[at : at + 4], "little")


def _table() -> list[int]:
    rows = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        rows.append(value & 0xFFFFFFFF)
    return rows


_TABLE = _table()


def _write_checksum(file: BinaryIO, page: _Page) -> None:
    content = bytearray(bytes_at(file, page.start, page.end - page.start))
    content[22:26] = bytes(4)
    value = 0
    for byte in content:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    file.seek(page.start + 22)
    file.write(value.to_bytes(4, "little"))
