"""What reading says of files without words: scans, locked, mislabelled, broken and too large ones."""

import io

import pypdf
import pytest

from cms.file_text import extraction, old_office, text_extractors
from cms.file_text.extraction import EXTENSIONS, extract_text
from cms.file_text.states import Extraction, State
from tests.cms.file_text.made_files import archive, drawn, opendocument, p, pdf, table, word

SCANNED = b"q 500 0 0 500 0 0 cm /P Do Q"
LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")


def read(content: bytes, extension: str) -> Extraction:
    return extract_text(io.BytesIO(content), extension)


def encrypted(user_password: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(drawn("trong"))))
    writer.encrypt(user_password, "chu-so-huu", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_extensions_are_those_that_have_an_extractor() -> None:
    assert set(EXTENSIONS) == set(text_extractors.TEXT_EXTRACTORS)


def test_an_unknown_extension_gives_nothing() -> None:
    assert read(b"text", "exe") == Extraction("", State.EMPTY)


@pytest.mark.parametrize(
    ("content", "extension", "state", "detail"),
    [
        (pdf(SCANNED), "pdf", State.SCAN, ""),
        (pdf(b""), "pdf", State.EMPTY, ""),
        (word(p("")), "docx", State.EMPTY, ""),
        (word(p(""), {"word/media/image1.png": b"anh"}), "docx", State.SCAN, ""),
        (encrypted("mat-khau"), "pdf", State.LOCKED, ""),
        (LOCKED_OFFICE, "docx", State.LOCKED, ""),
        (opendocument("<text:p>x</text:p>", manifest="<encryption-data/>"), "odt", State.LOCKED, ""),
        (b"\x89PNG\r\n\x1a\n", "docx", State.MISNAMED, "png"),
        (b"MZ\x90\x00", "pdf", State.MISNAMED, "exe"),
        (b"<!DOCTYPE html><html>", "pdf", State.MISNAMED, "html"),
        (archive({"a.txt": "x"}), "docx", State.MISNAMED, "zip"),
        (b"", "pdf", State.BROKEN, ""),
        (b"%PDF-1.7\n1 0 obj", "pdf", State.BROKEN, ""),
        (b"PK\x03\x04 cut", "docx", State.BROKEN, ""),
        (b"PK\x03\x04 cut", "xlsx", State.BROKEN, ""),
        (b"PK\x03\x04 cut", "odt", State.BROKEN, ""),
        (word(p("x"))[:-40], "docx", State.BROKEN, ""),
        (b"khong phai Word", "docx", State.BROKEN, ""),
    ],
)
def test_a_file_without_words_says_why(content: bytes, extension: str, state: State, detail: str) -> None:
    assert read(content, extension) == Extraction("", state, detail)


def test_a_scan_with_page_numbers_is_a_scan() -> None:
    assert read(pdf(SCANNED + drawn("1"), SCANNED + drawn("2")), "pdf") == Extraction("1\n2", State.SCAN)


def test_a_mislabelled_file_is_read_by_its_content() -> None:
    assert read(pdf(drawn("Mua ban nguoi")), "docx") == Extraction("Mua ban nguoi", State.MISNAMED, "pdf")
    assert read(word(p("Mua bán người")), "pdf") == Extraction("Mua bán người", State.MISNAMED, "docx")
    assert read(word(p("Mua bán người")), "txt").state is State.MISNAMED


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    assert read(encrypted(""), "pdf") == Extraction("trong", State.READ)


def test_scanned_pages_among_others_are_named() -> None:
    text = drawn("Trang co chu, dai hon mot so trang")
    made = pdf(text, SCANNED, SCANNED, text, SCANNED, b"", text)
    assert (read(made, "pdf").state, read(made, "pdf").detail) == (State.PARTIAL, "2–3, 5")


def test_letters_that_a_pdf_does_not_name_are_rubbish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(text_extractors.TEXT_EXTRACTORS, "pdf", lambda file: iter(["\uf041\uf042\ufffd abc"]))
    assert read(b"%PDF-1.7", "pdf") == Extraction("", State.GARBLED)


@pytest.mark.parametrize("error", [ValueError, MemoryError])
def test_the_text_before_a_break_is_kept(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def breaking(file: object) -> object:
        yield "Trang một"
        raise error

    monkeypatch.setitem(text_extractors.TEXT_EXTRACTORS, "pdf", breaking)
    assert read(b"%PDF-1.7", "pdf") == Extraction("Trang một", State.PARTIAL)


def test_a_long_file_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_CHARACTERS", 10)
    assert read(word(p("a" * 8) + p("b" * 8)), "docx") == Extraction("a" * 8 + "\nb", State.PARTIAL)


def test_pages_beyond_the_limit_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.file_text.pdf.MAX_PAGES", 1)
    made = pdf(drawn("Trang mot"), drawn("Trang hai"))
    assert read(made, "pdf") == Extraction("Trang mot", State.PARTIAL)


@pytest.mark.parametrize("extension", ["doc", "rtf"])
def test_an_old_format_without_libreoffice(extension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_office, "libreoffice", lambda: None)
    content = OLD_WORD if extension == "doc" else b"{\\rtf1 abc}"
    assert read(content, extension) == Extraction("", State.OLD_FORMAT)


def test_an_old_format_with_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    converter = tmp_path / "soffice"  # type: ignore[operator]
    made = tmp_path / "made.docx"  # type: ignore[operator]
    made.write_bytes(word(p("ng\xadêi", ".VnTime") + table([p("a")])))
    # The folder for the result is the argument before the last.
    converter.write_text(
        f'#!/bin/sh\nfor a; do b="$c"; c="$a"; done\nmkdir -p "$b"; cp "{made}" "$b/source.docx"\n'
    )
    converter.chmod(0o755)
    monkeypatch.setattr(old_office, "libreoffice", lambda: str(converter))
    assert read(OLD_WORD, "doc") == Extraction("người\na", State.READ)
    converter.write_text("#!/bin/sh\nexit 1\n")
    assert read(OLD_WORD, "doc").state is State.OLD_FORMAT
