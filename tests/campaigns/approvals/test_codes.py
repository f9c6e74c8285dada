"""Codes that people read aloud, type badly and cannot guess."""

import unicodedata

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


@pytest.mark.parametrize(
    "pasted",
    [
        "https://chungtay.example.vn/xac-minh/AVJUE-VDBX8/",
        "http://chungtay.example.vn/xac-minh/AVJUE-VDBX8",
        "chungtay.example.vn/xac-minh/avjue-vdbx8/",
        "/xac-minh/AVJUE-VDBX8/json/",
        "https://chungtay.example.vn/xac-minh/?ma=AVJUE-VDBX8&x=1",
        "https://quang-ninh.example.vn/lay-ve/AVJUE-VDBX8/a4.png?don_vi=UBND%20x%C3%A3%20A",
        "https%3A%2F%2Fexample.vn%2Fxac-minh%2FAVJUE-VDBX8%2F",
        "AVJUE-VDBX8_a4.pdf",
        "mã duyệt AVJUE-VDBX8",
        "Mã duyệt: AVJUE-VDBX8.",
        "ma duyet avjue vdbx8",
        "MÃ DUYỆT AVJUEVDBX8 (lần 2)",
        "“AVJUE-VDBX8”",
        "(AVJUE-VDBX8)",
        "«avjue – vdbx8»,",
        "Quét để kiểm tra\nAVJUE-VDBX8",
        "A V J U E V D B X 8",
        "AVJ UEV DBX8",
        "avjue\u202e-\u200bvdbx8",
        "ＡＶＪＵＥ-ＶＤＢＸ８",
        "АVJUЕ-VDВХ8",
        unicodedata.normalize("NFD", "mã duyệt AVJUE-VDBX8"),
        "Đề nghị xác minh giúp mã AVJUE-VDBX8 in trên áp phích ở nhà văn hóa thôn, xin cảm ơn " + "." * 300,
    ],
)
def test_a_code_is_found_in_whatever_was_pasted(pasted: str) -> None:
    assert codes.clean(pasted) == "AVJUEVDBX8"


@pytest.mark.parametrize(
    ("pasted", "fault"),
    [
        ("mã duyệt AVJUE-VDBX9", "check"),
        ("https://example.vn/xac-minh/AVJUE-VDBX9/", "check"),
        ("mã AVJUE-VDBX", "length"),
        ("AVJUO-VDBX8", "letters"),
        ("mã duyệt", "letters"),
    ],
)
def test_a_mistyped_code_among_words_keeps_its_own_fault(pasted: str, fault: str) -> None:
    assert codes.fault(codes.clean(pasted)) == fault


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
