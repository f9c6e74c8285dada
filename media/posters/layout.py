"""Where things stand on a sheet: rectangles in mm from the top left corner of the trim.

Nothing here knows the text or the local unit, so neither can move anything.
"""

from dataclasses import dataclass
from typing import Literal

from media.posters.formats import CAPITAL_EM, PIXEL_MM, Format

Kind = Literal["sheet", "wide", "tall", "tower", "banner"]
QUIET_MODULES = 4  # the empty frame that ISO/IEC 18004 asks for, on each side


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def overlaps(self, other: "Rect", slack: float = 0.01) -> bool:
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )

    def holds(self, other: "Rect", slack: float = 0.01) -> bool:
        return (
            self.x <= other.x + slack
            and self.y <= other.y + slack
            and self.right >= other.right - slack
            and self.bottom >= other.bottom - slack
        )


@dataclass(frozen=True, slots=True)
class Zones:
    """``panel`` is the ground under hotline, code and QR; ``inner`` lies within the margins."""

    kind: Kind
    inner: Rect
    edge: Rect
    agency: Rect
    local: Rect
    band: Rect | None
    eyebrow: Rect | None
    text: Rect
    panel: Rect
    label: Rect
    hotline: Rect
    note: Rect
    caption: Rect
    code: Rect
    qr: Rect

    @property
    def locked(self) -> dict[str, Rect]:
        """What a poster may never lose, cover or change."""
        return {
            name: getattr(self, name)
            for name in ("agency", "label", "hotline", "note", "caption", "code", "qr", "panel")
        }


def kind_of(fmt: Format) -> Kind:
    ratio = fmt.width_mm / fmt.height_mm
    if ratio > 2.4:
        return "banner"
    if ratio > 1.2:
        return "wide"
    if ratio > 0.62:
        return "sheet"
    return "tall" if ratio > 0.47 else "tower"


def _code_square(
    fmt: Format, right: float, y: float, side: float, modules: int, framed: bool
) -> tuple[Rect, float]:
    """(the QR with its quiet frame, the left edge of what is seen). Framed: ``side`` has the frame in it.

    On a screen a module is a whole number of pixels, so that its edges are sharp.
    """
    whole = modules + 2 * QUIET_MODULES
    module = side / (whole if framed else modules)
    if fmt.medium == "screen":
        module = max(1, round(module / PIXEL_MM)) * PIXEL_MM
    outer = 0 if framed else QUIET_MODULES * module
    x, top = right + outer - whole * module, y - outer
    if framed:
        top += (side - whole * module) / 2
    if fmt.medium == "screen":
        x, top = (round(value / PIXEL_MM) * PIXEL_MM for value in (x, top))
    return Rect(x, top, whole * module, whole * module), x + outer


def _line(x: float, baseline: float, width: float, size: float) -> Rect:
    """Room for one line of ``size`` mm that stands on ``baseline``."""
    return Rect(x, baseline - 0.99 * size, width, 1.24 * size)


def _row(
    fmt: Format, kind: Kind, inner: Rect, carded: bool, digits_em: float, modules: int
) -> dict[str, Rect]:
    """Along the bottom: number, words, QR. Tops stand on one line, feet on another."""
    short = min(fmt.width_mm, fmt.height_mm)
    row = short * (0.2 if kind == "wide" else 0.165)
    gap, pad = short * 0.045, short * 0.065
    floor, top = inner.bottom, inner.bottom - row
    qr, left = _code_square(fmt, inner.right, top, row, modules, carded)
    high = min(row, inner.w * 0.4 / digits_em * CAPITAL_EM)
    number = Rect(inner.x, floor - high, high / CAPITAL_EM * digits_em, high)
    x, width = number.right + gap, left - 2 * gap - number.right
    large, small = row * 0.185, row * 0.155
    return {
        "panel": Rect(0, top - pad, fmt.width_mm, fmt.height_mm - top + pad),
        "hotline": number,
        "label": _line(x, top + CAPITAL_EM * large, width, large),
        "note": _line(x, top + 2 * large, width, large),
        "caption": _line(x, floor - 1.26 * small, width, small),
        "code": _line(x, floor, width, small),
        "qr": qr,
    }


def _stack(
    fmt: Format, kind: Kind, inner: Rect, carded: bool, digits_em: float, modules: int
) -> dict[str, Rect]:
    """Along the bottom, number first: the words above it, beside it the QR over its code."""
    short = min(fmt.width_mm, fmt.height_mm)
    high = short * 0.27
    high = min(high, inner.w * 0.69 / digits_em * CAPITAL_EM)
    number = Rect(inner.x, inner.bottom - high, high / CAPITAL_EM * digits_em, high)
    small, large = short * 0.032, short * 0.042
    room = inner.right - number.right - short * 0.05
    side = min(high - 2.7 * small, room * (1 if carded else 1.1))
    qr, left = _code_square(fmt, inner.right, number.y, side, modules, carded)
    feet, pad = number.y - short * 0.05, short * 0.065
    half = inner.w / 2
    width = max(inner.right - left, 7.5 * small)
    x = inner.right - width
    return {
        "panel": Rect(0, feet - large - pad, fmt.width_mm, fmt.height_mm - feet + large + pad),
        "hotline": number,
        "label": _line(inner.x, feet, half, large),
        "note": _line(inner.x + half, feet, half, large),
        "caption": _line(x, inner.bottom - 1.26 * small, width, small),
        "code": _line(x, inner.bottom, width, small),
        "qr": qr,
    }


