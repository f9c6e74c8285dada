"""Sizes of paper, banners and screens. Lengths are millimetres of the finished, trimmed piece."""

from dataclasses import dataclass
from typing import Literal

# A PDF page has at most 14,400 points = 5.08 m; longer pieces are drawn at 1:10, as printers do.
MAX_LENGTH_MM = 5000.0
PIXEL_MM = 25.4 / 72

# Capital letters have at least 1/200 of the reading distance: 17 minutes of arc. Normal sight reads 5, so a
# reader with a third of it reads the line; a circumflex with its tone, a fifth of the height of the letter,
# still has the 3 minutes at which marks can be distinguished.
CAPITAL_PER_DISTANCE = 1 / 200
CAPITAL_EM = 0.74  # Be Vietnam Pro


@dataclass(frozen=True, slots=True)
class Format:
    """A size; for the screen with ``pixels`` (width, height), where 1 pixel is 1 point of the page.

    ``distance_m`` is the reading distance; ``scale`` 10 means drawn at 1:10; ``covered_*_mm`` is hidden by
    the foot of a stand or the buttons of an application, and only the ground is drawn there.
    """

    key: str
    label: str
    width_mm: float
    height_mm: float
    medium: Literal["print", "screen"]
    pixels: tuple[int, int] | None
    bleed_mm: float
    distance_m: float
    scale: int = 1
    covered_top_mm: float = 0
    covered_bottom_mm: float = 0

    @property
    def smallest_mm(self) -> float:
        """The smallest size of type (mm to the em) that is legible from ``distance_m``."""
        return self.distance_m * 1000 * CAPITAL_PER_DISTANCE / CAPITAL_EM

    @property
    def slug_mm(self) -> float:
        """Paper outside the trim, bleed included, for crop marks and the statement of scale."""
        if self.medium == "screen":
            return 0
        return self.bleed_mm + max(7 * self.scale, min(25, self.width_mm * 0.006))


def _paper(key: str, name: str, width: float, height: float, distance: float) -> dict[str, Format]:
    upright = Format(key, f"{name} dọc", width, height, "print", None, 3, distance)
    across = Format(f"{key}-ngang", f"{name} ngang", height, width, "print", None, 3, distance)
    return {upright.key: upright, across.key: across}


def _screen(
    key: str, label: str, width: int, height: int, distance: float, top: int = 0, bottom: int = 0
) -> Format:
    # 1,080 pixels on 68 mm of a phone at 35 cm look like a page of 381 mm from 2 m.
    return Format(
        key,
        label,
        width * PIXEL_MM,
        height * PIXEL_MM,
        "screen",
        (width, height),
        0,
        distance,
        covered_top_mm=top * PIXEL_MM,
        covered_bottom_mm=bottom * PIXEL_MM,
    )


_FORMATS = (
    *_paper("a4", "A4", 210, 297, 1).values(),
    *_paper("a3", "A3", 297, 420, 1.5).values(),
    *_paper("a2", "A2", 420, 594, 2).values(),
    Format("standee", "Standee 80 × 200 cm", 800, 2000, "print", None, 10, 3, covered_bottom_mm=120),
    _screen("vuong", "Ảnh vuông 1:1", 1080, 1080, 2),
    _screen("doc", "Ảnh dọc 4:5", 1080, 1350, 2),
    _screen("story", "Ảnh story 9:16", 1080, 1920, 2, top=210, bottom=270),
    _screen("chia-se", "Ảnh chia sẻ liên kết 1200 × 630", 1200, 630, 2.2),
)
FORMATS: dict[str, Format] = {fmt.key: fmt for fmt in _FORMATS}

DEFAULT_BANNERS: tuple[tuple[float, float], ...] = ((4, 0.8), (6, 1), (8, 1.2), (10, 1.5))
_BANNER_M = (0.4, 20.0)


def _metres(value: float, mark: str) -> str:
    return f"{value:g}".replace(".", mark)


def banner(width_m: float, height_m: float) -> Format:
    """The format of a banner (băng rôn); raises ``ValueError`` outside 0.4–20 m or 1:4–16:1."""
    low, high = _BANNER_M
    if not (low <= width_m <= high and low <= height_m <= high):
        raise ValueError(f"Băng rôn: mỗi cạnh từ {_metres(low, ',')} đến {_metres(high, ',')} m.")
    if not 1 / 4 <= width_m / height_m <= 16:
        raise ValueError("Băng rôn: chiều ngang từ một phần tư đến mười sáu lần chiều cao.")
    return Format(
        key=f"bang-ron-{_metres(width_m, '.')}x{_metres(height_m, '.')}",
        label=f"Băng rôn {_metres(width_m, ',')} × {_metres(height_m, ',')} m",
        width_mm=width_m * 1000,
        height_mm=height_m * 1000,
        medium="print",
        pixels=None,
        bleed_mm=10,
        # Banners across a street are read from fifteen times their height, others from eight times their
        # short side.
        distance_m=15 * height_m if width_m > 2.4 * height_m else 8 * min(width_m, height_m),
        scale=10 if max(width_m, height_m) * 1000 > MAX_LENGTH_MM else 1,
    )
