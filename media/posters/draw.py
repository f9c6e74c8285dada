"""Renders posters as PDF for print and as PNG and WebP for the screen; equal posters give equal bytes."""

import io
import re
from dataclasses import dataclass
from typing import Any

from PIL import Image

from media.posters.compose import compose
from media.posters.formats import CAPITAL_EM, Format
from media.posters.layout import Rect
from media.posters.spec import Poster, PosterError
from media.posters.typesetting import typeset

POINT_MM = 25.4 / 72
_PRINT_PREVIEW = 1600  # pixels on the long side of a print format drawn for the screen
_MAX_PIXELS = 6000
_PALETTES = (256, 64, 16)  # numbers of colours
_MAX_COLOURS = 4096  # colours of a poster without a photograph, with room
# For plain grounds and letters lossless files are smaller and faster than quality 86 (measured: 27-44 KB
# against 58-98 KB). Pictures that do not fit, such as a photograph as logo, are encoded with less quality.
_ENCODINGS: tuple[dict[str, Any], ...] = (
    {"lossless": True, "quality": 20, "method": 1},
    {"lossless": True, "quality": 40, "method": 2},
    *({"quality": quality, "method": 2} for quality in (86, 74, 60, 45, 30)),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """The text of a poster on a format: ``size_mm`` to the em, height of capitals, and lines.

    ``text`` is the rectangle of the lines, ``zone`` the one it may fill; ``locked`` and ``local`` are zones
    that it never touches. All in mm of the finished piece from the top left corner of the trim.
    """

    size_mm: float
    capital_mm: float
    lines: tuple[str, ...]
    text: Rect
    zone: Rect
    locked: dict[str, Rect]
    local: Rect


def check(poster: Poster, fmt: Format) -> Fit:
    """The fit of the text without drawing; raises the errors of ``pdf``, ``png`` and ``webp``."""
    sheet = compose(poster, fmt)
    block = sheet.blocks["text"]
    return Fit(
        size_mm=block.size,
        capital_mm=block.size * CAPITAL_EM,
        lines=block.lines,
        text=block.rect,
        zone=sheet.zones.text,
        locked=sheet.zones.locked,
        local=sheet.zones.local,
    )


def pdf(poster: Poster, fmt: Format) -> bytes:
    """A vector page, PDF/UA-1, fonts embedded; for print with bleed, crop marks and scale outside."""
    page = typeset(poster.design, compose(poster, fmt).data(), "pdf")
    return _with_bleed_box(page, fmt) if fmt.slug_mm else page


def png(poster: Poster, fmt: Format, pixels: int | None = None) -> bytes:
    """The trimmed piece with ``pixels`` on the long side; default the screen's size, 1,600 for print."""
    native = max(fmt.pixels) if fmt.pixels else _PRINT_PREVIEW
    pixels = native if pixels is None else pixels
    if not 16 <= pixels <= _MAX_PIXELS:
        raise PosterError(f"Ảnh phải có cạnh dài từ 16 đến {_MAX_PIXELS} điểm ảnh.")
    inches = max(fmt.width_mm, fmt.height_mm) / fmt.scale / 25.4
    return typeset(poster.design, compose(poster, fmt).data(), "png", ppi=pixels / inches)


def light_png(poster: Poster, fmt: Format, limit: int = 200_000, pixels: int | None = None) -> bytes:
    """The PNG with a palette, of at most ``limit`` bytes.

    Raises ``PosterError`` when no palette is small enough.
    """
    picture = _screen(poster, fmt, pixels)
    for colours in _PALETTES:
        out = io.BytesIO()
        _few(picture, colours).save(out, "PNG")
        if out.tell() <= limit:
            return out.getvalue()
    raise PosterError(f"Không nén được ảnh dưới {limit} byte. Hãy chọn khổ nhỏ hơn.")


def webp(poster: Poster, fmt: Format, limit: int = 200_000) -> bytes:
    """The picture as WebP of at most ``limit`` bytes, lossless if possible."""
    picture = _screen(poster, fmt)
    if picture.mode == "P":
        picture = picture.convert("RGB")
    for encoding in _ENCODINGS:
        out = io.BytesIO()
        picture.save(out, "WEBP", **encoding)
        if out.tell() <= limit:
            return out.getvalue()
    raise PosterError(f"Không nén được ảnh dưới {limit} byte. Hãy chọn khổ nhỏ hơn.")


def _screen(poster: Poster, fmt: Format, pixels: int | None = None) -> Image.Image:
    """The picture in 256 colours, or in RGB when a photograph as logo has too many.

    A poster has a dozen colours and their blends at the edges of letters, 500-800 in all. With 256 colours
    95 % of the pixels are unchanged, the others differ by at most 2 of 255, and the file is half as large.
    """
    with Image.open(io.BytesIO(png(poster, fmt, pixels))) as opened:
        picture = opened.convert("RGB")
    drawn = picture.getcolors(_MAX_COLOURS)
    return picture if drawn is None else _few(picture, _PALETTES[0])


def _few(picture: Image.Image, colours: int) -> Image.Image:
    if picture.mode == "P":
        if colours >= _PALETTES[0]:
            return picture
        picture = picture.convert("RGB")
    return picture.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


_PAGE = re.compile(rb"(?m)^(\d+) 0 obj\n(<</Type/Page/.*?/MediaBox\[0 0 ([\d.]+) ([\d.]+)\].*)\nendobj")
_TRAILER = re.compile(rb"trailer\n<<(.*?)>>\nstartxref\n(\d+)\n", re.S)


def _with_bleed_box(page: bytes, fmt: Format) -> bytes:
    """The PDF with the right BleedBox, for which Typst uses the whole page.

    An incremental update (ISO 32000-1, 7.5.6) repeats the page object with the BleedBox.
    """
    found, trailer = _PAGE.search(page), _TRAILER.search(page)
    if found is None or trailer is None:
        raise RuntimeError("Typst ghi trang PDF theo cách khác: xem lại _with_bleed_box.")
    marks = (fmt.slug_mm - fmt.bleed_mm) / fmt.scale / POINT_MM
    width, height = float(found[3]), float(found[4])
    box = f"/BleedBox[{marks:.4f} {marks:.4f} {width - marks:.4f} {height - marks:.4f}]>>".encode()
    body = found[2].rstrip()[:-2] + box
    start = len(page) + 1
    number = found[1].decode()
    update = b"\n%s 0 obj\n%s\nendobj\n" % (found[1], body)
    table = f"xref\n0 1\n0000000000 65535 f \n{number} 1\n{start:010d} 00000 n \n".encode()
    end = b"trailer\n<<%s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], trailer[2], len(page + update))
    return page + update + table + end
