"""TCVN3 and VNI: every letter, by font and by content, and text that must stay as it is."""

import unicodedata
from itertools import product
from pathlib import Path

import pytest

from cms.legacy_fonts import encoding_of_font, from_font, from_tcvn3, from_vni, looks_legacy, without_legacy
from tests.plans import PLANS

SENTENCE = "Phòng, chống mua bán người là trách nhiệm của mọi tổ chức và gia đình."
TCVN3_SENTENCE = (
    "Phßng, chèng mua b¸n ng\xadêi lµ tr¸ch nhiÖm cña mäi tæ chøc vµ gia ®×nh."  # as .VnTime holds it
)
VNI_SENTENCE = "Phoøng, choáng mua baùn ngöôøi laø traùch nhieäm cuûa moïi toå chöùc vaø gia ñình."

LETTERS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in product("aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"))
} | {"đ"}


def test_a_sentence_of_each() -> None:
    assert from_tcvn3(TCVN3_SENTENCE) == from_vni(VNI_SENTENCE) == SENTENCE


def test_every_letter_has_a_code() -> None:
    tcvn3 = {from_tcvn3(chr(code)) for code in range(0xA1, 0xFF)}
    singles = [chr(code) for code in (*range(0x61, 0x7B), *range(0xDF, 0xFF))]
    vni = {from_vni(a + b) for a, b in product("aeouyôö", singles)} | set(map(from_vni, singles))
    marked = {letter for letter in LETTERS if not letter.isascii()}
    assert marked <= tcvn3 and marked <= vni
    assert {letter.upper() for letter in marked} <= {
        from_vni((a + b).upper()) for a, b in product("aeouyôö", [*singles, ""])
    } | {from_vni(letter.upper()) for letter in singles}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aùnh saùng", "Ánh sáng"),
        ("kyû nieäm, kî", "kỷ niệm, kỵ"),
        ("haúng, aü", "hẳng, ẵ"),
        ("Ñaø Naüng", "Đà Nẵng"),
    ],
)
def test_vni_in_mixed_case_and_rare_letters(text: str, expected: str) -> None:
    assert from_vni(text) == expected


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        ("/ABCDEF+.VnArialH", "tcvn3"),
        (".vntime", "tcvn3"),
        ("VNI-Times", "vni"),
        ("vni-helve", "vni"),
        ("Times New Roman", None),
        ("Vnitimes Neue", "vni"),
        ("", None),
    ],
)
def test_the_font_tells_the_encoding(font: str, encoding: str | None) -> None:
    assert encoding_of_font(font) == encoding


def test_a_text_in_a_capitals_font_is_in_capitals() -> None:
    assert from_font("kÕ ho¹ch", ".VnTimeH") == from_font("kÕ ho¹ch", "/ABCDEF+.VnTimeH-Bold") == "KẾ HOẠCH"
    assert from_font("kÕ ho¹ch", ".VnTime") == "kế hoạch"


def test_unicode_in_an_old_font_stays() -> None:
    assert from_font(SENTENCE, ".VnTime") == from_font(SENTENCE, "VNI-Times") == SENTENCE
    assert from_font("có thành viên là bà", ".VnTime") == "có thành viên là bà"
    assert from_font("± 5 µm", "Arial") == "± 5 µm"


def test_a_minus_sign_of_a_pdf_is_a_letter_between_letters_only() -> None:
    assert from_tcvn3("nhµ n−íc, −u tiªn, 5−3, − 2") == "nhà nước, ưu tiên, 5−3, − 2"


def test_the_content_tells_the_encoding() -> None:
    assert looks_legacy(TCVN3_SENTENCE) == "tcvn3" and looks_legacy(VNI_SENTENCE) == "vni"
    assert (
        without_legacy(TCVN3_SENTENCE) == without_legacy(VNI_SENTENCE) == without_legacy(SENTENCE) == SENTENCE
    )


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        unicodedata.normalize("NFD", SENTENCE),
        "có thành viên là bà và là cô",
        "Voilà l'été à la mère, élève déjà né à Orléans",
        "Los niños de España están aquí mañana por la acción",
        "Für Kinder: größer, schön, süß, Mädchen, Käse",
        "Não há informações, então até amanhã, irmã",
        "Gặp señor Núñez",
        "©2026 ®Chung Tay, 5 µm ± 3 °C, §5",
        "kÕ ho¹ch",
        "",
    ],
)
def test_other_texts_are_no_legacy(text: str) -> None:
    assert looks_legacy(text) is None and without_legacy(text) == text


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_no_line_of_a_real_plan_is_taken_for_legacy(plan: Path) -> None:
    assert not [line for line in plan.read_text("utf-8").splitlines() if looks_legacy(line)]
