"""Text messages: encoding, length and parts; the form without marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.kits.outputs.sms import (
    CHAINED,
    GSM_BASIC,
    GSM_EXTENSION,
    OFTEN_REFUSED,
    forms,
    measure,
    unmarked,
)

S1 = (
    "Tích cực hưởng ứng Ngày thế giới phòng, chống mua bán người "
    "và Ngày toàn dân phòng, chống mua bán người 30/7"
)
S2 = "Chung tay phòng, chống nạn mua bán người"
S3 = "Phòng, chống mua bán người là trách nhiệm của mỗi cá nhân và toàn xã hội"
S4 = "Chung tay đẩy lùi nạn mua bán người"
S5 = "Tích cực hưởng ứng ngày toàn dân phòng, chống mua bán người"
T2025 = "Mua bán người là tội phạm có tổ chức - Hãy chấm dứt sự bóc lột"
CALL = ". Gọi 111 (miễn phí, 24/7)"


@pytest.mark.parametrize(
    ("text", "characters", "parts"),
    [
        (S1, 108, (2, 1)),
        (S2, 40, (1, 1)),
        (S3, 72, (2, 1)),
        (S4, 35, (1, 1)),
        (S5, 59, (1, 1)),
        (T2025, 62, (1, 1)),
    ],
)
def test_slogans_count_as_in_the_reference(text: str, characters: int, parts: tuple[int, int]) -> None:
    marked, plain = forms(text)
    assert marked.characters == characters
    assert (marked.parts, plain.parts) == parts
    assert (marked.encoding, plain.encoding) == ("UCS-2", "GSM-7")
    assert marked.text == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [(S1, (2, 1)), (S2, (1, 1)), (S3, (2, 1)), (S4, (1, 1)), (S5, (2, 1)), (T2025, (2, 1))],
)
def test_slogans_with_the_hotline(text: str, parts: tuple[int, int]) -> None:
    marked, plain = forms(text + CALL)
    assert (marked.parts, plain.parts) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 0),
        ("a", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 459, 3),
        ("a" * 460, 4),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # 76 pairs fill 152 of 153 septets: the last one stays empty, no pair is divided.
        ("€" * 152, 2),
        ("€" * 153, 3),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ă" * 70, 1),
        ("ă" * 71, 2),
        ("ă" * 134, 2),
        ("ă" * 135, 3),
        ("ă" * 201, 3),
        ("ă" * 202, 4),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
        # 33 emoji fill 66 of 67 units.
        ("🙂" * 66, 2),
        ("🙂" * 67, 3),
        ("ă" * 66 + "🙂" + "ă" * 65, 2),
        ("ă" * 66 + "🙂" + "ă" * 66, 3),
    ],
)
def test_borders_of_parts(text: str, parts: int) -> None:
    assert measure(text).parts == parts


def test_the_alphabet_is_whole() -> None:
    # 128 places: the table without ESC, and the ten characters behind it.
    assert len(GSM_BASIC) == 127
    assert len(GSM_EXTENSION) == 10
    assert not GSM_BASIC & GSM_EXTENSION


@pytest.mark.parametrize("char", "àèéìòùÀ@£¥ØøÅåΔΩßÉÄÖÑÜ§¿äöñü¡¤_\n\r")
def test_what_is_in_the_alphabet(char: str) -> None:
    assert (measure(char).encoding == "GSM-7") is (char != "À")


@pytest.mark.parametrize("char", "áâãêíóôõúýăđơưçÇ“–…\u00a0\t")
def test_what_is_not(char: str) -> None:
    assert (measure(char).encoding == "UCS-2") is (char != "Ç")


@pytest.mark.parametrize("char", "^{}\\[~]|€\f")
def test_an_escaped_character_takes_two(char: str) -> None:
    message = measure(f"a{char}")
    assert (message.encoding, message.characters, message.units) == ("GSM-7", 2, 3)


def test_an_emoji_is_one_character_and_two_units() -> None:
    message = measure("🙂")
    assert (message.encoding, message.characters, message.units) == ("UCS-2", 1, 2)


def test_decomposed_text_counts_as_composed() -> None:
    assert len(unicodedata.normalize("NFD", S1)) == 139
    assert measure(unicodedata.normalize("NFD", S1)) == measure(S1)


def test_characters_that_gateways_refuse() -> None:
    assert measure("a # b & c # {d}").forbidden == ("#", "&", "{", "}")
    assert measure("".join(OFTEN_REFUSED)).forbidden == tuple("#&[]{}\\<@")
    assert measure(S1 + CALL).forbidden == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đường dây nóng", "Duong day nong"),
        ("ĐẨY LÙI", "DAY LUI"),
        ("“việc nhẹ lương cao”", '"viec nhe luong cao"'),
        ("‘a’ – b — c…", "'a' - b - c..."),
        ("a\u00a0b\u200bc", "a bc"),
        (unicodedata.normalize("NFD", "Gọi số"), "Goi so"),
        (T2025, "Mua ban nguoi la toi pham co to chuc - Hay cham dut su boc lot"),
        ("", ""),
    ],
)
def test_unmarked(text: str, plain: str) -> None:
    assert unmarked(text) == plain


def test_marked_form_keeps_its_typography() -> None:
    marked, plain = forms("“a” – b")
    assert marked.text == "“a” – b"
    assert plain.text == '"a" - b'


def test_the_line_endings_of_a_form_weigh_nothing() -> None:
    # 69 characters with LF; CRLF would make 71, a second message.
    text = "ă" * 33 + "{}" + "ă" * 33 + "{}ă"
    plain = forms(text.replace("{}", "\n"))
    for ending in ("\r\n", "\r"):
        assert forms(text.replace("{}", ending)) == plain
    assert [message.parts for message in plain] == [1, 1]


@given(st.text())
def test_any_text_can_be_measured(text: str) -> None:
    for message in forms(text):
        assert unicodedata.is_normalized("NFC", message.text)
        assert message.characters == len(message.text) <= message.units
        limit = CHAINED[message.encoding]
        assert message.units <= max(message.parts * limit, 160)
        # A part is left with at most one empty unit.
        assert message.parts <= 1 or message.units > (message.parts - 1) * (limit - 1)


@given(st.text(alphabet="aă€🙂", max_size=400))
def test_units_of_ucs2_are_those_of_utf16(text: str) -> None:
    message = measure(text)
    if message.encoding == "UCS-2":
        assert message.units == len(message.text.encode("utf-16-le")) // 2


def test_look_alikes_and_hidden_characters_of_a_quotation_cost_no_second_encoding() -> None:
    message = measure(unmarked("Ðẩy lùi\u202e nạn\u2066 mua bán\u00a0người a\u0301\u0302"))
    assert (message.text, message.encoding) == ("Day lui nan mua ban nguoi a", "GSM-7")
