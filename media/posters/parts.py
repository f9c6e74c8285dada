"""Arrangements of the hotline and of the QR code with its approval code, used by the compositions.

Each function gives the zones inside a rectangle; only the quiet zone of a QR code may exceed it.
"""

from media.posters.formats import CAPITAL_EM
from media.posters.layout import Piece, Rect, ZoneRects, line

LABEL_EM = 7.4  # "Đường dây nóng" and "Miễn phí, 24/7" in em, the wider of both
WORDS_HIGH = 3.1  # label and note with their spacing, in units of their size


def hotline_column(piece: Piece, room: Rect, hang: float) -> ZoneRects:
    """Label, number and note below each other, as high as the width allows."""
    size = min(room.h * 0.14, room.w / LABEL_EM)
    number = piece.number(room.x, room.y + 1.42 * size, room.w, room.h - WORDS_HIGH * size, hang)
    slack = (number.y - room.y - 1.42 * size) / 2
    number = Rect(number.x, number.y - slack, number.w, number.h)
    return {
        "label": line(room.x, number.y - 0.68 * size, room.w, size),
        "hotline": number,
        "note": line(room.x, number.bottom + 1.42 * size, room.w, size),
    }


def qr_column(piece: Piece, room: Rect, hang: float) -> ZoneRects:
    """The QR code above its caption and the approval code."""
    size = min(room.h * 0.12, room.w / 8)
    gap = 0.4 * size if piece.carded else 0  # without a white frame the quiet zone is the gap
    under = 2.5 * size + gap
    side = min(room.w, room.h - under)
    qr, _ = piece.code_square(room.x + hang * (room.w - side) + side, room.y, side, framed=True)
    shift = (side - qr.w) * (1 - hang)
    top = room.y + (room.h - under - side) / 2
    feet = top + side + gap
    return {
        "qr": Rect(qr.x - shift, qr.y - room.y + top, qr.w, qr.h),
        "caption": line(room.x, feet + 0.99 * size, room.w, size),
        "code": line(room.x, feet + 2.25 * size, room.w, size),
    }


def row(piece: Piece, room: Rect) -> ZoneRects:
    """Number, words and QR side by side, aligned at top and bottom."""
    gap, floor = piece.short * 0.045, room.bottom
    qr, left = piece.code_square(room.right, room.y, room.h, piece.carded)
    number = piece.number(room.x, room.y, room.w * 0.4, room.h, 0)
    x, width = number.right + gap, left - 2 * gap - number.right
    large, small = room.h * 0.185, room.h * 0.155
    return {
        "hotline": number,
        "label": line(x, room.y + CAPITAL_EM * large, width, large),
        "note": line(x, room.y + 2 * large, width, large),
        "caption": line(x, floor - 1.26 * small, width, small),
        "code": line(x, floor, width, small),
        "qr": qr,
    }


def stack(piece: Piece, room: Rect) -> ZoneRects:
    """The number with the words above it and, at its right, the QR above its code."""
    short = piece.short
    small, large = short * 0.032, short * 0.042
    number = piece.number(room.x, room.y, room.w * 0.69, room.h, 0)
    high = number.h
    beside = room.right - number.right - short * 0.05
    side = min(high - 2.7 * small, beside * (1 if piece.carded else 1.1))
    qr, left = piece.code_square(room.right, number.y, side, piece.carded)
    half = room.w / 2
    width = max(room.right - left, 7.5 * small)
    x, feet = room.right - width, number.y - short * 0.05
    return {
        "hotline": number,
        "label": line(room.x, feet, half, large),
        "note": line(room.x + half, feet, half, large),
        "caption": line(x, room.bottom - 1.26 * small, width, small),
        "code": line(x, room.bottom, width, small),
        "qr": qr,
    }


def pillar(piece: Piece, room: Rect) -> ZoneRects:
    """The number over the whole width, with words and QR below it."""
    low = piece.short * 0.23
    floor, top = room.bottom, room.bottom - low
    qr, left = piece.code_square(room.right, top, low, piece.carded)
    number = piece.number(room.x, room.y, room.w, top - piece.short * 0.085 - room.y, 0)
    width = left - piece.short * 0.045 - room.x
    large, small = low * 0.21, low * 0.16
    return {
        "hotline": number,
        "label": line(room.x, top + CAPITAL_EM * large, width, large),
        "note": line(room.x, top + 2 * large, width, large),
        "caption": line(room.x, floor - 1.26 * small, width, small),
        "code": line(room.x, floor, width, small),
        "qr": qr,
    }
