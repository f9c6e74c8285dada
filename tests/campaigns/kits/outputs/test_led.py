"""LED boards: one plain line."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.kits.outputs.led import BOM, led_file, line

TEXT = "Chung tay đẩy lùi nạn mua bán người"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXT, TEXT),
        (f"  {TEXT}\n", TEXT),
        ("Hỏi kỹ.\n\nGọi 111.", "Hỏi kỹ. Gọi 111."),
        ("a\r\nb\tc  d\u00a0e", "a – b c d e"),
        ("Chung tay\nđẩy lùi nạn mua bán người", "Chung tay – đẩy lùi nạn mua bán người"),
        ("Thực hiện “3 không”\r\n\r\nGọi 111", "Thực hiện “3 không” – Gọi 111"),
        ("Không nghe\u2028Không tin", "Không nghe – Không tin"),
        ("3 không:\n- Không nghe\n- Không tin", "3 không: - Không nghe - Không tin"),
        ("Không nghe,\nkhông tin", "Không nghe, không tin"),
        ("“Hỏi kỹ!”\nGọi 111", "“Hỏi kỹ!” Gọi 111"),
        ("“việc nhẹ” – 30/7 & 111!", "“việc nhẹ” – 30/7 & 111!"),
        (unicodedata.normalize("NFD", TEXT), TEXT),
        ("", ""),
    ],
)
def test_line(text: str, expected: str) -> None:
    assert line(text) == expected


def test_file_is_utf8_with_a_mark_and_one_line() -> None:
    content = led_file(f"{TEXT}\nGọi 111")
    assert content.startswith(BOM)
    assert content.decode("utf-8-sig") == f"{TEXT} – Gọi 111"
    assert b"\n" not in content and b"\r" not in content


@given(st.text())
def test_any_text_is_one_line(text: str) -> None:
    shown = line(text)
    assert len(shown.splitlines()) <= 1
    assert line(shown) == shown
    words = "".join(unicodedata.normalize("NFC", text).split())
    assert "".join(shown.split()).replace("–", "") == words.replace("–", "")
    assert led_file(text).startswith(BOM)
