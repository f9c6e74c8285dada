"""Telex and VNI: read as an input method reads them, and written as people write them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import tokens
from search.keyboards import from_telex, from_vni, to_telex, to_vni

WORDS = tokens(
    "đường dây nóng phòng chống mua bán người việc nhẹ lương cao lừa đảo thủ đoạn hoặc quý giá thuở khuỷu "
    "nghèo giữa quốc gia hươu lưu huế uyển chuyển yêu khuya ngoằn tuyên truyền toàn thuý"
)


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("dduwowfng", "đường"),
        ("dduowngf", "đường"),
        ("daay", "dây"),
        ("nongs", "nóng"),
        ("vieejc", "việc"),
        ("viecej", "việc"),
        ("nguoiwf", "người"),
        ("muaw", "mưa"),
        ("quas", "quá"),
        ("hoaf", "hoà"),
        ("thuowr", "thuở"),
        ("cao", None),
        ("nass", None),
    ],
)
def test_reading_telex(keys: str, word: str | None) -> None:
    assert from_telex(keys) == word


PLAIN = [("qh15", None), ("k2", None), ("111", None), ("cao", None)]


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("d9u7o7ng2", "đường"),
        ("duong72", "dường"),
        ("nguoi72", "người"),
        ("viec65", "việc"),
        ("nho73", "nhở"),
        *PLAIN,
    ],
)
def test_reading_vni(keys: str, word: str | None) -> None:
    assert from_vni(keys) == word


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_written_is_read_back(word: str, seed: int) -> None:
    expected = tokens(word)[0]
    telex = to_telex(word, random.Random(seed)).lower()
    vni = to_vni(word, random.Random(seed)).lower()
    assert (from_telex(telex) or telex) == expected
    assert (from_vni(vni) or vni) == expected


@given(st.text(max_size=40))
def test_any_keys_may_be_typed(keys: str) -> None:
    from_telex(keys)
    from_vni(keys)
