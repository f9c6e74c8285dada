"""Judges pictures: kind and size by the header, then whether every frame can be decoded."""

import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from media.intake.refusals import UnacceptableFileError, broken, mislabelled
from media.stripping.gif import count_frames

# The one format that each ending stands for; Pillow tries no other.
FORMATS = {"avif": "AVIF", "gif": "GIF", "jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
# Pixels of all frames together, such that decoding and resizing take at most 250 MB (measured).
MAX_PIXELS = 40_000_000
# Coefficients of progressive JPEG, the decoder of AVIF, a second copy of what is partly transparent.
MAX_PIXELS_TWICE = 24_000_000
MAX_PIXELS_WEBP = 16_000_000  # its decoder holds four copies
_HELD_TWICE = ("LA", "P", "PA", "RGBA")
MAX_SCANS = 100  # a progressive JPEG is read once for each
MAX_FRAMES = 600
_JPEG_SCAN = b"\xff\xda"
# What Pillow raises for content that it cannot read.
ERRORS = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    IndexError,
    TypeError,
    EOFError,
    AttributeError,
    struct.error,
    MemoryError,
)
# A decoded picture takes up to 160 MB, so a process decodes one at a time.
_one_at_a_time = threading.RLock()


@contextmanager
def decoding() -> Iterator[None]:
    """Wait until no other thread of the process decodes a picture."""
    with _one_at_a_time:
        yield


def require_picture(file: BinaryIO, name: str, extension: str) -> None:
    """Raise ``UnacceptableFileError`` unless the file is a whole picture of its kind within the limits.

    Unknown extensions are left to the form.
    """
    if extension not in FORMATS:
        return
    file.seek(0)
    content = file.read()
    if extension == "gif" and count_frames(content, MAX_FRAMES) > MAX_FRAMES:
        raise _too_large(name)
    try:
        file.seek(0)
        picture = Image.open(file, formats=[FORMATS[extension]])
        # The further pictures of a phone's JPEG are cut off, not decoded.
        frames = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except UnidentifiedImageError as error:
        raise mislabelled(name, extension.upper()) from error
    except ERRORS as error:
        raise broken(name) from error
    is_progressive = bool(picture.info.get("progressive"))
    largest = _largest(picture)
    scans = content.count(_JPEG_SCAN) if is_progressive else 1
    if frames > MAX_FRAMES or scans > MAX_SCANS or picture.width * picture.height * frames > largest:
        raise _too_large(name, largest)
    try:
        with decoding():
            _decode(picture, frames)
    except (*ERRORS, Image.DecompressionBombError) as error:
        raise broken(name) from error
    finally:
        file.seek(0)


def _decode(picture: Any, frames: int) -> None:
    if picture.format in ("JPEG", "MPO"):
        # An eighth of the width and height, but every byte is read.
        picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))
    picture.load()
    for number in range(1, frames):
        picture.seek(number)
        picture.load()


def _largest(picture: Any) -> int:
    """The pixels that a picture of this kind may have."""
    if picture.format == "WEBP":
        return MAX_PIXELS_WEBP
    is_twice = picture.format == "AVIF" or picture.mode in _HELD_TWICE or "progressive" in picture.info
    return MAX_PIXELS_TWICE if is_twice else MAX_PIXELS


def _too_large(name: str, largest: int = MAX_PIXELS) -> UnacceptableFileError:
    return UnacceptableFileError(
        _(
            "Ảnh “%(name)s” quá lớn: nhiều hơn %(largest)s triệu điểm ảnh, tính cả mọi khung hình. "
            "Thu nhỏ ảnh (cạnh dài 4.000 điểm ảnh là đủ để in A3) rồi tải lên."
        )
        % {"name": name, "largest": largest // 1_000_000},
        code="too_many_pixels",
    )
