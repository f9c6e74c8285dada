"""Three compositions: functions that give the zones of message, hotline, agency and the rest.

``editorial``: aligned left under a strong rule, the hotline in a band at the foot (right end of a banner).
``notice``: a centred official notice in a frame, hotline and QR code in cells.
``block``: a field of colour with the number in large type first, the agency at the foot.
"""

from collections.abc import Callable
from typing import Literal

from media.posters.formats import CAPITAL_EM
from media.posters.layout import Piece, Rect, ZoneRects, Zones
from media.posters.parts import LABEL_EM, WORDS_HIGH, hotline_column, pillar, qr_column, row, stack

Composition = Literal["editorial", "notice", "block"]


def _from_left(zone: Rect) -> tuple[Rect, Rect]:
    """(agency at the left, local unit at the right) in one row."""
    return (
        Rect(zone.x, zone.y, zone.w * 0.56, zone.h),
        Rect(zone.x + zone.w * 0.62, zone.y, zone.w * 0.38, zone.h),
    )


def _band(piece: Piece, body: Rect, y: float, left: float, right: float) -> tuple[ZoneRects, float]:
    """(zones of the eyebrow and its band from ``left`` to ``right``, y where the text begins)."""
    if not piece.variant:
        return {}, y
    banner = piece.kind == "banner"
    tall = piece.short * (0.12 if banner else 0.085)
    low = piece.fmt.height_mm < 1.22 * piece.fmt.width_mm
    after = piece.short * (0.04 if low else 0.055)
    return {
        "eyebrow": Rect(body.x, y, body.w, tall),
        "band": Rect(left, y, right - left, tall),
    }, y + tall + after


def _ends(piece: Piece, inner: Rect, hang: float, at_right: bool) -> tuple[ZoneRects, float, float]:
    """The end of a banner with number and QR code as two cells: (zones, left edge, right edge)."""
    high = inner.h
    # The width at which number, label and note fill both width and height.
    wide = high / (CAPITAL_EM / piece.digits_em + WORDS_HIGH / LABEL_EM)
    code, gap = high * 0.78, high * 0.14
    whole = wide + gap + code
    x = inner.right - whole if at_right else inner.x
    rects = hotline_column(piece, Rect(x, inner.y, wide, high), hang)
    rects |= qr_column(piece, Rect(x + wide + gap, inner.y, code, high), 0.5 if hang else 1)
    return rects, x, x + whole


def editorial(piece: Piece) -> Zones:
    """Zones of the composition ``editorial``."""
    fmt, short, kind = piece.fmt, piece.short, piece.kind
    margin = short * {"banner": 0.1, "wide": 0.085}.get(kind, 0.08)
    inner = piece.inner(margin)
    if kind == "banner":
        rects, x, _ = _ends(piece, inner, 0, at_right=True)
        panel = Rect(x - margin * 1.3, 0, fmt.width_mm - x + margin * 1.3, fmt.height_mm)
        body = Rect(inner.x, inner.y, panel.x - inner.x - margin, inner.h)
        right = panel.x
    else:
        low = short * {"wide": 0.2, "tower": 0.8}.get(kind, 0.165)
        foot = Rect(inner.x, inner.bottom - low, inner.w, low)
        rects = (pillar if kind == "tower" else row)(piece, foot)
        upper = rects["hotline"].y if kind == "tower" else foot.y
        panel = Rect(0, upper - short * 0.065, fmt.width_mm, fmt.height_mm - upper + short * 0.065)
        body = Rect(inner.x, inner.y, inner.w, panel.y - inner.y - short * 0.055)
        right = fmt.width_mm
    head = Rect(body.x, body.y, body.w, short * (0.1 if kind in ("banner", "tower") else 0.075))
    agency, local = _from_left(head)
    y = head.bottom + short * (0.02 if kind == "tower" else 0.035)
    rule = Rect(body.x, y, body.w, short * (0.02 if kind == "banner" else 0.013))
    band, top = _band(piece, body, y, 0, right)
    if not band:
        top = rule.bottom + short * {"banner": 0.03, "wide": 0.03, "tower": 0.035}.get(kind, 0.05)
    text = Rect(body.x, top, body.w, body.bottom - top)
    rects |= band | {"agency": agency, "local": local, "text": text, "panel": panel}
    return Zones(kind=kind, **rects, rules=() if band else (rule,))


