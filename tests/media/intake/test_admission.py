"""Names of stored files are neutral, uploads are changed in place, a scanner is asked where there is one."""

import socket
import threading
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile

from media.intake.admission import Kind, admitted, neutral_name
from media.intake.refusals import UnacceptableFileError
from tests.media.made_files import SECRET, exif, pdf, picture


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Kế hoạch.pdf", "Kế hoạch.pdf"),
        ("Kế hoạch.pdf".encode().decode(), "Kế hoạch.pdf"),
        ("Ke\u0302\u0301 hoa\u0323ch.pdf", "Kế hoạch.pdf"),
        ("to\u202egpj.exe.pdf", "togpj-exe.pdf"),
        ("a\u200bb\x00.pdf", "ab.pdf"),
        ("...pdf", "tep.pdf"),
        ("12.2026.docx", "12-2026.docx"),
    ],
)
def test_a_stored_name_is_neutral(name: str, stored: str) -> None:
    assert neutral_name(name) == stored


def test_an_uploaded_picture_is_stripped_in_place() -> None:
    sent = SimpleUploadedFile("a.jpg", picture("JPEG", exif=exif()))
    kept = admitted(sent, Kind.PICTURE)
    assert kept is sent and kept.size == len(kept.read())
    kept.seek(0)
    assert SECRET not in kept.read()


def test_a_file_that_may_not_be_written_is_copied(tmp_path: Any) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(picture("JPEG", exif=exif()))
    with path.open("rb") as opened:
        assert SECRET not in admitted(File(opened), Kind.PICTURE).read()
    assert SECRET in path.read_bytes()


def test_a_document_is_not_touched() -> None:
    content = pdf(Author="Nguyễn Thị A")
    assert admitted(SimpleUploadedFile("a.pdf", content), Kind.DOCUMENT).read() == content


def scanner(answer: bytes) -> tuple[str, BytesIO]:
    """The address of a scanner that gives one answer, and what it was sent."""
    heard, server = BytesIO(), socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _address = server.accept()
        with connection, server:
            while not heard.getvalue().endswith(bytes(4)):
                heard.write(connection.recv(1 << 16))
            connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return f"127.0.0.1:{server.getsockname()[1]}", heard


@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"stream: OK\0", ""), (b"stream: Eicar-Test-Signature FOUND\0", "virus"), (b"", "virus")],
)
def test_the_scanner_decides(answer: bytes, code: str, settings: Any) -> None:
    settings.CLAMD, heard = scanner(answer)
    content = b"Ke hoach " * 20
    try:
        admitted(SimpleUploadedFile("a.txt", content), Kind.DOCUMENT)
    except UnacceptableFileError as error:
        assert error.code == code
    else:
        assert code == ""
    assert content in heard.getvalue()


def test_while_the_scanner_does_not_answer_nothing_is_taken(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.CLAMD = f"127.0.0.1:{port}"
    with pytest.raises(UnacceptableFileError, match="Máy quét"):
        admitted(SimpleUploadedFile("a.txt", b"a"), Kind.DOCUMENT)
