"""Where the lines of a text end."""

import pytest

from media.posters import draw
from media.posters.lines import paragraph, rows_of
from media.posters.spec import TextTooLong
from tests.media.posters.samples import ALL, DESIGNS, poster

NUMBERS = (
    "Thực hiện 3 không: không nghe, không tin, không đi theo lời hứa lương 20 triệu đồng – gọi ngay 111",
    "Người phạm tội mua bán người bị phạt tù đến 20 năm theo Điều 150 Bộ luật Hình sự",
    "TP. Hải Phòng có 10/12 xã và BCĐ 138 ra quân từ 01/7 – 30/9, mời bà con báo số (024) 3825 1111",
)
HELD = (
    "3 không", "20 triệu đồng –", "gọi ngay 111", "20 năm", "Điều 150", "TP. Hải Phòng", "10/12 xã",
    "BCĐ 138", "01/7 – 30/9", "số (024) 3825 1111",
)  # fmt: skip


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("key", ["a4", "vuong", "story", "standee", "bang-ron-6x1"])
def test_a_number_stays_with_its_noun(text: str, key: str) -> None:
    for design in DESIGNS:
        lines = draw.check(poster(text, design), ALL[key]).lines
        for held in (held for held in HELD if held in text):
            assert any(held in line for line in lines), (held, lines)


@pytest.mark.parametrize("key", ["a4", "vuong", "bang-ron-6x1"])
def test_a_line_ends_where_its_author_ended_it(key: str) -> None:
    lines = draw.check(
        poster("Chung tay phòng, chống mua bán người\r\n\r\nGọi 111 – miễn phí"), ALL[key]
    ).lines
    assert any(line.startswith("Gọi 111") for line in lines), lines
    assert any(line.endswith("mua bán người") for line in lines), lines


def test_white_space_is_one_space_or_one_end_of_line() -> None:
    assert rows_of(" a \t b \r\n\u2028 \n c\u00a0d ") == "a b\nc\u00a0d"


def test_no_setting_has_fewer_lines_than_the_author() -> None:
    narrowest = paragraph("Hỏi kỹ\nGọi 111\nBáo xã").narrowest
    assert narrowest[0] == narrowest[1] == float("inf") and narrowest[2] < 10


def test_more_lines_than_fit_are_refused_with_advice() -> None:
    with pytest.raises(TextTooLong) as error:
        draw.check(poster("Gọi\n" * 40), ALL["chia-se"])
    draw.check(poster("Gọi\n" * (error.value.max_length // 4)), ALL["chia-se"])
