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


def test_marks_on_known_words_are_meant() -> None:
    query = parse("đường đẩy nóng", DECODER)
    assert query is not None
    assert (query.reading, query.corrected_from, query.did_you_mean) == ("đường đẩy nóng", None, None)


def test_synonyms_hold_together_and_weigh_less() -> None:
    query = parse("hotline", DECODER, SYNONYMS)
    assert query is not None
    (group,) = query.groups
    assert (("fold", "hotline"),) in group
    assert (("bigram", "duong_day"), ("bigram", "day_nong")) in group
    assert 0 < query.weights["bigram", "duong_day"] < query.weights["fold", "hotline"]


def test_a_synonym_is_highlighted_in_a_row() -> None:
    query = parse("hotline", DECODER, SYNONYMS)
    assert query is not None
    assert ("duong", "day", "nong") in query.highlights.phrases
    assert query.highlights.exact == {"hotline"} and not query.highlights.folds


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ('"mua bán người"', ("exact_phrase", "mua bán người")),
        ("“duong day nong” 111", ("phrase", "duong day nong")),
        ("«bến xe»", ("exact_phrase", "bến xe")),
        ("'sao lại tin'", ("exact_phrase", "sao lại tin")),
        ("‘bàn’", ("exact", "bàn")),
    ],
)
def test_quotation_marks_ask_for_the_phrase(text: str, required: tuple[str, str]) -> None:
    query = parse(text, DECODER, SYNONYMS)
    assert query is not None
    assert query.required == (required,)
    assert (query.corrected_from, query.did_you_mean) == (None, None)


@pytest.mark.parametrize("text", ['mua "bán người', "d'un l'autre", '""', "5' 30''", "“ ”"])
def test_a_mark_without_its_other_half_means_nothing(text: str) -> None:
    query = parse(text, DECODER)
    assert query is None or query.required == ()


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
