"""Scripts for loudspeakers: greeting, words twice, next step, thanks; the sheet."""

import pytest

from campaigns.kits.outputs.script import RATE, clock, script, sheet, syllables
from campaigns.kits.speech.spoken import spoken

TEXT = "Tích cực hưởng ứng ngày toàn dân phòng, chống mua bán người 30/7"
READ = "Tích cực hưởng ứng ngày toàn dân phòng, chống mua bán người, ngày ba mươi tháng bảy."
CODE = "CT-7K3M-Q9"


def test_a_script_from_greeting_to_thanks() -> None:
    answer = script(TEXT, "xã Đàm Thuỷ", "Sở VHTTDL tỉnh Cao Bằng")
    assert answer.spoken_text.split("\n\n") == [
        "Đây là Đài truyền thanh xã Đàm Thuỷ. Kính mời bà con lắng nghe thông điệp phòng, chống mua bán "
        "người của Sở Văn hóa, Thể thao và Du lịch tỉnh Cao Bằng.",
        READ,
        f"Xin nhắc lại.\n{READ}",
        "Khi cần giúp đỡ, hoặc khi thấy dấu hiệu mua bán người, xin bà con gọi Tổng đài Quốc gia một một "
        "một. Cuộc gọi miễn phí, cả ngày lẫn đêm đều có người nghe máy. Xin cảm ơn bà con đã lắng nghe.",
    ]
    assert answer.approved_text == TEXT
    assert answer.repeats == 2
    assert not any(char.isdigit() for char in answer.spoken_text)


def test_seconds_follow_the_rate() -> None:
    usual, slow = script(TEXT, "xã A", "UBND xã"), script(TEXT, "xã A", "UBND xã", rate=90)
    assert usual.rate == RATE
    assert usual.syllables == slow.syllables == syllables(usual.spoken_text)
    assert usual.seconds == -(-usual.syllables * 60 // RATE)
    assert slow.seconds == -(-usual.syllables * 60 // 90)


@pytest.mark.parametrize("repeats", [1, 2, 4])
def test_the_words_are_read_as_often_as_requested(repeats: int) -> None:
    answer = script(TEXT, "xã A", "", repeats=repeats)
    assert answer.spoken_text.count(READ) == repeats
    assert answer.spoken_text.count("Xin nhắc lại.") == repeats - 1


def test_own_words_around_the_text() -> None:
    answer = script(
        "Kính thưa bà con! Gọi 111.", "xã A", "B", repeats=1, introduction="", close="Xin hết lúc 19h30"
    )
    assert answer.spoken_text == (
        "Kính thưa bà con! Gọi một một một.\n\nXin hết lúc mười chín giờ ba mươi phút"
    )


def test_a_station_that_names_itself_and_another_line() -> None:
    answer = script(TEXT, "Đài Truyền thanh phường B", "", hotline="113")
    assert answer.spoken_text.startswith("Đây là Đài Truyền thanh phường B. Kính mời bà con")
    assert "gọi số một một ba. Xin cảm ơn" in answer.spoken_text
    assert "miễn phí" not in answer.spoken_text
    assert script(TEXT, "", "", hotline="").spoken_text.startswith(
        "Kính mời bà con lắng nghe thông điệp phòng, chống"
    )


@pytest.mark.parametrize(
    ("text", "options"),
    [(TEXT, {"rate": 0}), (TEXT, {"rate": -1}), (TEXT, {"repeats": 0}), ("“…”", {}), ("", {})],
)
def test_what_cannot_be_read_is_refused(text: str, options: dict) -> None:
    with pytest.raises(ValueError, match=r"rate|once|nothing"):
        script(text, "xã A", "B", **options)


def test_the_sheet_carries_code_state_and_both_texts() -> None:
    written = "Nghi ngờ mua bán người?\nGọi ngay 111 – miễn phí, 24/7."
    answer = script(written, "xã A", "UBND xã")
    paper = sheet(answer, CODE, "Còn hiệu lực", valid_until="31/12/2026")
    lines = paper.splitlines()
    assert f"Mã duyệt: {CODE}" in lines
    assert "Trạng thái: Còn hiệu lực" in lines
    assert "Dùng đến: 31/12/2026" in lines
    assert f"Thời lượng: khoảng {clock(answer.seconds)}" in lines
    assert not any(line.startswith(("Người duyệt", "Văn bản nguồn")) for line in lines)
    assert f"\n{written}\n" in paper
    assert f"\n{answer.spoken_text}\n" in paper
    assert CODE not in answer.spoken_text and spoken(CODE) not in answer.spoken_text


@pytest.mark.parametrize(
    ("seconds", "text"), [(9, "9 giây"), (60, "1 phút 00 giây"), (125, "2 phút 05 giây")]
)
def test_clock(seconds: int, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize("unit", ["UBND xã Bằng Mạc", "Ủy ban nhân dân xã Bằng Mạc", "xã Bằng Mạc"])
def test_the_station_is_the_communes_not_the_committees(unit: str) -> None:
    assert script(TEXT, unit, "").spoken_text.startswith("Đây là Đài truyền thanh xã Bằng Mạc. ")
