"""Marked extracts: safe, in the original's own letters, the best part of a long text."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from cms.vietnamese import clean
from search.highlight import fragment, highlight
from search.words import Highlights

FOLDS = Highlights(folds=frozenset(["viec", "nhe", "luong", "cao"]))


def test_folded_matches_are_marked_as_they_stand() -> None:
    assert highlight("Việc nhẹ, lương cao?", FOLDS) == "<mark>Việc nhẹ</mark>, <mark>lương cao</mark>?"


def test_a_synonym_is_marked_in_a_row_only() -> None:
    wanted = FOLDS._replace(phrases=frozenset([("nhan", "vien")]))
    text = "Tin nhắn tuyển nhân viên, nhận việc"
    assert highlight(text, wanted) == "Tin nhắn tuyển <mark>nhân viên</mark>, nhận <mark>việc</mark>"
    assert fragment(text, wanted) == highlight(text, wanted)


def test_markup_in_a_text_is_text() -> None:
    shown = highlight('<script>alert("cao")</script>', FOLDS)
    assert shown == "&lt;script&gt;alert(&quot;<mark>cao</mark>&quot;)&lt;/script&gt;"


def test_the_part_that_holds_most_of_the_query() -> None:
    text = "cao " + "một hai ba " * 100 + "việc nhẹ lương cao ở nước ngoài " + "bốn năm " * 100
    shown = fragment(text, FOLDS)
    assert "<mark>việc nhẹ lương cao</mark>" in shown
    assert shown.startswith("… ") and shown.endswith(" …")
    assert len(re.sub("<[^>]+>", "", shown)) < 260


def test_without_a_match_the_beginning() -> None:
    assert fragment("Một hai ba. " * 100, FOLDS).startswith("Một hai ba.")
    assert fragment("", FOLDS) == ""


@given(st.text(), st.sets(st.text(min_size=1, max_size=3)))
def test_nothing_but_the_text_and_marks(text: str, folds: set[str]) -> None:
    shown = highlight(text, Highlights(folds=frozenset(folds)))
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare and ">" not in bare
    assert html.unescape(bare) == clean(text) or "&" in text
    assert shown.count("<mark>") == shown.count("</mark>")


@given(st.text(max_size=2000), st.integers(20, 300))
def test_an_extract_is_short(text: str, length: int) -> None:
    shown = fragment(text, Highlights(frozenset({"a", "the"})), length)
    bare = html.unescape(re.sub("</?mark>", "", shown))
    assert len(bare) <= length + 4
