"""The text of files of every kind, whole, broken or unknown."""

import io

import docx
import pytest
import typst

from cms.file_text import text_extractors
from cms.file_text.extraction import EXTENSIONS, extract_text


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Đoạn một.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ô trái", "Ô phải"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_extensions_are_those_that_have_an_extractor() -> None:
    assert set(EXTENSIONS) == set(text_extractors.TEXT_EXTRACTORS)


def test_text_of_every_kind() -> None:
    assert "ngocbich" in extract_text(io.BytesIO(typst.compile(b"ngocbich")), "pdf")
    assert extract_text(io.BytesIO(word_file()), "docx") == "Đoạn một.\nÔ trái Ô phải"
    for extension in ("txt", "vtt", "srt"):
        assert extract_text(io.BytesIO("Lời thoại".encode()), extension) == "Lời thoại"


def test_text_is_normalised_and_cleaned() -> None:
    assert extract_text(io.BytesIO("ho\u0301a\u200b \x00don".encode()), "txt") == "hóa  don"


def test_an_unknown_extension_gives_nothing() -> None:
    assert extract_text(io.BytesIO(b"text"), "exe") == ""


@pytest.mark.parametrize("extension", ["pdf", "docx"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"PK\x05\x06" + bytes(18), b"%PDF-1.7\n1 0 obj"])
def test_a_broken_file_gives_nothing(content: bytes, extension: str) -> None:
    assert extract_text(io.BytesIO(content), extension) == ""


def test_a_long_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_extractors, "MAX_CHARACTERS", 10)
    assert extract_text(io.BytesIO(b"a" * 50), "txt") == "a" * 10
