"""Items that tests put into an index."""

import datetime as dt
from typing import Any

from search.engines.base import Engine
from search.items import SearchItem

NOW = 1_780_000_000


def item(pk: int, title: str, body: str = "", **values: Any) -> SearchItem:
    return SearchItem(key=f"wagtailcore.page:{pk}", title=title, body=body, url=f"/{pk}/", **values)


def small_site() -> list[SearchItem]:
    """Eight items with facets, numbers, dates, one that has ended, one that is boosted."""
    return [
        item(
            1,
            "Cảnh giác “việc nhẹ lương cao”",
            "Thủ đoạn lừa đảo đưa người đi làm việc ở nước ngoài. Gọi 111.",
            kind="canh-bao",
            audience=("phu-nu", "thanh-nien"),
            region=("20",),
            province=("20",),
            place=("20",),
            topic=("b",),
            date=dt.date(2025, 7, 1),
        ),
        item(
            2,
            "Quyết định 193/QĐ-TTg về Chương trình phòng, chống mua bán người",
            "Chương trình phòng, chống mua bán người giai đoạn 2021 - 2025.",
            numbers=("193/QĐ-TTg",),
            kind="van-ban",
            topic=("a",),
            date=dt.date(2021, 2, 9),
        ),
        item(
            3,
            "Kế hoạch tuyên truyền năm 2025",
            "Căn cứ Quyết định số 193/QĐ-TTg, Chỉ thị số 48-CT/TW; tuyên truyền phòng, chống mua bán người.",
            kind="van-ban",
            region=("04", "01273"),
            province=("04",),
            place=("01273",),
            topic=("a",),
            audience=("phu-nu",),
            date=dt.date(2025, 6, 25),
        ),
        item(4, "Đường dây nóng", "Gọi 111 miễn phí ngày đêm khi nghi ngờ mua bán người.", kind="trang"),
        item(
            5,
            "Chung tay đẩy lùi nạn mua bán người",
            "Khẩu hiệu hưởng ứng ngày 30/7.",
            kind="khau-hieu",
            campaign=("7",),
            channel=("loa",),
            date=dt.date(2023, 7, 10),
        ),
        item(
            6,
            "Chung tay phòng, chống nạn mua bán người",
            "Khẩu hiệu hưởng ứng ngày 30/7.",
            kind="khau-hieu",
            campaign=("7",),
            boost=2.0,
            date=dt.date(2023, 7, 9),
        ),
        item(7, "Hết hạn: mua bán người", "Nội dung hethanroi đã cũ.", kind="tin-tuc", valid_until=NOW - 60),
        item(8, "Còn hạn: biên giới", "Tuyên truyền lưu động khu vực biên giới.", valid_until=NOW + 60),
    ]


def versions(engine: Engine) -> dict[str, int]:
    """{key: version} of all that an engine holds."""
    return {key: version for key, version, _mark in engine.stored_versions()}
