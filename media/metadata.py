"""Pictures without what a camera writes beside them: place, time, device, names (EXIF, XMP, IPTC).

The pieces of a file that hold such data are left out and the rest stays byte for byte. Only a picture that
lies on its side is encoded again, upright, because the note that says so goes too.
"""

import re
import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

QUALITY = 95
_SOS, _EOI, _COMMENT = 0xDA, 0xD9, 0xFE
# A scan ends before the first marker that is neither a stuffed byte nor a restart.
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_PNG_LEFT_OUT = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX")
_WEBP_LEFT_OUT = {b"EXIF": 0x08, b"XMP ": 0x04}


def without_metadata(content: bytes) -> bytes:
    """The picture without metadata, upright; as it came where there is none, or it is of another kind.

    JPEG, PNG and WebP. What cannot be read comes back unchanged: to judge it is the form's.
    """
    strip = _strip_of(content)
    if strip is None:
        return content
    try:
        stripped = strip(content)
        if stripped == content:
            return content
        turned = _upright(content)
        return stripped if turned is None else strip(turned)
    except (ValueError, IndexError):
        return content


def _strip_of(content: bytes) -> Callable[[bytes], bytes] | None:
    if content[:2] == b"\xff\xd8":
        return _jpeg
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return _png
    return _webp if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _jpeg(content: bytes) -> bytes:
    kept, at, whole = [content[:2]], 2, True
    while at < len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _EOI:
            # Phones put more pictures behind the end, with metadata of their own.
            kept.append(content[at : at + 2])
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _SOS:
            found = _SCAN_END.search(content, end)
            end = found.start() if found else len(content)
        is_note = 0xE0 <= marker <= 0xEF or marker == _COMMENT
        if is_note and not content.startswith(_JPEG_KEPT.get(marker, b"\xff"), at + 4):
            whole = False
        else:
            kept.append(content[at:end])
        at = end
    return content if whole else b"".join(kept)


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4])
        if kind not in _PNG_LEFT_OUT:
            kept.append(content[at:end])
        at = end
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    kept, at, left_out = [], 12, 0
    while at < len(content):
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if kind in _WEBP_LEFT_OUT:
            left_out |= _WEBP_LEFT_OUT[kind]
        else:
            kept.append(content[at:end])
        at = end
    if not left_out:
        return content
    if kept and kept[0][:4] == b"VP8X":
        # The header says what follows.
        kept[0] = kept[0][:8] + bytes([kept[0][8] & ~left_out]) + kept[0][9:]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _upright(content: bytes) -> bytes | None:
    """The picture encoded anew as its orientation asks for; None where it is upright or cannot be told."""
    try:
        with Image.open(BytesIO(content)) as picture:
            # A JPEG with more pictures behind it calls itself MPO.
            kind = "JPEG" if picture.format == "MPO" else str(picture.format)
            moves = getattr(picture, "is_animated", False) and picture.format != "MPO"
            if moves or picture.getexif().get(ExifTags.Base.Orientation, 1) not in range(2, 9):
                return None
            options: dict[str, Any] = {}
            if kind == "JPEG":
                options = {"quality": QUALITY, "subsampling": get_sampling(picture)}
            elif kind == "WEBP":
                options = {"quality": QUALITY, "lossless": b"VP8L" in content}
            made = BytesIO()
            turned = ImageOps.exif_transpose(picture)
            turned.save(made, kind, icc_profile=picture.info.get("icc_profile"), **options)
            return made.getvalue()
    except (
        OSError,
        ValueError,
        SyntaxError,
        KeyError,
        TypeError,
        struct.error,
        Image.DecompressionBombError,
    ):
        return None
