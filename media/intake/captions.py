"""Captions are parsed; SRT becomes WebVTT, the only format that browsers show."""

from io import StringIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from cms.vietnamese import nfc
from media.intake.refusals import UnacceptableFileError, mislabelled

MAX_BYTES = 2 * 1024 * 1024
_ARROW = "-->"
_MARK = "WEBVTT"


def captions_text(file: BinaryIO, name: str) -> str:
    """The captions of a WebVTT or SRT file as WebVTT; raises ``UnacceptableFileError`` for anything else.

    WebVTT is kept as it is, in UTF-8 and NFC.
    """
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    file.seek(0)
    if len(content) > MAX_BYTES:
        raise mislabelled(name, _("phụ đề WebVTT hay SRT"))
    text = nfc(_decoded(content, name)).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    is_web = text.startswith(_MARK)
    try:
        parsed = WebVTT.from_buffer(
            StringIO(text if is_web else text.lstrip()), format="vtt" if is_web else "srt"
        )
    except MalformedFileError as error:
        raise mislabelled(name, _("phụ đề WebVTT hay SRT")) from error
    except (MalformedCaptionError, ValueError, AssertionError, IndexError) as error:
        raise _unreadable(name) from error
    cues = sum(_ARROW in line for line in text.split("\n"))
    # The parser leaves out what it cannot read.
    if not parsed.captions or len(parsed.captions) != cues:
        raise _unreadable(name)
    for number, cue in enumerate(parsed.captions, 1):
        if cue.end_in_seconds < cue.start_in_seconds or (cue.end == cue.start):
            raise UnacceptableFileError(
                _(
                    "Phụ đề “%(name)s”: câu thứ %(number)s kết thúc không sau lúc bắt đầu "
                    "(%(start)s). Sửa giờ của câu đó rồi tải lên."
                )
                % {"name": name, "number": number, "start": cue.start},
                code="broken",
            )
    return text if is_web else str(parsed.content) + "\n"


def _decoded(content: bytes, name: str) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnacceptableFileError(
            _("Phụ đề “%(name)s” không viết bằng mã UTF-8. Lưu lại bằng mã UTF-8 rồi tải lên.")
            % {"name": name},
            code="encoding",
        ) from error


def _unreadable(name: str) -> UnacceptableFileError:
    return UnacceptableFileError(
        _(
            "Phụ đề “%(name)s” có câu không đọc được giờ. Mỗi câu cần một dòng như "
            "00:01.000 --> 00:04.000 rồi đến lời. Sửa lại rồi tải lên."
        )
        % {"name": name},
        code="broken",
    )
