"""Letters typed or pasted wrongly: what is repaired, what is asked, what stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.letters import Kind, changes, repair
from cms.slugs import formatters
from cms.vietnamese import clean, fold, slugify

VIETNAMESE = "Đường dây nóng 111: phòng, chống mua bán người ở Đắk Lắk, kể cả lúc nửa đêm – ưu tiên trẻ em"


def asked(text: str) -> list[str]:
    return [change.before for change in changes(text) if not change.is_sure]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ðường dây nóng", "Đường dây nóng"),
        ("ÐƯỜNG DÂY", "ĐƯỜNG DÂY"),
        ("Ɖắk Lắk, ɖến, ð", "Đắk Lắk, đến, đ"),
        ("193/QÐ-TTg, 162/2025/NÐ-CP, HÐND, LÐTBXH", "193/QĐ-TTg, 162/2025/NĐ-CP, HĐND, LĐTBXH"),
        ("D̵ường, d̶ây", "Đường, đây"),
        ("₫ường đi 500₫", "đường đi 500₫"),
        ("ấn, ế, ắc", "ấn, ế, ắc"),
        ("a\u0301\u0302n, E\u0301\u0302, a\u0301\u0306c", "ấn, Ế, ắc"),
        ("ấ\u0301n, a\u0302\u0302n", "ấn, ân"),
        ("tı\u0301ch, tın", "tích, tin"),
        ("nǎm nay", "năm nay"),
        ("Ｔổng đài １１１！", "Tổng đài 111!"),
        ("𝗖𝗮\u0309𝗻𝗵 𝗯𝗮\u0301𝗼 𝟭𝟭𝟭", "Cảnh báo 111"),
        ("ﬁle, Quý Ⅲ", "file, Quý III"),
        ("1900\u00a01567\u2009gọi\u2028ngay", "1900 1567 gọi\nngay"),
        ("mua\u200b bán\u202e ng\u00adười\ufeff", "mua bán người"),
        ("a\u2066b\u2069\u2063c\U000e0041d\ufe0fe\x00f\x85g\ufffc", "abcdef\ng"),
    ],
)
def test_what_can_be_meant_in_one_way_is_repaired(typed: str, meant: str) -> None:
    text, made = repair(typed)
    assert text == meant
    assert bool(made) == (unicodedata.normalize("NFC", typed) != meant)


@pytest.mark.parametrize(
    "text",
    [
        VIETNAMESE,
        unicodedata.normalize("NFC", "hoá hóa thuỷ thủy"),
        "São Paulo, François, Müller, Škoda, 20 µm, 50 m², £5, 30 °C, « trích », © 2026",
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e007f 👍🏽",
        "ខ្មែរ\u200bភាសា, فارسی\u200cها, שלום\u200f!",
        "请拨打１１１，谢谢。".replace("１１１", "111"),
        "葛\U000e0100城",
        "Москва, она и оно; Αθήνα; tia α, kΩ, Δt, β-caroten",
    ],
)
def test_correct_text_stays_and_is_not_asked_about(text: str) -> None:
    assert repair(text) == (text, [])
    assert changes(text) == []


@pytest.mark.parametrize(
    ("text", "doubtful", "suggestion"),
    [
        ("ông Guðmundur gọi", "Guðmundur", "Guđmundur"),
        ("SIGURÐUR", "SIGURÐUR", "SIGURĐUR"),
        ("Cоng an", "Cоng", "Cong"),
        ("Тhе end", "Тhе", "The"),
        ("gọi СОС", "СОС", "COC"),
        ("Ηotline", "Ηotline", "Hotline"),
        ("Thượng Hǎi", "Hǎi", "Hăi"),
        ("á\u0300n", "á\u0300", None),
        ("dấu \u0301 rời", "\u0301", None),
    ],
)
def test_what_may_be_meant_is_asked_and_kept(text: str, doubtful: str, suggestion: str | None) -> None:
    assert repair(text)[0] == text
    assert [(one.before, one.after) for one in changes(text)] == [(doubtful, suggestion)]


def test_a_quotation_names_what_repair_would_change() -> None:
    found = changes("Ðẩy lùi\u200b mua bán")
    assert [(one.kind, one.start, one.before, one.after) for one in found] == [
        (Kind.LETTER, 0, "Ðẩy", "Đẩy"),
        (Kind.INVISIBLE, 7, "\u200b", ""),
    ]


def test_a_line_in_an_old_font_keeps_every_byte() -> None:
    old = "§\u00adêng d©y nãng b¸o tin vÒ téi ph¹m"
    text, made = repair(f"{old}\nÐã gửi\u200b")
    assert text == f"{old}\nĐã gửi"
    assert {one.kind for one in made} == {Kind.LETTER, Kind.INVISIBLE}
    assert asked(old) == [old]


def test_the_slug_and_the_key_of_search_know_look_alikes() -> None:
    assert slugify("Ðường dây nóng") == "duong-day-nong"
    assert slugify("Ɖường ðây nóng a\u0301\u0302m") == "duong-day-nong-am"
    assert fold("QÐ") == "QD"
    assert clean("ða\u0301\u0302t") == "đất"


def test_the_slug_that_the_browser_makes_knows_look_alikes() -> None:
    classes = {letter: letters for letters, letter in formatters()}
    assert {"ð", "đ"} < set(classes["d"]) and {"Ð", "Đ"} < set(classes["D"])


ODD = st.sampled_from(
    "aăâeêioôơuưyđĐÐðƉıǎdDo \n\u00a0\u0300\u0301\u0302\u0306\u0309\u031b\u0323\u0335\u200b\u200d\u202e\u00ad"
    "\ufe0f❤👍１Ａ𝗮ﬁаоСΑ§©­ê₫<>&;\u1780"
)


@given(st.text(ODD, max_size=40) | st.text(max_size=40))
def test_repair_is_stable_and_leaves_nothing_sure(text: str) -> None:
    once, _made = repair(text)
    assert repair(once) == (once, [])
    assert unicodedata.is_normalized("NFC", once)
    assert [change for change in changes(once) if change.is_sure] == []


@given(st.text(ODD, max_size=40) | st.text(max_size=40))
def test_changes_stand_where_they_say(text: str) -> None:
    stored = unicodedata.normalize("NFC", text)
    for change in changes(text):
        assert stored[change.start : change.end] == change.before


@given(st.lists(st.sampled_from(VIETNAMESE.split()), max_size=20))
def test_correct_vietnamese_is_never_touched(words: list[str]) -> None:
    text = " ".join(words)
    assert repair(text) == (text, []) and changes(text) == []


@given(st.text())
def test_no_format_character_is_left_but_between_its_neighbours(text: str) -> None:
    """The general category says which characters are invisible; those of a script stand beside it."""
    for at, char in enumerate(left := repair(text)[0]):
        if unicodedata.category(char) in ("Cf", "Cs") or "\ufe00" <= char <= "\ufe0f":
            beside = left[max(0, at - 1) : at] + left[at + 1 : at + 2]
            assert not beside.isascii() or "\u20e3" in beside or char in "\u0600\u0601\u06dd\U000110bd", text
