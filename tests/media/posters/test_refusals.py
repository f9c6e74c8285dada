"""What no poster is made of: texts too long, letters the typeface lacks, wrong values and logos."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from media.posters import draw, typesetting
from media.posters.formats import FORMATS, banner
from media.posters.spec import PosterError, TextTooLong, UnreadableLogo, UnsupportedCharacter
from tests.media.posters.samples import ALL, LONG, SLOGANS, logo, poster


@pytest.mark.parametrize("make", [draw.check, draw.pdf, draw.png, draw.webp])
def test_a_text_too_long_is_refused_by_all(make: object) -> None:
    with pytest.raises(TextTooLong, match="chọn khổ lớn hơn") as refused:
        make(poster(LONG), FORMATS["chia-se"])  # type: ignore[operator]
    assert 60 < refused.value.max_length < len(LONG)
    assert str(refused.value.max_length) in str(refused.value)


def test_the_advice_is_true() -> None:
    fmt = ALL["chia-se"]
    with pytest.raises(TextTooLong) as refused:
        draw.check(poster(LONG), fmt)
    shorter = LONG[: refused.value.max_length]
    assert draw.check(poster(shorter), fmt).lines
    following = f"{shorter} {LONG[len(shorter) :].split()[0]}"
    with pytest.raises(TextTooLong):
        draw.check(poster(following), fmt)


def test_a_word_too_long_is_never_cut() -> None:
    with pytest.raises(TextTooLong, match="từ quá dài"):
        draw.check(poster("x" * 300), FORMATS["a4"])


@pytest.mark.parametrize("part", ["agency", "local_name", "code", "hotline_note", "eyebrow"])
def test_small_print_is_never_cut(part: str) -> None:
    with pytest.raises(TextTooLong, match="ngắn hơn"):
        draw.check(poster(variant="chu-de", **{part: "Ủy ban nhân dân huyện " * 14}), FORMATS["a4"])


@pytest.mark.parametrize("text", ["Gọi 📞 111", "a\u200bb", "a\x00b", "số №", "\ud800"])
def test_a_letter_the_typeface_lacks_is_named(text: str) -> None:
    wanted = next(char for char in text if ord(char) not in typesetting.letters() or char == "\x00")
    with pytest.raises(UnsupportedCharacter, match=rf"U\+{ord(wanted):04X}\)") as refused:
        draw.check(poster(text), FORMATS["a4"])
    assert refused.value.character == wanted


def test_the_letters_are_those_of_the_font() -> None:
    for weight in ("Bold", "Regular"):
        with TTFont(typesetting.fonts_dir() / f"BeVietnamPro-{weight}.ttf") as font:
            assert typesetting.letters() == set(font.getBestCmap())


def test_every_vietnamese_letter_is_drawn() -> None:
    vowels = [base + mark for base in "aăâeêioôơuưy" for mark in ("", *"\u0300\u0301\u0303\u0309\u0323")]
    text = unicodedata.normalize("NFC", "".join(vowels) + "đ")
    typesetting.require_letters(text + text.upper() + "₫“”‘’…–—")


def test_text_comes_to_nfc() -> None:
    assert poster(unicodedata.normalize("NFD", SLOGANS["S1"])) == poster(SLOGANS["S1"])


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"text": " \n"},
        {"text": "a" * 301},
        {"design": "../lam"},
        {"variant": "khac"},
        {"variant": "chu-de", "eyebrow": " "},
        {"check_url": "javascript:alert(1)"},
        {"check_url": "/xac-minh/A/"},
        {"code": " "},
        {"hotline": ""},
    ],
)
def test_a_wrong_specification_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(PosterError):
        poster(**fields)


@pytest.mark.parametrize("data", [b"GIF89a", b"\x89PNG\r\n\x1a\n123", b"<svg/>", logo("BMP")])
def test_a_logo_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableLogo, match="PNG hoặc JPEG"):
        draw.png(poster(local_logo=data), FORMATS["a4"])


def test_a_logo_of_too_many_pixels_is_not_opened() -> None:
    with pytest.raises(UnreadableLogo, match="thu nhỏ"):
        draw.check(poster(local_logo=logo(size=(4100, 4100))), FORMATS["a4"])


@pytest.mark.parametrize("pixels", [0, 15, 6001])
def test_a_picture_of_any_size_is_not_drawn(pixels: int) -> None:
    with pytest.raises(PosterError, match="6000"):
        draw.png(poster(), FORMATS["a4"], pixels)


@pytest.mark.parametrize("size", [(0.3, 0.3), (21, 1), (10, 0.5), (0.5, 4), (float("nan"), 1)])
def test_a_banner_nobody_hangs_is_refused(size: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="Băng rôn"):
        banner(*size)
