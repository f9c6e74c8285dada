"""Plain text in every encoding that Vietnamese was written in, and bytes that are no text."""

import codecs
import io
import unicodedata

import pytest

from cms.file_text import plain
from cms.file_text.extraction import extract_text
from cms.file_text.states import State
from tests.cms.test_legacy_fonts import SENTENCE, TCVN3_SENTENCE, VNI_SENTENCE
from tests.plans import PLANS


def cp1258(text: str) -> bytes:
    """The bytes that Windows writes: the letters it has whole, other tones as a mark behind the letter."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, mark = unicodedata.normalize("NFC", unicodedata.normalize("NFD", char)[:-1]), ""
            decomposed = unicodedata.normalize("NFD", char)
            mark = next(item for item in decomposed if item in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", decomposed.replace(mark, ""))
            out += base.encode("cp1258") + mark.encode("cp1258")
    return bytes(out)


ENCODED = {
    "utf-8": SENTENCE.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + SENTENCE.encode(),
    "utf-8 decomposed": unicodedata.normalize("NFD", SENTENCE).encode(),
    "utf-16 with mark": SENTENCE.encode("utf-16"),
    "utf-16-be with mark": codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
    "utf-16-le": SENTENCE.encode("utf-16-le"),
    "utf-16-be": SENTENCE.encode("utf-16-be"),
    "utf-32": SENTENCE.encode("utf-32"),
    "cp1258": cp1258(SENTENCE),
    "tcvn3": TCVN3_SENTENCE.encode("latin-1"),
    "tcvn3 in utf-8": TCVN3_SENTENCE.encode(),
    "tcvn3 in utf-16": TCVN3_SENTENCE.encode("utf-16"),
    "vni": VNI_SENTENCE.encode("latin-1"),
    "vni in utf-8": VNI_SENTENCE.encode(),
}


@pytest.mark.parametrize("name", ENCODED)
@pytest.mark.parametrize("extension", ["txt", "csv", "srt", "vtt"])
def test_a_sentence_in_every_encoding(name: str, extension: str) -> None:
    extraction = extract_text(io.BytesIO(ENCODED[name]), extension)
    assert (extraction.text, extraction.state) == (SENTENCE, State.READ)


@pytest.mark.parametrize("text", ["Gọi 111", "Sở", "đường dây nóng 111"])
def test_a_few_words_in_windows_1258(text: str) -> None:
    assert plain.decode_text(cp1258(text)) == text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("The café is “open” from 8".encode("cp1252"), "The café is"),
        ((SENTENCE * 10).encode().replace(b"m\xe1\xbb\x8di", b"m\xe1\xbbi", 1), SENTENCE),
        ("ho\u0301a\u200b \x00don".encode(), "hóa  don"),
        (b"Goi 111", "Goi 111"),
        (b"<!DOCTYPE html><p>Goi 111</p>", "<!DOCTYPE html>"),
        (b"MZ la gi", "MZ la gi"),
    ],
)
def test_other_texts(content: bytes, expected: str) -> None:
    extraction = extract_text(io.BytesIO(content), "txt")
    assert extraction.state is State.READ and expected in extraction.text


@pytest.mark.parametrize(
    "content",
    ["Привет, мир, это текст".encode("cp1251"), "中文内容在这里".encode("gbk"), bytes(range(256)) * 4],
)
def test_rubbish_is_said_and_not_kept(content: bytes) -> None:
    extraction = extract_text(io.BytesIO(content), "txt")
    assert (extraction.text, extraction.state) == ("", State.GARBLED)


def test_a_long_text_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "MAX_TEXT_BYTES", 40)
    extraction = extract_text(io.BytesIO(SENTENCE.encode()), "txt")
    assert extraction.state is State.PARTIAL and SENTENCE.startswith(extraction.text) and extraction.text


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1258"])
def test_the_plans_in_every_encoding(plan: object, encoding: str) -> None:
    words = unicodedata.normalize("NFC", plan.read_text("utf-8"))  # type: ignore[attr-defined]
    content = cp1258(words) if encoding == "cp1258" else words.encode(encoding)
    assert extract_text(io.BytesIO(content), "txt").text == words.strip()
