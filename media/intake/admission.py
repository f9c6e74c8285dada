"""The one door of the library: each file is judged, then stripped of places and people, before it is kept.

Forms call ``admitted``; the fields of the models strip once more whatever is stored past a form
(``media.fields``).
"""

import unicodedata
from enum import Enum
from importlib import import_module
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile

from cms.vietnamese import nfc
from media.intake.captions import captions_text
from media.intake.pictures import require_picture
from media.intake.recordings import require_recording
from media.intake.refusals import broken
from media.intake.scanner import require_harmless
from media.metadata import without_metadata
from media.stripping.recordings import strip_recording


class Kind(Enum):
    """The kinds of files that a field of the library takes."""

    PICTURE = "picture"
    DOCUMENT = "document"
    RECORDING = "recording"
    CAPTIONS = "captions"


def admitted(file: Any, kind: Kind) -> Any:
    """The file that may be kept, judged and stripped; raises ``UnacceptableFileError``.

    An uploaded file is changed in place; a document never is.
    """
    name, extension = shown_name(file), extension_of(file)
    require_harmless(file, name)
    if kind is Kind.PICTURE:
        require_picture(file, name, extension)
    elif kind is Kind.RECORDING:
        require_recording(file, name, extension)
    elif kind is Kind.DOCUMENT:
        # Its libraries load slowly and are needed by this kind alone.
        import_module("media.intake.documents").require_document(file, name, extension)
    else:
        return _converted(file, captions_text(file, name))
    try:
        return stripped(file, kind)
    except ValueError as error:
        raise broken(name) from error


def stripped(file: Any, kind: Kind) -> Any:
    """The picture or recording without private metadata; other files are returned as they are.

    Raises ``ValueError`` for a broken recording.
    """
    if kind is Kind.PICTURE:
        file.seek(0)
        content = file.read()
        clean = without_metadata(content)
        file.seek(0)
        return file if clean == content else _rewritten(file, clean)
    if kind is Kind.RECORDING:
        target = file if file.writable() else _copied(file)
        strip_recording(target, extension_of(file))
        target.seek(0)
        return target
    return file


def shown_name(file: Any) -> str:
    """The name of the file for messages: NFC, without its folder, at most 100 characters."""
    return nfc(PurePath(file.name or "").name)[:100]


def neutral_name(name: str) -> str:
    """The name under which a file is stored: NFC, with one dot and without invisible characters."""
    path = PurePath(nfc(name))
    stem = "".join(letter for letter in path.stem if unicodedata.category(letter)[0] != "C")
    return f"{stem.replace('.', '-').strip(' -') or 'tep'}{path.suffix}"


def extension_of(file: Any) -> str:
    """The ending of the name in small letters, without the dot."""
    return PurePath(file.name or "").suffix.lower().lstrip(".")


def _rewritten(file: Any, content: bytes) -> Any:
    if not file.writable():
        return ContentFile(content, file.name)
    file.seek(0)
    file.truncate()
    file.write(content)
    file.seek(0)
    file.size = len(content)
    return file


def _copied(file: Any) -> Any:
    file.seek(0)
    return ContentFile(file.read(), file.name)


def _converted(file: Any, text: str) -> Any:
    """The captions as a WebVTT file; the same file when nothing changes."""
    content = text.encode()
    file.seek(0)
    is_same = file.read() == content
    file.seek(0)
    name = str(PurePath(file.name or "phu-de").with_suffix(".vtt"))
    return file if is_same and name == file.name else ContentFile(content, name)
