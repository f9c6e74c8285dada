"""Codes that people read aloud, type badly and cannot guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.approvals import codes


def test_a_new_code_is_a_code_of_ten_clear_letters() -> None:
    code = codes.new_code()
    assert codes.is_code(code) and len(code) == 10
    assert not set(code) & set("0O1IL")


def test_codes_do_not_follow_each_other() -> None:
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500
    assert len({code[:4] for code in made}) > 490


@given(st.integers(0, 9), st.sampled_from(codes.ALPHABET))
def test_one_wrong_letter_is_noticed(at: int, letter: str) -> None:
    code = codes.new_code()
    wrong = code[:at] + letter + code[at + 1 :]
    assert wrong == code or not codes.is_code(wrong)


@given(st.integers(0, 8))
def test_two_swapped_neighbours_are_noticed(at: int) -> None:
    code = codes.new_code()
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert swapped == code or not codes.is_code(swapped)


@pytest.mark.parametrize(
    "spelling", ["{}-{}", "{} {}", " {}{} ", "{} – {}", "{}.{}", "{}\u200b{}", "{}/{}", "{}_{}"]
)
def test_case_spaces_and_dashes_are_forgiven(spelling: str) -> None:
    code = codes.new_code()
    assert codes.clean(spelling.format(code[:5].lower(), code[5:])) == code


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    assert isinstance(codes.fault(codes.clean(text)), str)


def test_the_fault_is_named() -> None:
    code = codes.new_code()
    assert [codes.fault(text) for text in ("", "ABO01", code[:-1], code[:-1] + "?")] == [
        "empty",
        "letters",
        "length",
        "letters",
    ]
    assert codes.fault(code) == ""


def test_a_code_is_shown_in_two_halves() -> None:
    assert codes.shown("ABCDE23456") == "ABCDE-23456"
