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
def test_keys_are_the_same_for_every_form(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert vi.match_key(unicodedata.normalize(form, text).upper()) == vi.match_key(text)


@given(LETTERS)
def test_everything_is_stored_in_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", vi.nfc(unicodedata.normalize("NFD", text)))


def test_dictionary_order() -> None:
    words = ["đi", "da", "dạ", "ăn", "an", "ân", "ba", "Bắc", "dã"]
    assert sorted(words, key=vi.sort_key) == ["an", "ăn", "ân", "ba", "Bắc", "da", "dã", "dạ", "đi"]
