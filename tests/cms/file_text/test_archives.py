"""ZIP files that unpack to more than their size lets expect, and XML that expands."""

import io
import zipfile

import pytest

from cms.file_text import archives
from cms.file_text.archives import Archive
from cms.file_text.extraction import extract_text
from cms.file_text.states import LockedError, State, TooLargeError
from tests.cms.file_text.made_files import archive, p, word


def test_parts_are_read_by_name() -> None:
    made = Archive(io.BytesIO(archive({"a.xml": "<a/>", "b.txt": "hai"})))
    assert made.names == ["a.xml", "b.txt"] and made.unpacked_size == 7 and made.size("b.txt") == 3
    assert made.read("b.txt") == b"hai" and made.read("c") == b"" and made.xml("c") is None


@pytest.mark.parametrize(("limit", "value"), [("MAX_PARTS", 1), ("MAX_UNPACKED", 6)])
def test_too_much_in_one_file(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, limit, value)
    with pytest.raises(TooLargeError):
        Archive(io.BytesIO(archive({"a": "abc", "b": "abcd"})))


def test_a_part_is_read_no_further_than_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_PART", 3)
    made = Archive(io.BytesIO(archive({"a": "abc", "b": "abcd"})))
    assert made.read("a") == b"abc"
    with pytest.raises(TooLargeError):
        made.read("b")


def test_a_file_that_unpacks_to_much_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_PART", 50_000)
    many = word(p("a" * 60_000))
    assert extract_text(io.BytesIO(many), "docx").state is State.TOO_LARGE
    monkeypatch.setattr(archives, "MAX_UNPACKED", 50_000)
    assert extract_text(io.BytesIO(many), "docx").state is State.TOO_LARGE


def test_a_part_with_a_password_is_locked() -> None:
    content = bytearray(archive({"a": "abc"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    with pytest.raises(LockedError):
        Archive(io.BytesIO(bytes(content))).read("a")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"PK\x05\x06" + bytes(10)])
def test_what_is_no_zip_file(content: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        Archive(io.BytesIO(content))


def test_entities_are_neither_expanded_nor_opened(tmp_path: object) -> None:
    secret = tmp_path / "secret.txt"  # type: ignore[operator]
    secret.write_text("bimat")
    body = word(p("x"))
    parts = {}
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">' + f'<!ENTITY c SYSTEM "file://{secret}">'
    document = parts["word/document.xml"].replace(">x<", ">x&b;&c;<")
    parts["word/document.xml"] = f"<!DOCTYPE d [{laughs}]>{document}"
    text = extract_text(io.BytesIO(archive(dict(parts))), "docx").text
    assert "haha" not in text and "bimat" not in text