def _tower(
    fmt: Format, kind: Kind, inner: Rect, carded: bool, digits_em: float, modules: int
) -> dict[str, Rect]:
    """The foot of a stand: the number as wide as the sheet, below it the words and the QR."""
    short = min(fmt.width_mm, fmt.height_mm)
    row = short * 0.23
    floor, top = inner.bottom, inner.bottom - row
    qr, left = _code_square(fmt, inner.right, top, row, modules, carded)
    high = min(short * 0.5, inner.w / digits_em * CAPITAL_EM)
    number = Rect(inner.x, top - short * 0.085 - high, high / CAPITAL_EM * digits_em, high)
    width = left - short * 0.045 - inner.x
    large, small = row * 0.21, row * 0.16
    upper = number.y - short * 0.08
    return {
        "panel": Rect(0, upper, fmt.width_mm, fmt.height_mm - upper),
        "hotline": number,
        "label": _line(inner.x, top + CAPITAL_EM * large, width, large),
        "note": _line(inner.x, top + 2 * large, width, large),
        "caption": _line(inner.x, floor - 1.26 * small, width, small),
        "code": _line(inner.x, floor, width, small),
        "qr": qr,
    }


def _side(fmt: Format, inner: Rect, carded: bool, digits_em: float, modules: int) -> dict[str, Rect]:
    """A banner's right end: the number over its note, the QR over its code, edges in line."""
    high = fmt.height_mm
    side = inner.h * 0.66
    qr, left = _code_square(fmt, inner.right, inner.y, side, modules, carded)
    width = inner.right - left
    cap = min(side, high * 0.95 / digits_em * CAPITAL_EM)
    number_w = cap / CAPITAL_EM * digits_em
    x = left - high * 0.11 - number_w
    size = (inner.h - side) * 0.34
    upper, lower = inner.bottom - 1.3 * size, inner.bottom
    return {
        "panel": Rect(x - high * 0.14, 0, fmt.width_mm - x + high * 0.14, high),
        "hotline": Rect(x, inner.y + side - cap, number_w, cap),
        "label": _line(x, upper, number_w, size),
        "note": _line(x, lower, number_w, size),
        "caption": _line(left, upper, width, size),
        "code": _line(left, lower, width, size),
        "qr": qr,
    }


def zones(fmt: Format, carded: bool, stacked: bool, banded: bool, digits_em: float, modules: int) -> Zones:
    """The zones of a format. ``carded``: the panel is dark, so the QR brings its white frame.
    ``stacked``: the number stands above the rest, where the sheet is tall enough.

    ``digits_em``: width of the hotline's number; ``modules``: of the QR's side.
    """
    kind = kind_of(fmt)
    width, height = fmt.width_mm, fmt.height_mm
    short = min(width, height)
    margin = short * {"banner": 0.1, "wide": 0.085}.get(kind, 0.08)
    top = margin + fmt.covered_top_mm
    inner = Rect(margin, top, width - 2 * margin, height - top - margin - fmt.covered_bottom_mm)
    if kind == "banner":
        rest = _side(fmt, inner, carded, digits_em, modules)
        body = Rect(inner.x, inner.y, rest["panel"].x - inner.x - margin, inner.h)
    else:
        foot = _stack if stacked and kind == "sheet" and height > 1.2 * width else _row
        foot = _tower if kind == "tower" else foot
        rest = foot(fmt, kind, inner, carded, digits_em, modules)
        body = Rect(inner.x, inner.y, inner.w, rest["panel"].y - inner.y - short * 0.055)
    head = short * (0.1 if kind in ("banner", "tower") else 0.075)
    y = body.y + head + short * (0.05 if kind == "banner" else 0.06)
    band = eyebrow = None
    if banded:
        tall = short * (0.12 if kind == "banner" else 0.085)
        y -= short * 0.025
        eyebrow = Rect(body.x, y, body.w, tall)
        band = Rect(0, y, body.right + (margin if kind == "banner" else width - body.right), tall)
        if kind == "banner":
            band = Rect(0, y, rest["panel"].x, tall)
        y += tall + short * (0.04 if kind in ("banner", "wide") else 0.055)
    return Zones(
        kind=kind,
        inner=inner,
        edge=Rect(0, 0, width, short * 0.022),
        agency=Rect(body.x, body.y, body.w * 0.56, head),
        local=Rect(body.x + body.w * 0.62, body.y, body.w * 0.38, head),
        band=band,
        eyebrow=eyebrow,
        text=Rect(body.x, y, body.w, body.bottom - y),
        **rest,
    )
