"""Lines in the fonts of before Unicode are found beside Unicode text, short ones too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.letters.old_fonts import find

TCVN3 = "§\u00adêng d©y nãng phßng, chèng mua b¸n ng\u00adêi"
VNI = "Ñöôøng daây noùng phoøng, choáng mua baùn ngöôøi"
MEANT = "Đường dây nóng phòng, chống mua bán người"


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_a_line_is_decoded(text: str, encoding: str) -> None:
    (line,) = find(text)
    assert (line.encoding, line.decoded, line.start, line.end) == (encoding, MEANT, 0, len(text))


@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_only_the_lines_of_the_old_font_are_found(text: str) -> None:
    mixed = f"<p>Đường dây nóng 111</p><p>{text}</p>\nGọi 111"
    (line,) = find(mixed)
    assert (mixed[line.start : line.end], line.decoded) == (text, MEANT)


@pytest.mark.parametrize(
    ("text", "meant"), [("kÕ ho¹ch", "kế hoạch"), ("§\u00adêng", "Đường"), ("toäi phaïm", "tội phạm")]
)
def test_a_short_title_is_found(text: str, meant: str) -> None:
    assert [line.decoded for line in find(text)] == [meant]


@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "Khoản 2 § 5, 20 µm, 50 m², « trích », © 2026, ® và ™",
        "São Paulo, señor, Curaçao, Citroën, Françoise, Malmö",
        "Voilà l'été à la mère, élève déjà né à Orléans",
        "Los niños de España están aquí mañana por la acción",
        "Für Kinder: größer, schön, süß, Mädchen, Käse",
        "Não há informações, então até amanhã, irmã",
        "Gặp señor Núñez",
        "toá, hoà, thuý, quí, uỷ ban, bàn ãn",
        "Ðường dây nóng",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert find(text) == []


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for line in find(text):
        assert text[line.start : line.end]
