"""Composes a poster on a format: every line with its position and size."""

import base64
import io
import math
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import segno
from PIL import Image, ImageOps, UnidentifiedImageError

from media.posters.compositions import zones
from media.posters.families import FAMILIES, INK, WHITE, Family
from media.posters.formats import CAPITAL_EM, Format
from media.posters.layout import QUIET_MODULES, Piece, Rect, Zones
from media.posters.lines import Setting, paragraph, rows_of, set_lines, words_of
from media.posters.spec import Poster, TextTooLong, UnreadableLogo
from media.posters.typesetting import require_letters, widths

LABEL = "Đường dây nóng"
CAPTION = "Quét để kiểm tra"
_LOGO_PIXELS = 800
_LOGO_AREA = 16_000_000
_LINE_THICKNESS = 0.003  # of the short side
_STEM_EM = 0.042  # white before the digit 1
_UNIT_TO_AGENCY = 0.9  # the largest size of the unit's name, of that of the agency's
_SAFE_WIDTH = 0.996  # of the width of a zone, because kerning across spaces is not measured


@dataclass(frozen=True, slots=True)
class Block:
    """Lines in a rectangle of ink (mm), ``size`` in mm to the em, ``ascent`` and ``lead`` in em."""

    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]
    size: float
    ascent: float
    lead: float
    weight: int
    align: str

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, self.w, self.h)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A composed poster: its zones, blocks of text and logo."""

    poster: Poster
    fmt: Format
    family: Family
    zones: Zones
    blocks: dict[str, Block]
    logo: Rect | None

    @property
    def lines(self) -> tuple[Rect, ...]:
        """The line to write the name of the local unit on, if the poster has one."""
        zone, poster = self.zones.local, self.poster
        if not poster.local_line or poster.local_name or poster.local_logo:
            return ()
        thick = min(self.fmt.width_mm, self.fmt.height_mm) * _LINE_THICKNESS
        return (Rect(zone.x, zone.bottom - thick, zone.w, thick),)

    def data(self) -> dict[str, Any]:
        """The input of the Typst templates as JSON values."""
        fmt, poster = self.fmt, self.poster
        return {
            "title": " ".join(words_of(poster.text)),
            "agency": poster.agency,
            "width": fmt.width_mm,
            "height": fmt.height_mm,
            "bleed": fmt.bleed_mm,
            "slug": fmt.slug_mm,
            "scale": fmt.scale,
            "statement": statement(poster, fmt),
            "variant": poster.variant,
            "colours": {k: v for k, v in asdict(self.family).items() if isinstance(v, str) and v[:1] == "#"},
            "zones": {name: zone for name, zone in asdict(self.zones).items() if isinstance(zone, dict)},
            "rules": [asdict(rule) for rule in (*self.zones.rules, *self.lines)],
            "blocks": {name: asdict(block) for name, block in self.blocks.items()},
            "qr": _qr_svg(poster.check_url),
            "qr_alt": f"Mã QR: {poster.check_url}",
            "logo": self.logo
            and {
                "zone": asdict(self.logo),
                # A dark logo would be invisible on a dark ground.
                "plate": self.family.agency == WHITE,
                "svg": _logo(poster.local_logo)[0],
                "alt": f"Logo: {poster.local_name}" if poster.local_name else "Logo đơn vị",
            },
        }


def statement(poster: Poster, fmt: Format) -> str:
    """The line for the printer, drawn outside the trim."""
    scale = "tỉ lệ 1:1" if fmt.scale == 1 else f"tỉ lệ 1:{fmt.scale}, in phóng {fmt.scale * 100} %"
    size = f"{fmt.width_mm:g} × {fmt.height_mm:g} mm"
    return f"{fmt.label} · thành phẩm {size} · tràn lề {fmt.bleed_mm:g} mm · {scale} · mã {poster.code}"


@lru_cache(maxsize=128)
def _qr(url: str) -> segno.QRCode:
    return segno.make(url, error="m", micro=False)


@lru_cache(maxsize=128)
def _qr_svg(url: str) -> str:
    out = io.BytesIO()
    _qr(url).save(
        out, kind="svg", border=QUIET_MODULES, dark=INK, light=WHITE, xmldecl=False, omitsize=True, nl=False
    )
    return out.getvalue().decode()


@lru_cache(maxsize=2)
def _logo(data: bytes) -> tuple[str, float]:
    """(an SVG with the picture, its width over its height); scaled down and without metadata."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _LOGO_AREA:
                raise UnreadableLogo("Logo có quá nhiều điểm ảnh. Hãy thu nhỏ dưới 4.000 điểm mỗi cạnh.")
            opened.draft("RGB", (_LOGO_PIXELS, _LOGO_PIXELS))
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
            picture.thumbnail((_LOGO_PIXELS, _LOGO_PIXELS))
            out = io.BytesIO()
            picture.save(out, "PNG", compress_level=6)
            w, h = picture.size
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableLogo("Không đọc được logo. Hãy dùng ảnh PNG hoặc JPEG.") from error
    link = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 {w} {h}"><image width="{w}" height="{h}" xlink:href="{link}"/></svg>'
    ), w / h


def _placed(setting: Setting, zone: Rect, align: str, anchor: float, weight: int) -> Block:
    offset = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * (zone.w - setting.width_mm)
    return Block(
        x=zone.x + offset,
        y=zone.y + anchor * (zone.h - setting.height_mm),
        w=setting.width_mm,
        h=setting.height_mm,
        lines=setting.lines,
        size=setting.size_mm,
        ascent=setting.ascent,
        lead=setting.lead,
        weight=weight,
        align=align,
    )


