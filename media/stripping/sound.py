"""MP3, WAV and Ogg: titles, names, dates and pictures in tags are overwritten; the sound stays as it is."""

from os import SEEK_END
from typing import BinaryIO

from media.stripping.boxes import bytes_at, size_of, zero

_WAVE_KEPT = {b"fmt ", b"fact", b"data", b"ds64", b"cue ", b"smpl"}
_APE, _APE_SIZE = b"APETAGEX", 32
_LYRICS_START, _LYRICS_END = b"LYRICSBEGIN", b"LYRICS200"
_TAIL = 1 << 20


def strip_mp3(file: BinaryIO) -> None:
    """Overwrite the tags before and behind the sound: ID3v2, ID3v1, APE and Lyrics3."""
    end_of_tags = first_frame(file)
    at = 0
    while at < end_of_tags:
        length = _id3_length(bytes_at(file, at, 10))
        # Flags, then all frames: what remains is padding.
        zero(file, at + 5, at + 6)
        zero(file, at + 10, at + length)
        at += length
    size = size_of(file)
    start = max(end_of_tags, size - _TAIL)
    tail = bytes_at(file, start, size - start)
    end = len(tail)
    if tail[-128:-125] == b"TAG":
        end -= 128
        if tail[end - 227 : end - 223] == b"TAG+":
            end -= 227
    if tail[end - 9 : end] == _LYRICS_END and _LYRICS_START in tail:
        end = tail.rfind(_LYRICS_START, 0, end)
    if tail[end - _APE_SIZE : end - _APE_SIZE + 8] == _APE:
        length = int.from_bytes(tail[end - 20 : end - 16], "little")
        end = max(0, end - length)
        if tail[end - _APE_SIZE : end - _APE_SIZE + 8] == _APE:
            end -= _APE_SIZE
    zero(file, start + end, size)


def first_frame(file: BinaryIO) -> int:
    """The position behind the ID3v2 tags at the beginning of the file."""
    at = 0
    while True:
        file.seek(at)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            return at
        at += _id3_length(head)


def _id3_length(head: bytes) -> int:
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if head[5] & 0x10 else 0)


def strip_wave(file: BinaryIO) -> None:
    """Overwrite every chunk that is not needed for playing."""
    for kind, start, end in wave_chunks(file):
        if kind not in _WAVE_KEPT:
            file.seek(start)
            file.write(b"JUNK")
            zero(file, start + 8, end)


def wave_chunks(file: BinaryIO) -> list[tuple[bytes, int, int]]:
    """(kind, start, end) of the chunks; raises ``ValueError`` when the file ends before the sound does."""
    size, at, chunks = file.seek(0, SEEK_END), 12, []
    while at + 8 <= size:
        head = bytes_at(file, at, 8)
        length = int.from_bytes(head[4:], "little")
        end = at + 8 + length
        if head[:4] == b"data" and length in (0, 0xFFFFFFFF):
            # Written while recording, when the length was not known.
            end = size
        if end > size:
            raise ValueError("a chunk is cut off")
        chunks.append((head[:4], at, end))
        at = end + length % 2
    return chunks
