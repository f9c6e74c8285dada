"""Three design families with their names, colours and compositions; templates in ``designs/<key>.typ``.

Only the hotline is red. Every pair in ``Family.pairs`` has a contrast of at least 4.5:1.
"""

from dataclasses import dataclass
from typing import Literal

from media.posters.compositions import Composition

INK = "#14213a"
BRAND = "#0c4a8a"
DEEP = "#0a2f5c"
MUTED = "#4a5872"
LINE = "#d9e0ea"
WASH = "#f4f6fa"
CALL = "#c0241c"
WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class Family:
    """A design family; colours as #rrggbb, ``panel`` is the ground under hotline, code and QR."""

    key: str
    label: str
    description: str
    ground: str
    text: str
    agency: str
    local: str
    line: str
    panel: str
    digits: str
    note: str
    caption: str
    code: str
    peak_ground: str
    peak_text: str
    theme_text: str
    composition: Composition
    align: Literal["left", "center"]
    anchor: float  # position of a short text in its zone: 0 top, 1 bottom

    @property
    def pairs(self) -> dict[str, tuple[str, str]]:
        """Every (letter colour, ground colour) that is drawn."""
        return {
            "text": (self.text, self.ground),
            "agency": (self.agency, self.ground),
            "local": (self.local, self.ground),
            "digits": (self.digits, self.panel),
            "note": (self.note, self.panel),
            "caption": (self.caption, self.panel),
            "code": (self.code, self.panel),
            "peak": (self.peak_text, self.peak_ground),
            "theme": (self.theme_text, self.ground),
            "qr": (INK, WHITE),
        }


_FAMILIES = (
    Family(
        key="lam",
        label="Xanh lam",
        description="Nền xanh, chữ trắng dưới một vạch đậm: nhìn rõ từ xa, hợp với băng rôn và mạng xã hội.",
        ground=BRAND,
        text=WHITE,
        agency=WHITE,
        local=WHITE,
        line="#6f97c2",
        panel=WHITE,
        digits=CALL,
        note=INK,
        caption=MUTED,
        code=INK,
        peak_ground=WHITE,
        peak_text=BRAND,
        theme_text=WHITE,
        composition="editorial",
        align="left",
        anchor=0.2,
    ),
    Family(
        key="giay",
        label="Nền giấy",
        description="Tờ thông báo có khung, chữ căn giữa, ít mực: in được ở máy in văn phòng của xã.",
        ground=WHITE,
        text=INK,
        agency=BRAND,
        local=MUTED,
        line=LINE,
        panel=WHITE,
        digits=CALL,
        note=INK,
        caption=MUTED,
        code=INK,
        peak_ground=BRAND,
        peak_text=WHITE,
        theme_text=BRAND,
        composition="notice",
        align="center",
        anchor=0.5,
    ),
    Family(
        key="dam",
        label="Đậm 111",
        description="Số 111 đứng đầu, nền đỏ: đặt ở bến xe, nhà trọ, cửa khẩu, nơi người cần giúp đi qua.",
        ground=WASH,
        text=DEEP,
        agency=DEEP,
        local=MUTED,
        line=DEEP,
        panel=CALL,
        digits=WHITE,
        note=WHITE,
        caption=WHITE,
        code=WHITE,
        peak_ground=DEEP,
        peak_text=WHITE,
        theme_text=DEEP,
        composition="block",
        align="left",
        anchor=0.3,
    ),
)
FAMILIES: dict[str, Family] = {family.key: family for family in _FAMILIES}
DESIGNS: tuple[str, ...] = tuple(FAMILIES)
