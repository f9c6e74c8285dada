"""Zip files are judged by their index before anything is unpacked, and the index is not believed."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from cms.file_text import archives
from cms.file_text.archives import Archive, ArchiveError, ArchiveTooLargeError, LockedArchiveError


def packed(*entries: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return buffer.getvalue()


def test_an_entry_is_read() -> None:
    archive = Archive(BytesIO(packed(("a.xml", b"<a/>"), ("b/", b""))))
    assert archive.names == ["a.xml", "b/"] and archive.read("a.xml") == b"<a/>"
    with pytest.raises(ArchiveError):
        archive.read("c.xml")


def test_what_unpacks_to_too_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 100)
    with pytest.raises(ArchiveTooLargeError):
        Archive(BytesIO(packed(*((f"{number}", b"0" * 60) for number in range(2)))))


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ENTRIES", 3)
    with pytest.raises(ArchiveTooLargeError):
        Archive(BytesIO(packed(*((f"{number}", b"") for number in range(4)))))


def test_a_large_index_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_INDEX", 50)
    with pytest.raises(ArchiveTooLargeError):
        Archive(BytesIO(packed(("a", b""), ("b", b""))))


def test_a_part_is_read_within_its_limit() -> None:
    archive = Archive(BytesIO(packed(("a", b"0" * 1000))))
    with pytest.raises(ArchiveTooLargeError):
        archive.read("a", 999)


def test_an_index_that_lies_about_the_size_is_an_error() -> None:
    content = bytearray(packed(("a.xml", b"0" * 100_000)))
    at = content.find(b"PK\1\2")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ArchiveError):
        Archive(BytesIO(bytes(content))).read("a.xml")


@pytest.mark.parametrize("cut", [0, 10, 40, 80])
def test_a_cut_file_is_an_error(cut: int) -> None:
    with pytest.raises(ArchiveError):
        Archive(BytesIO(packed(("a", b"0" * 30))[:cut]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_occurs_twice_is_an_error() -> None:
    with pytest.raises(ArchiveError):
        Archive(BytesIO(packed(("a", b"one"), ("a", b"two"))))


def test_a_locked_entry_is_told() -> None:
    content = bytearray(packed(("a", b"secret")))
    content[content.find(b"PK\1\2") + 8] |= 1
    with pytest.raises(LockedArchiveError):
        Archive(BytesIO(bytes(content)))
