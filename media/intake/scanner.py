"""Asks ClamAV about each uploaded file, where one is set up; while it does not answer, nothing is taken."""

import socket
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from media.intake.refusals import UnacceptableFileError

TIMEOUT = 30  # seconds
CHUNK = 1 << 16


def require_harmless(file: BinaryIO, name: str) -> None:
    """Raise ``UnacceptableFileError`` when the scanner finds something or cannot be asked."""
    if not settings.CLAMD:
        return
    try:
        answer = _ask(file)
    except OSError as error:
        raise UnacceptableFileError(
            _("Máy quét vi-rút chưa trả lời nên chưa nhận tệp “%(name)s”. Thử lại sau ít phút.")
            % {"name": name},
            code="no_scanner",
        ) from error
    finally:
        file.seek(0)
    if not answer.endswith("OK"):
        raise UnacceptableFileError(
            _("Máy quét vi-rút không cho qua tệp “%(name)s”. Quét máy tính của bạn, lấy lại bản sạch.")
            % {"name": name},
            code="virus",
        )


def _ask(file: BinaryIO) -> str:
    """The answer of ``clamd`` to the content of the file, such as "stream: OK"."""
    host, _colon, port = settings.CLAMD.rpartition(":")
    file.seek(0)
    with socket.create_connection((host, int(port)), TIMEOUT) as connection:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(len(chunk).to_bytes(4) + chunk)
        connection.sendall(bytes(4))
        return connection.recv(4096).decode(errors="replace").rstrip("\0\n")
