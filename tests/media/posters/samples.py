"""The slogans of the domain, every format, and a poster to begin with."""

import io
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from cms.line_breaks import units
from media.posters.families import DESIGNS
from media.posters.formats import DEFAULT_BANNERS, FORMATS, Format, banner
from media.posters.spec import Poster

_DEMO = Path(__file__).resolve().parents[3] / "campaigns/demo/slogans.toml"
# All that the demo shows: the slogans of the plans to the byte (rule 1), and the messages written for it.
SLOGANS: dict[str, str] = {
    item["key"]: item["text"] for item in tomllib.loads(_DEMO.read_text(encoding="utf-8"))["item"]
}
LONG = (
    "Cảnh giác với lời mời “việc nhẹ lương cao” ở nước ngoài: không đưa giấy tờ cho người lạ, không đi theo "
    "người môi giới, hỏi gia đình và chính quyền trước khi đi; thấy dấu hiệu lừa đảo, mua bán người hãy gọi "
    "ngay đường dây nóng 111 hoặc báo công an xã"
)
BANNERS = [banner(*size) for size in DEFAULT_BANNERS]
ALL: dict[str, Format] = FORMATS | {fmt.key: fmt for fmt in BANNERS}
EVERY = [(design, key) for design in DESIGNS for key in ALL]
EYEBROWS = {"cao-diem": "Cao điểm 01/7 – 30/9", "chu-de": "Chủ đề năm 2025"}


def poster(text: str = SLOGANS["S4"], design: str = "lam", **fields: Any) -> Poster:
    """A poster with everything a department gives; fields replace what they name."""
    given = {
        "code": "KH7M3-XQ9FD",
        "agency": "Sở Văn hóa, Thể thao và Du lịch tỉnh Lạng Sơn",
        "hotline": "111",
        "hotline_note": "Miễn phí, 24/7",
        "check_url": "https://example.vn/xac-minh/KH7M3-XQ9FD/",
        "eyebrow": EYEBROWS.get(fields.get("variant", ""), ""),
    }
    return Poster(text=SLOGANS.get(text, text), design=design, **(given | fields))


def logo(format: str = "PNG", size: tuple[int, int] = (90, 60)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#1b6e43").save(out, format)
    return out.getvalue()


def picture(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        return opened.convert("RGB")


def assert_units_whole(lines: Sequence[str]) -> None:
    """No unit is broken over two lines, no last syllable stands alone."""
    text = " ".join(lines)
    ends = {len(" ".join(lines[:count])) for count in range(1, len(lines))}
    at = 0
    for part, together in units(text):
        broken = ends & set(range(at, at + len(part))) if together else set()
        assert not broken, (part, lines)
        at += len(part)
    if len(lines) > 1:
        last = lines[-1].rstrip(".!?…”’\"'")
        assert " " in last or "\u00a0" in last or len(last) > 7, lines
