"""Removes metadata (EXIF, XMP, IPTC: place, time, device, names) from pictures.

The segments with metadata are dropped and the rest stays byte for byte. Only a picture with an orientation
tag is encoded again, upright, because the tag is removed too, and a picture whose segments are out of order.
"""

import re
import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

from media.stripping import gif, isomedia

QUALITY = 95
_SOS, _EOI, _COMMENT = 0xDA, 0xD9, 0xFE
# A scan ends before the first marker that is neither a stuffed byte nor a restart.
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_JPEG_ALLOWED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_PNG_REMOVED = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX")
_WEBP_REMOVED = {b"EXIF": 0x08, b"XMP ": 0x04}
_ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    struct.error,
    Image.DecompressionBombError,
)


def without_metadata(content: bytes) -> bytes:
    """The picture without metadata and upright.

    Other files, pictures without metadata and unreadable ones are returned unchanged; the upload form
    refuses what cannot be read.
    """
    strip = _strip_of(content)
    if strip is None:
        return content
    try:
        stripped = strip(content)
    except (ValueError, IndexError):
        return _encoded(content) or content
    if stripped == content or strip in (gif.strip, _avif):
        # Browsers turn neither by EXIF.
        return stripped
    turned = _upright(content)
    return stripped if turned is None else strip(turned)


def _strip_of(content: bytes) -> Callable[[bytes], bytes] | None:
    if content[:2] == b"\xff\xd8":
        return _jpeg
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return _png
    if content[:6] in gif.SIGNATURES:
        return gif.strip
    if content[4:8] == b"ftyp":
        return _avif
    return _webp if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _avif(content: bytes) -> bytes:
    buffer = BytesIO(content)
    isomedia.strip(buffer)
    return buffer.getvalue()


def _jpeg(content: bytes) -> bytes:
    parts, at, is_clean = [content[:2]], 2, True
    while at < len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _EOI:
            # Phones append more pictures after the end marker, with their metadata.
            parts.append(content[at : at + 2])
            is_clean = is_clean and at + 2 == len(content)
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if marker == _SOS:
            found = _SCAN_END.search(content, end)
            end = found.start() if found else len(content)
        is_metadata = 0xE0 <= marker <= 0xEF or marker == _COMMENT
        if is_metadata and not content.startswith(_JPEG_ALLOWED.get(marker, b"\xff"), at + 4):
            is_clean = False
        else:
            parts.append(content[at:end])
        at = end
    return content if is_clean else b"".join(parts)


def _png(content: bytes) -> bytes:
    parts, at = [content[:8]], 8
    while at < len(content):
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4])
        if kind not in _PNG_REMOVED:
            parts.append(content[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(parts)


def _webp(content: bytes) -> bytes:
    parts, at, removed = [], 12, 0
    length = 8 + int.from_bytes(content[4:8], "little")
    while at < min(length, len(content)):
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if kind in _WEBP_REMOVED:
            removed |= _WEBP_REMOVED[kind]
        else:
            parts.append(content[at:end])
        at = end
    if not removed:
        return content[:length]
    if parts and parts[0][:4] == b"VP8X":
        # The header has a flag for each removed chunk.
        parts[0] = parts[0][:8] + bytes([parts[0][8] & ~removed]) + parts[0][9:]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _upright(content: bytes) -> bytes | None:
    """The picture encoded again upright; None when it is upright, animated or unreadable."""
    try:
        with Image.open(BytesIO(content)) as picture:
            is_animated = getattr(picture, "is_animated", False) and picture.format != "MPO"
            if is_animated or picture.getexif().get(ExifTags.Base.Orientation, 1) not in range(2, 9):
                return None
    except _ERRORS:
        return None
    return _encoded(content)


def _encoded(content: bytes) -> bytes | None:
    """The picture encoded again, upright and without metadata; None when it cannot be read."""
    try:
        with Image.open(BytesIO(content)) as picture:
            # Pillow reports a JPEG with appended pictures as MPO.
            kind = "JPEG" if picture.format == "MPO" else str(picture.format)
            options: dict[str, Any] = {}
            if kind == "JPEG":
                options = {"quality": QUALITY, "subsampling": get_sampling(picture)}
            elif kind == "WEBP":
                options = {"quality": QUALITY, "lossless": b"VP8L" in content}
            elif kind in ("GIF", "AVIF"):
                options = {"save_all": getattr(picture, "is_animated", False), "comment": b""}
            output = BytesIO()
            turned = ImageOps.exif_transpose(picture)
            icc_profile = picture.info.get("icc_profile")
            turned.save(output, kind, icc_profile=icc_profile, exif=b"", xmp=b"", **options)
            return output.getvalue()
    except _ERRORS:
        return None
