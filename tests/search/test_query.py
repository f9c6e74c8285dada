"""From what is typed to what an engine is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.editorial_settings import synonym_table
from search.query import MAX_TOKENS, parse
from tests.search.test_decoder import DECODER

SYNONYMS = synonym_table(
    [["PCMBN", "phòng, chống mua bán người"], ["đường dây nóng", "hotline", "tổng đài 111"]]
)


@pytest.mark.parametrize("text", ["", "   ", "!?", "\x00", "\ud800", "“”", "🙂"])
def test_no_term_no_query(text: str) -> None:
    assert parse(text, DECODER) is None


def test_the_or_of_what_was_typed_and_what_was_read() -> None:
    query = parse("viec nhe luong cao", DECODER)
    assert query is not None
    assert (query.reading, query.corrected_from) == ("việc nhẹ lương cao", "viec nhe luong cao")
    assert {("exact", "lương"), ("fold", "luong"), ("bigram", "viec_nhe")} <= set(query.weights)
    assert ("exact", "viec") not in query.weights
    assert len(query.groups) == 4


def test_as_typed_with_the_reading_as_a_suggestion() -> None:
    query = parse("vieejc nhej luwowng cao", DECODER, literal=True)
    assert query is not None
    assert query.corrected_from is None
    assert query.reading == "vieejc nhej luwowng cao"
    assert query.did_you_mean == "việc nhẹ lương cao"
    assert ("fold", "viec") not in query.weights


def test_marks_on_known_words_are_meant_and_the_reading_is_only_suggested() -> None:
    query = parse("đường đẩy nóng", DECODER)
    assert query is not None
    assert (query.reading, query.corrected_from) == ("đường đẩy nóng", None)
    assert query.did_you_mean == "đường dây nóng"


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("mua ban người", "mua bán người"),
        ("lưu động của mỗi cá nhan", "lưu động của mỗi cá nhân"),
    ],
)
def test_a_word_that_is_not_known_is_corrected_beside_words_with_marks(typed: str, reading: str) -> None:
    query = parse(typed, DECODER)
    assert query is not None
    assert (query.reading, query.corrected_from, query.did_you_mean) == (reading, typed, None)


def test_synonyms_hold_together_and_weigh_less() -> None:
    query = parse("hotline", DECODER, SYNONYMS)
    assert query is not None
    (group,) = query.groups
    assert (("fold", "hotline"),) in group
    assert (("bigram", "duong_day"), ("bigram", "day_nong")) in group
    assert 0 < query.weights["bigram", "duong_day"] < query.weights["fold", "hotline"]


def test_syllables_of_a_synonym_are_paired_those_of_the_query_are_not() -> None:
    query = parse("hotline", DECODER, SYNONYMS)
    assert query is not None
    assert {"duong", "day", "nong"} <= query.paired and "hotline" not in query.paired
    typed = parse("duong day", DECODER)
    assert typed is not None and not typed.paired


def test_a_synonym_of_several_words_is_one_group() -> None:
    query = parse("tong dai 111 mien phi", DECODER, SYNONYMS)
    assert query is not None
    assert len(query.groups) == 3
    assert (("fold", "hotline"),) in query.groups[0]


@pytest.mark.parametrize("text", ["48 ct tw", "48-CT/TW", "48cttw", "chỉ thị 48 ct/tw"])
def test_the_number_of_a_document(text: str) -> None:
    query = parse(text, DECODER)
    assert query is not None
    assert query.weights["code", "48cttw"] == 1.0
    assert query.corrected_from is None
    assert any((("code", "48cttw"),) in group for group in query.groups)


def test_words_that_ask_are_no_condition() -> None:
    query = parse("gọi số nào khi nghi ngờ", DECODER)
    assert query is not None
    assert not any(("fold", "nao") in terms for group in query.groups for terms in group)
    assert query.weights["fold", "nao"] < query.weights["fold", "goi"]


@given(st.text(st.characters(), max_size=500), st.booleans())
def test_any_text_will_do(text: str, literal: bool) -> None:
    query = parse(text, DECODER, SYNONYMS, literal)
    if query is not None:
        assert 0 < len(query.terms) <= MAX_TOKENS
        assert query.groups and query.weights
        assert all(weight > 0 for weight in query.weights.values())


def test_a_very_long_text_is_cut() -> None:
    query = parse("mua bán người " * 5000, DECODER)
    assert query is not None and len(query.terms) == MAX_TOKENS
