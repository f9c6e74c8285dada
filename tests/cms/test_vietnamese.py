"""Rules of written Vietnamese."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import vietnamese as vi

LETTERS = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắếộđĐ 0123/-,.“”"), max_size=60)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Cảnh báo lừa đảo", "canh-bao-lua-dao"),
        ("Chiến dịch Phòng, chống đuối nước ở Đắk Lắk", "chien-dich-phong-chong-duoi-nuoc-o-dak-lak"),
        ("  “Việc nhẹ – lương cao”!  ", "viec-nhe-luong-cao"),
        ("!!!", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert vi.slugify(text) == slug
    assert vi.slugify(unicodedata.normalize("NFD", text)) == slug


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("hóa", "hoá"),
        ("hòan", "hoàn"),
        ("khỏe", "khoẻ"),
        ("thúy", "thuý"),
        ("qúy", "quý"),
        ("quý", "quý"),
        ("của", "của"),
        ("HÓA", "HOÁ"),
        ("toán", "toán"),
    ],
)
def test_one_place_for_the_tone(typed: str, canonical: str) -> None:
    assert vi.canonical_tone(typed) == canonical


@given(LETTERS)
def test_cutting_into_units_loses_nothing(text: str) -> None:
    assert "".join(part for part, _together in vi.units(text)) == text


def test_units_hold_a_pair_over_its_comma_and_a_number_to_its_name() -> None:
    parts = list(vi.units("Ngày toàn dân phòng, chống mua bán người: gọi 111, đường dây nóng 111"))
    assert [part for part, together in parts if together] == [
        "Ngày toàn dân",
        "phòng, chống",
        "mua bán người",
        "gọi 111",
        "đường dây nóng 111",
    ]


def test_units_hold_compounds_together() -> None:
    parts = list(vi.units("Hãy tố giác tội phạm mua bán người ngày 30/7"))
    assert [part for part, together in parts if together] == [
        "tố giác",
        "tội phạm",
        "mua bán người",
        "ngày 30/7",
    ]


@given(LETTERS)
def test_keys_are_the_same_for_every_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert vi.match_key(unicodedata.normalize(form, text).upper()) == vi.match_key(text)


@given(LETTERS)
def test_everything_is_stored_in_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", vi.nfc(unicodedata.normalize("NFD", text)))


def test_dictionary_order() -> None:
    words = ["đi", "da", "dạ", "ăn", "an", "ân", "ba", "Bắc", "dã"]
    assert sorted(words, key=vi.sort_key) == ["an", "ăn", "ân", "ba", "Bắc", "da", "dã", "dạ", "đi"]


@pytest.mark.parametrize("number", ["33/QĐ-TTg", "13-KL/TW", "162/2025/NĐ-CP", "3268/BCĐ-CAT"])
def test_the_number_of_a_document_stays_on_one_line(number: str) -> None:
    parts = list(vi.units(f"Theo {number}, từ 01/7 đến 30/9"))
    assert (number, True) in parts
    assert "".join(part for part, _together in parts) == f"Theo {number}, từ 01/7 đến 30/9"
