"""Words that stay on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.line_breaks import units


def together(text: str) -> list[str]:
    return [part for part, held in units(text) if held]


@given(st.text(alphabet=st.sampled_from("ab 0123456789/.-–+():%“”ĐđngườiVX\nTP")) | st.text())
def test_cutting_into_units_loses_nothing(text: str) -> None:
    assert "".join(part for part, _held in units(text)) == text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Ngày toàn dân phòng, chống mua bán người: gọi 111, đường dây nóng 111",
            ["Ngày toàn dân", "phòng, chống", "mua bán người", "gọi 111", "đường dây nóng 111"],
        ),
        (
            "Hãy tố giác tội phạm mua bán người ngày 30/7",
            ["tố giác", "tội phạm", "mua bán người", "ngày 30/7"],
        ),
        ("Thực hiện “3 không” với tội phạm", ["3 không", "tội phạm"]),
        ("có 10 người dự", ["10 người"]),
        ("10 nạn nhân đã về", ["10 nạn nhân"]),
        ("Điều 150 Bộ luật Hình sự", ["Điều 150"]),
        ("khoản 2 Điều 7", ["khoản 2", "Điều 7"]),
        ("khóa XIII của Đảng", ["khóa XIII"]),
        ("lương 20 triệu đồng một tháng", ["20 triệu đồng"]),
        ("phạt 100 000 đồng", ["100 000 đồng"]),
        ("còn 12,5 % hộ nghèo", ["còn 12,5 % hộ"]),
        ("hãy gọi 0206 3 852 123 ngay", ["gọi 0206 3 852 123"]),
        ("Gọi ngay 111 để được giúp", ["Gọi ngay 111"]),
        ("bấm 111 để được giúp", ["bấm 111"]),
        ("dịp 30/7 hằng năm", ["dịp 30/7"]),
        ("ra quân từ 01/7 – 30/9/2026 cả tỉnh", ["từ 01/7 – 30/9/2026"]),
        ("10/12 xã tham gia", ["10/12 xã", "tham gia"]),
        ("giai đoạn 2021 - 2025", ["giai đoạn 2021 - 2025"]),
        ("lúc 8h30 ngày 30/7", ["8h30 ngày 30/7"]),
        ("Công an TP. Hải Phòng", ["Công an", "TP. Hải Phòng"]),
        ("UBND xã Bằng Mạc", ["UBND xã"]),
        ("BCĐ 138 tỉnh", ["BCĐ 138"]),
        ("dẫn lối – hành trình", ["lối –"]),
        ("xa nhà & gần bạn", ["nhà &"]),
        ("lắng nghe 111", ["lắng nghe 111"]),
        ("không có gì", []),
        ("111", []),
    ],
)
def test_what_is_held_together(text: str, held: list[str]) -> None:
    assert together(text) == held


@pytest.mark.parametrize("number", ["33/QĐ-TTg", "13-KL/TW", "162/2025/NĐ-CP", "3268/BCĐ-CAT"])
def test_the_number_of_a_document_stays_on_one_line(number: str) -> None:
    assert any(number in part for part in together(f"Theo {number}, từ 01/7 đến 30/9"))