def _small(
    text: str,
    zone: Rect,
    size: float,
    what: str,
    align: str = "left",
    anchor: float = 1,
    bold: bool = False,
    limit: float = math.inf,
) -> Block | None:
    """A short text at ``size`` mm, or smaller when the zone requires it; never above ``limit``."""
    if not text.strip():
        return None
    min_size = min(size * 0.45, limit)
    size = min(size, limit)
    par = paragraph(" ".join(words_of(text)), bold)
    setting = set_lines(par, zone.w * _SAFE_WIDTH, zone.h, min_size, size)
    if setting:
        return _placed(setting, zone, align, anchor, 700 if bold else 400)
    max_length = int(len(text) * max(par.largest(zone.w * _SAFE_WIDTH, zone.h, size)) / min_size)
    raise TextTooLong(f"{what} dài {len(text)} ký tự, không đủ chỗ. Hãy dùng tên gọi ngắn hơn.", max_length)


def _line(text: str, zone: Rect, align: str = "left", bold: bool = False) -> Block | None:
    return _small(text, zone, zone.h / 1.24, f"“{text}”", align, 1, bold)


def _digits(hotline: str, zone: Rect) -> Block:
    """The number as high as its zone, which has its width; the stem of the first digit is on the margin."""
    size = zone.h / CAPITAL_EM
    return Block(
        zone.x - _STEM_EM * size, zone.y, zone.w, zone.h, (hotline,), size, CAPITAL_EM, 1, 700, "left"
    )


def _fitting(text: str, zone: Rect, fmt: Format) -> Setting | None:
    max_size = zone.h * 0.62 if zone.w > 2 * zone.h else zone.w * 0.17
    return set_lines(
        paragraph(text), zone.w * _SAFE_WIDTH, zone.h, fmt.smallest_mm, max(max_size, fmt.smallest_mm)
    )


def _too_long(text: str, zone: Rect, fmt: Format) -> TextTooLong:
    """The error, with the number of characters of the longest run of first words that fits."""
    ends = [0, *(match.end() for match in re.finditer(r"[^ \n]+", text))]
    low, high = 0, len(ends) - 2
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _fitting(text[: ends[middle]], zone, fmt) else (low, middle - 1)
    max_length = ends[low]
    metres = f"{fmt.distance_m:g}".replace(".", ",")
    advice = (
        f"Hãy chọn khổ lớn hơn hoặc câu ngắn hơn (khoảng {max_length} ký tự)."
        if max_length
        else "Hãy chọn khổ lớn hơn hoặc câu không có từ quá dài."
    )
    return TextTooLong(
        f"Câu dài {len(text)} ký tự không đặt vừa khổ “{fmt.label}” ở cỡ chữ nhỏ nhất còn đọc được từ "
        f"{metres} m. {advice}",
        max_length,
    )


def compose(poster: Poster, fmt: Format) -> Sheet:
    """The sheet; raises ``TextTooLong``, ``UnsupportedCharacter`` or ``UnreadableLogo``."""
    family = FAMILIES[poster.design]
    for part in ("text", "code", "agency", "hotline", "hotline_note", "eyebrow", "local_name"):
        require_letters(" ".join(words_of(getattr(poster, part))))
    number = " ".join(words_of(poster.hotline))
    number_em = widths([number])[number].bold
    modules = int(_qr(poster.check_url).symbol_size(border=0)[0])
    piece = Piece(fmt, family.panel != WHITE, poster.variant, number_em, modules)
    layout = zones(family.composition, piece)
    text = rows_of(poster.text)
    setting = _fitting(text, layout.text, fmt)
    if setting is None:
        raise _too_long(text, layout.text, fmt)
    logo, local = None, layout.local
    below = local.y > layout.agency.y  # the local unit is under the agency, else at its right
    if poster.local_logo:
        wide = min(local.h * _logo(poster.local_logo)[1], local.w * 0.5)
        local = Rect(local.x, local.y, local.w - wide - local.h * 0.2, local.h)
    head = layout.agency.h
    side, across = family.align, "right" if layout.note.y == layout.label.y else family.align
    name_size, name_side = (local.h * 0.6, family.align) if below else (head * 0.5, "right")
    agency = _small(poster.agency, layout.agency, head * 0.62, "Tên cơ quan", side, 0.5, True)
    # Whoever approved comes before whoever hangs it up, also when the name of the agency is a long one.
    limit = agency.size * _UNIT_TO_AGENCY if agency else math.inf
    blocks: dict[str, Block | None] = {
        "text": _placed(setting, layout.text, side, 0.5 if layout.kind == "banner" else family.anchor, 700),
        "agency": agency,
        "local": _small(poster.local_name, local, name_size, "Tên đơn vị", name_side, 0.5, limit=limit),
        "label": _line(LABEL, layout.label, side),
        "hotline": _digits(number, layout.hotline),
        "note": _line(poster.hotline_note, layout.note, across, bold=True),
        "caption": _line(CAPTION, layout.caption, side),
        "code": _line(poster.code, layout.code, side, bold=True),
    }
    if poster.local_logo:
        high = wide / _logo(poster.local_logo)[1]
        x = layout.local.right - wide
        if below:
            name = blocks["local"]
            middle = (layout.local.w - wide) / 2 if family.align == "center" else 0
            x = name.rect.right + local.h * 0.2 if name else layout.local.x + middle
        logo = Rect(x, layout.local.y + (layout.local.h - high) / 2, wide, high)
    if layout.eyebrow:
        size = layout.eyebrow.h * 0.5
        blocks["eyebrow"] = _small(poster.eyebrow, layout.eyebrow, size, "Dòng trên băng", side, 0.5, True)
    drawn = {name: block for name, block in blocks.items() if block}
    return Sheet(poster, fmt, family, layout, drawn, logo)
