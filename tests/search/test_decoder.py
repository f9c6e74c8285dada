"""What was meant, against a small language model of ten sentences."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import bigrams, tokens
from search.decoder import Decoder, Lexicon, sound

SENTENCES = [
    "Cảnh giác với lời mời việc nhẹ lương cao ở nước ngoài",
    "Gọi đường dây nóng 111 khi nghi ngờ mua bán người",
    "Phòng, chống mua bán người là trách nhiệm của mỗi cá nhân và toàn xã hội",
    "Chung tay đẩy lùi nạn mua bán người",
    "Thủ đoạn lừa đảo qua mạng xã hội",
    "Nạn nhân được hỗ trợ, bảo vệ và trợ giúp pháp lý",
    "Tuyên truyền lưu động tại khu vực biên giới",
    "Việc nhẹ lương cao là thủ đoạn của tội phạm mua bán người",
    "Đường dây nóng miễn phí, hoạt động ngày đêm",
    "Kế hoạch tuyên truyền của Sở năm 2025",
]


def model() -> Lexicon:
    documents = [tokens(sentence) for sentence in SENTENCES]
    pairs = Counter(pair for document in documents for pair in set(bigrams(document)))
    return Lexicon(
        counts=Counter(term for document in documents for term in set(document)),
        total=len(documents),
        pair_count=lambda pair: pairs[pair],
        has_code=lambda key: key == "48cttw",
    )


DECODER = Decoder(model())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("viec nhe luong cao", "việc nhẹ lương cao"),
        ("vieejc nhej luwowng cao", "việc nhẹ lương cao"),
        ("vie6c5 nhe5 lu7o7ng cao", "việc nhẹ lương cao"),
        ("dduwowfng daay nongs", "đường dây nóng"),
        ("duong day nong", "đường dây nóng"),
        ("việc nhẹ lương cáo", "việc nhẹ lương cao"),
        ("viec nhe luong caoo", "việc nhẹ lương cao"),
        ("đườg dây nóng", "đường dây nóng"),
        ("thu doạn lùa đảo", "thủ đoạn lừa đảo"),
        ("tuyen chuyen luu dong", "tuyên truyền lưu động"),
        ("mua bán người", "mua bán người"),
        ("facebook", "facebook"),
        ("111", "111"),
    ],
)
def test_reading(typed: str, meant: str) -> None:
    assert " ".join(DECODER.decode(tokens(typed))) == meant


def test_nothing_typed_nothing_read() -> None:
    assert DECODER.decode([]) == ()


def test_an_empty_index_changes_nothing() -> None:
    empty = Decoder(Lexicon({}, 0, lambda pair: 0, lambda key: False))
    assert empty.decode(["viec", "nhe"]) == ("viec", "nhe")


@pytest.mark.parametrize(
    ("left", "right"), [("trong", "chong"), ("san", "xan"), ("lam", "nam"), ("phi", "fi")]
)
def test_sounds_that_are_confused(left: str, right: str) -> None:
    assert sound(left) == sound(right)


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_a_term_for_each_term(typed: list[str]) -> None:
    assert len(DECODER.decode(typed)) == len(typed)
