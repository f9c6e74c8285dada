"""Rectangles and zones of a sheet, in mm from the top left corner of the trim.

They depend on neither the text nor the local unit, so that those cannot move anything.
"""

from dataclasses import dataclass
from typing import Literal

from media.posters.formats import CAPITAL_EM, PIXEL_MM, Format

Kind = Literal["sheet", "wide", "tall", "tower", "banner"]
QUIET_MODULES = 4  # the quiet zone that ISO/IEC 18004 requires on each side


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in mm."""

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


ZoneRects = dict[str, Rect]


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones of a sheet; ``panel`` is the ground under hotline, code and QR, ``frame`` is outlined."""

    kind: Kind
    agency: Rect
    local: Rect
    text: Rect
    panel: Rect
    label: Rect
    hotline: Rect
    note: Rect
    caption: Rect
    code: Rect
    qr: Rect
    band: Rect | None = None
    eyebrow: Rect | None = None
    rules: tuple[Rect, ...] = ()
    frame: Rect | None = None

    @property
    def locked(self) -> ZoneRects:
        """Zones that are on every poster and that nothing may cover."""
        return {
            name: getattr(self, name)
            for name in ("agency", "label", "hotline", "note", "caption", "code", "qr", "panel")
        }


def kind_of(fmt: Format) -> Kind:
    """The kind of a format by its proportions."""
    ratio = fmt.width_mm / fmt.height_mm
    if ratio > 2.4:
        return "banner"
    if ratio > 1.2:
        return "wide"
    if ratio > 0.62:
        return "sheet"
    return "tall" if ratio > 0.47 else "tower"


@dataclass(frozen=True, slots=True)
class Piece:
    """A format with the values that its zones depend on; ``carded``: the QR has a frame on a dark panel.

    ``variant`` as in ``Poster``; ``digits_em``: width of the number; ``modules``: modules per side of the QR.
    """

    fmt: Format
    carded: bool
    variant: str
    digits_em: float
    modules: int

    @property
    def kind(self) -> Kind:
        return kind_of(self.fmt)

    @property
    def short(self) -> float:
        return min(self.fmt.width_mm, self.fmt.height_mm)

    def inner(self, margin: float) -> Rect:
        """The rectangle within the margins that is not covered."""
        fmt = self.fmt
        top = margin + fmt.covered_top_mm
        return Rect(
            margin, top, fmt.width_mm - 2 * margin, fmt.height_mm - top - margin - fmt.covered_bottom_mm
        )

    def number(self, x: float, y: float, width: float, height: float, hang: float) -> Rect:
        """Zone of the number, as large as fits: at the left (``hang`` 0) or centred (0.5), at the bottom."""
        high = min(height, width / self.digits_em * CAPITAL_EM)
        wide = high / CAPITAL_EM * self.digits_em
        return Rect(x + hang * (width - wide), y + height - high, wide, high)

    def code_square(self, right: float, y: float, side: float, framed: bool) -> tuple[Rect, float]:
        """(zone of the QR with quiet zone, its visible left edge); ``framed``: ``side`` includes the frame.

        On a screen a module is a whole number of pixels, so that its edges are sharp.
        """
        whole = self.modules + 2 * QUIET_MODULES
        module = side / (whole if framed else self.modules)
        screen = self.fmt.medium == "screen"
        if screen:
            module = max(1, int(module / PIXEL_MM + 0.01)) * PIXEL_MM
        outer = 0 if framed else QUIET_MODULES * module
        x, top = right + outer - whole * module, y - outer
        if framed:
            top += (side - whole * module) / 2
        if screen:
            x, top = (round(value / PIXEL_MM) * PIXEL_MM for value in (x, top))
        return Rect(x, top, whole * module, whole * module), x + outer


def line(x: float, baseline: float, width: float, size: float) -> Rect:
    """Zone of one line of ``size`` mm on a baseline."""
    return Rect(x, baseline - 0.99 * size, width, 1.24 * size)