def notice(piece: Piece) -> Zones:
    """Zones of the composition ``notice``."""
    fmt, short, kind = piece.fmt, piece.short, piece.kind
    square = kind == "sheet" and fmt.height_mm < 1.22 * fmt.width_mm  # low: set closer, no cells
    frame = piece.inner(short * (0.035 if square else 0.045))
    inner = piece.inner(short * (0.12 if kind == "banner" else 0.085 if square else 0.1))
    hair, gap = short * 0.004, short * (0.045 if square else 0.055)
    if kind == "banner":
        rects, x, _ = _ends(piece, inner, 0.5, at_right=True)
        panel = Rect(x - gap, frame.y, frame.right - x + gap, frame.h)
        middle = (rects["label"].right + rects["caption"].x) / 2
        rules = [Rect(panel.x, inner.y, hair, inner.h), Rect(middle, inner.y, hair, inner.h)]
    elif kind == "wide":
        wide = inner.w * 0.27
        x, half = inner.right - wide, inner.h * 0.46
        rects = hotline_column(piece, Rect(x, inner.y, wide, half), 0.5)
        rects |= qr_column(piece, Rect(x, inner.bottom - half, wide, half), 0.5)
        panel = Rect(x - gap, frame.y, frame.right - x + gap, frame.h)
        rules = [Rect(panel.x, inner.y, hair, inner.h)]
    elif kind == "tower":
        high, low = short * 0.64, short * 0.36
        foot = inner.bottom - high - low - gap
        rects = hotline_column(piece, Rect(inner.x, foot, inner.w, high), 0.5)
        rects |= qr_column(piece, Rect(inner.x, inner.bottom - low, inner.w, low), 0.5)
        panel = Rect(frame.x, foot - gap, frame.w, frame.bottom - foot + gap)
        rules = [Rect(inner.x, panel.y, inner.w, hair)]
    else:
        high = short * (0.165 if square else 0.23 if fmt.height_mm < 1.3 * fmt.width_mm else 0.3)
        foot, left = inner.bottom - high, inner.w * 0.54
        panel = Rect(frame.x, foot - gap, frame.w, frame.bottom - foot + gap)
        rules = [Rect(inner.x, panel.y, inner.w, hair)]
        if square:
            rects = row(piece, Rect(inner.x, foot, inner.w, high))
        else:
            rects = hotline_column(piece, Rect(inner.x, foot, left, high), 0.5)
            rects |= qr_column(piece, Rect(inner.x + left + gap, foot, inner.w - left - gap, high), 0.5)
            rules.append(Rect(inner.x + left + gap / 2, foot, hair, high))
    aside = kind in ("banner", "wide")
    body = Rect(inner.x, inner.y, panel.x - gap - inner.x, inner.h) if aside else inner
    floor = body.bottom if aside else panel.y - short * 0.045
    high = short * {"banner": 0.11, "tower": 0.085}.get(kind, 0.06 if square else 0.07)
    agency = Rect(body.x, body.y, body.w, high)
    local = Rect(body.x, agency.bottom + short * 0.01, body.w, high * 0.65)
    top = local.bottom + short * (0.02 if kind == "banner" or square else 0.03)
    band, top = _band(piece, body, top, body.x, body.right)
    text = Rect(body.x, top, body.w, floor - top)
    rects |= band | {"agency": agency, "local": local, "text": text, "panel": panel}
    return Zones(kind=kind, **rects, rules=tuple(rules), frame=frame)


def block(piece: Piece) -> Zones:
    """Zones of the composition ``block``."""
    fmt, short, kind = piece.fmt, piece.short, piece.kind
    margin = short * {"banner": 0.1, "wide": 0.085}.get(kind, 0.08)
    inner = piece.inner(margin)
    if kind == "banner" or fmt.width_mm > 1.35 * fmt.height_mm:
        if kind == "banner":
            rects, _, right = _ends(piece, inner, 0, at_right=False)
        else:
            right = inner.x + fmt.width_mm * 0.3
            upper = Rect(inner.x, inner.y, right - inner.x, inner.h * 0.5)
            rects = hotline_column(piece, upper, 0)
            lower = inner.h * 0.4
            rects |= qr_column(piece, Rect(inner.x, inner.bottom - lower, upper.w, lower), 0)
        panel = Rect(0, 0, right + margin, fmt.height_mm)
        body = Rect(panel.right + margin, inner.y, inner.right - panel.right - margin, inner.h)
        left = panel.right
    else:
        square = fmt.height_mm < 1.2 * fmt.width_mm
        part, high = (row, 0.2) if square else (pillar, 0.78) if kind == "tower" else (stack, 0.27)
        high, drop = high * short, short * 0.08 if part is stack else 0  # the words above the number
        rects = part(piece, Rect(inner.x, inner.y + drop, inner.w, high))
        panel = Rect(0, 0, fmt.width_mm, inner.y + drop + high + short * 0.065)
        body = Rect(inner.x, panel.bottom + short * 0.06, inner.w, inner.bottom - panel.bottom - short * 0.06)
        left = 0
    high = short * (0.1 if kind in ("banner", "tower") else 0.075)
    if left and kind != "banner":
        local = Rect(body.x, body.bottom - short * 0.05, body.w, short * 0.05)
        agency = Rect(body.x, local.y - short * 0.015 - high, body.w, high)
    else:
        agency, local = _from_left(Rect(body.x, body.bottom - high, body.w, high))
    rule = Rect(body.x, agency.y - short * 0.03, body.w, short * 0.005)
    # A solid band touches the field above it; one between two rules has a distance.
    joined = piece.variant == "cao-diem" and left == 0
    band, top = _band(piece, body, panel.bottom if joined else body.y, left, fmt.width_mm)
    text = Rect(body.x, top, body.w, rule.y - short * 0.035 - top)
    rects |= band | {"agency": agency, "local": local, "text": text, "panel": panel}
    return Zones(kind=kind, **rects, rules=(rule,))


_COMPOSITIONS: dict[Composition, Callable[[Piece], Zones]] = {
    "editorial": editorial,
    "notice": notice,
    "block": block,
}


def zones(composition: Composition, piece: Piece) -> Zones:
    """The zones of a piece in this composition."""
    return _COMPOSITIONS[composition](piece)
