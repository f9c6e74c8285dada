"""One way to strip each kind of recording, by the ending of its name; the file is changed in place."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from media.stripping import isomedia, ogg, sound, webm

STRIP: Mapping[str, Callable[[BinaryIO], None]] = {
    "m4a": isomedia.strip,
    "mp3": sound.strip_mp3,
    "mp4": isomedia.strip,
    "ogg": ogg.strip,
    "opus": ogg.strip,
    "wav": sound.strip_wave,
    "webm": webm.strip,
}


def strip_recording(file: BinaryIO, extension: str) -> None:
    """Overwrite what is private in an open file of this kind; raises ``ValueError`` for a broken one."""
    if extension in STRIP:
        STRIP[extension](file)
        file.seek(0)
