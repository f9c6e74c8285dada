"""The slogans of the domain, every format, and a poster to begin with."""

import io
from typing import Any

from PIL import Image

from media.posters.families import DESIGNS
from media.posters.formats import DEFAULT_BANNERS, FORMATS, Format, banner
from media.posters.spec import Poster

# domain.md 3.1, to the byte.
SLOGANS = {
    "S1": "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người và "
    "Ngày toàn dân phòng, chống mua bán người 30/7",
    "S2": "Chung tay phòng, chống nạn mua bán người",
    "S3": "Phòng, chống mua bán người là trách nhiệm của mỗi cá nhân và toàn xã hội",
    "S4": "Chung tay đẩy lùi nạn mua bán người",
    "S5": "Tích cực hưởng ứng ngày toàn dân phòng, chống mua bán người",
    "T2025": "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột",
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
