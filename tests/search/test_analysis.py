"""The one analysis: forms of a text, document numbers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.vietnamese import clean
from search import analysis
from search.analysis import MAX_TOKEN, analyse, code_keys, numbers_in, spans, tokens


def test_the_forms_of_a_text() -> None:
    forms = analyse("Đường dây nóng 111!")
    assert forms.exact == "đường dây nóng 111"
    assert forms.fold == "duong day nong 111"
    assert forms.bigram == "duong_day day_nong nong_111"
    assert forms.pair == "đường_dây dây_nóng nóng_111"


@pytest.mark.parametrize("text", ["hoá", "hóa", unicodedata.normalize("NFD", "hóa"), "HOÁ", "ho\u00adá"])
def test_four_spellings_are_one_term(text: str) -> None:
    assert tokens(text) == ["hoá"]


@pytest.mark.parametrize(
    ("number", "keys"),
    [
        ("193/QĐ-TTg", ("193qd", "193qdttg")),
        ("48-CT/TW", ("48ct", "48cttw")),
        ("53/2024/QH15", ("532024", "532024qh15")),
        ("9145/QĐ-BCĐ 138/CP", ("9145qd", "9145qdbcd", "9145qdbcd138", "9145qdbcd138cp")),
        ("48", ()),
        ("Kế hoạch", ()),
        ("", ()),
    ],
)
def test_keys_of_a_number(number: str, keys: tuple[str, ...]) -> None:
    assert code_keys(number) == keys


def test_numbers_in_a_text_also_over_line_breaks() -> None:
    text = "Quyết định số 193/QĐ-\nTTg, Kết luận 13- KL/TW, Luật 53/2024/QH15; ngày 30/7 - Hãy gọi 24/7"
    assert numbers_in(text) == ["193/QĐ-TTg", "13-KL/TW", "53/2024/QH15"]


@given(st.text(st.characters()))
def test_never_fails_and_stays_the_same(text: str) -> None:
    found = tokens(text)
    assert tokens(" ".join(found)) == found
    assert all(0 < len(token) <= MAX_TOKEN for token in found)
    assert not any(token.isspace() or " " in token for token in found)
    analyse(text), numbers_in(text), code_keys(text)


def test_what_is_remembered_of_junk_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of a million different words fills no memory; the answers stay right."""
    monkeypatch.setattr(analysis, "MEMO_SIZE", 100)
    for number in range(1_000):
        assert analyse(f"từ{number}x").fold == f"tu{number}x"
    tokens("rất" * 1_000)
    for cache in (analysis._terms_of, analysis._folds):
        assert len(cache) <= 100 and max(map(len, cache)) <= MAX_TOKEN


@given(st.text())
def test_decomposed_text_gives_the_same_terms(text: str) -> None:
    assert tokens(unicodedata.normalize("NFD", clean(text))) == tokens(text)


@given(st.text())
def test_spans_are_the_tokens_of_the_text_in_their_places(text: str) -> None:
    shown = clean(text)
    found = list(spans(shown))
    assert all(shown[start:end].strip() for start, end, _term in found)
    assert [start for start, _end, _term in found] == sorted(start for start, _end, _term in found)
