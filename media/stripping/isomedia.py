"""MP4, M4A and AVIF: places, people, devices and times are overwritten; pictures and sound stay as they are.

Boxes that players need are kept, all others become free space: cameras and phones put places into a dozen
of them. Tracks that are neither picture nor sound (the path that an action camera records, the subtitles of
a drone) go with their content; captions are a file of their own (rule 5).
"""

from collections.abc import Callable
from typing import BinaryIO

from media.stripping.boxes import Box, blank, boxes, bytes_at, number_at, size_of, zero
from media.stripping.isoitems import blank_private_items

_KEPT_AT_TOP = {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"meta"}
_KEPT_IN_MOVIE = {b"mvhd", b"trak", b"mvex"}
_KEPT_IN_TRACK = {b"tkhd", b"edts", b"mdia", b"tref"}
_PRIVATE_ANYWHERE = {b"udta", b"meta", b"uuid"}
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_TRACKS_KEPT = {b"vide", b"soun", b"pict", b"auxv"}
_PARENTS = {b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex", b"edts"}
_LARGEST_TABLE = 8 * 1024 * 1024


def strip(file: BinaryIO) -> None:
    """Overwrite what is private in the open file; raises ``ValueError`` for a broken one."""
    for box in list(boxes(file, 0, size_of(file))):
        if box.kind == b"moov":
            _each(file, box, _in_movie)
        elif box.kind == b"moof":
            _each(file, box, _anywhere)
        elif box.kind == b"meta" and handler(file, box, offset=4) == b"pict":
            blank_private_items(file, box)
        elif box.kind == b"meta" or box.kind not in _KEPT_AT_TOP:
            blank(file, box)


def tracks(file: BinaryIO) -> list[bytes]:
    """The kinds of the tracks, such as ``vide`` and ``soun``; raises ``ValueError`` for a broken file."""
    found = []
    for box in boxes(file, 0, size_of(file)):
        if box.kind == b"moov":
            found += [
                _kind_of_track(file, one) for one in boxes(file, box.body, box.end) if one.kind == b"trak"
            ]
    return found


def handler(file: BinaryIO, parent: Box, offset: int = 0) -> bytes:
    """The kind that the ``hdlr`` box inside ``parent`` names; empty without one."""
    for box in boxes(file, parent.body + offset, parent.end):
        if box.kind == b"hdlr":
            return bytes_at(file, box.body + 8, 4)
    return b""


def _each(file: BinaryIO, parent: Box, act: Callable[[BinaryIO, Box], None]) -> None:
    for box in list(boxes(file, parent.body, parent.end)):
        act(file, box)


def _in_movie(file: BinaryIO, box: Box) -> None:
    if box.kind not in _KEPT_IN_MOVIE:
        blank(file, box)
    elif box.kind == b"trak" and _kind_of_track(file, box) not in _TRACKS_KEPT:
        _zero_samples(file, box)
        blank(file, box)
    elif box.kind == b"trak":
        _each(file, box, _in_track)
    else:
        _anywhere(file, box)


def _in_track(file: BinaryIO, box: Box) -> None:
    if box.kind not in _KEPT_IN_TRACK:
        blank(file, box)
    else:
        _anywhere(file, box)


def _anywhere(file: BinaryIO, box: Box) -> None:
    if box.kind in _PRIVATE_ANYWHERE:
        blank(file, box)
    elif box.kind in _TIMED:
        length = 16 if number_at(file, box.body, 1) else 8
        zero(file, box.body + 4, min(box.body + 4 + length, box.end))
    elif box.kind in _PARENTS:
        _each(file, box, _anywhere)


def _kind_of_track(file: BinaryIO, track: Box) -> bytes:
    media = _inside(file, track, b"mdia")
    return handler(file, media) if media else b""


def _inside(file: BinaryIO, box: Box, *path: bytes) -> Box | None:
    found: Box | None = box
    for kind in path:
        if found is None:
            return None
        found = next((one for one in boxes(file, found.body, found.end) if one.kind == kind), None)
    return found


def _zero_samples(file: BinaryIO, track: Box) -> None:
    """Overwrite the content of a track, which lies in the data of the file in chunks of samples."""
    table = _inside(file, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    rows = {box.kind: box for box in boxes(file, table.body, table.end)}
    offsets = rows.get(b"stco") or rows.get(b"co64")
    if offsets is None or b"stsc" not in rows or b"stsz" not in rows:
        return
    width = 8 if offsets.kind == b"co64" else 4
    starts = _numbers(file, offsets, 8, width)
    same = number_at(file, rows[b"stsz"].body + 4, 4)
    sizes = [] if same else _numbers(file, rows[b"stsz"], 12, 4)
    runs = _numbers(file, rows[b"stsc"], 8, 4)
    sample, end = 0, size_of(file)
    for number, start in enumerate(starts, 1):
        count = next((runs[at + 1] for at in range(len(runs) // 3 * 3 - 3, -1, -3) if runs[at] <= number), 0)
        length = same * count if same else sum(sizes[sample : sample + count])
        sample += count
        zero(file, start, min(start + length, end))


def _numbers(file: BinaryIO, box: Box, offset: int, width: int) -> list[int]:
    length = box.end - box.body - offset
    if length > _LARGEST_TABLE:
        raise ValueError("a table is too large")
    content = bytes_at(file, box.body + offset, max(0, length))
    return [int.from_bytes(content[at : at + width]) for at in range(0, len(content) // width * width, width)]
