"""Text in the fonts of before Unicode is found and decoded; Unicode text is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import legacy_fonts

TCVN3 = "§\u00adêng d©y nãng phßng, chèng mua b¸n ng\u00adêi"
VNI = "Ñöôøng daây noùng phoøng, choáng mua baùn ngöôøi"
MEANT = "Đường dây nóng phòng, chống mua bán người"


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_line_is_decoded(text: str, encoding: str) -> None:
    (line,) = legacy_fonts.find(text)
    assert (line.encoding, line.decoded, line.start, line.end) == (encoding, MEANT, 0, len(text))
    assert legacy_fonts.decode(text) == MEANT


@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_only_the_lines_of_the_old_font_are_decoded(text: str) -> None:
    mixed = f"<p>Đường dây nóng 111</p><p>{text}</p>"
    assert legacy_fonts.decode(mixed) == f"<p>Đường dây nóng 111</p><p>{MEANT}</p>"


def test_the_letter_that_the_library_lacks() -> None:
    assert legacy_fonts.convert("thaúng, THAÚNG", "VNI") == "thẳng, THẲNG"


@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "Khoản 2 § 5, 20 µm, 50 m², « trích », © 2026, ® và ™",
        "São Paulo, señor, Curaçao, Citroën, Françoise, Malmö",
        "toá, hoà, thuý, quí, uỷ ban, bàn ãn",
        "Ðường dây nóng",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert legacy_fonts.decode(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for line in legacy_fonts.find(text):
        assert text[line.start : line.end]
