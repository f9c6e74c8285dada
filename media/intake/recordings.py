"""Judges recordings and videos by their containers, which must be whole; the sound is not decoded."""

from typing import BinaryIO

from media.intake.refusals import broken, mislabelled
from media.stripping import isomedia, ogg, sound, webm
from media.stripping.boxes import bytes_at, size_of

_PICTURE_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")
# Bits a second of MPEG layer III, in thousands, by version and the index in a frame's header.
_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_SEARCHED = 64 * 1024  # bytes in which the first frame must stand


def require_recording(file: BinaryIO, name: str, extension: str) -> None:
    """Raise ``UnacceptableFileError`` unless the file is a whole recording of its kind.

    Unknown extensions are left to the form.
    """
    judges = {"mp3": _is_mp3, "wav": _is_wave, "ogg": _is_ogg, "opus": _is_ogg, "webm": _is_webm}
    judge = judges.get(extension) or {"m4a": _is_sound, "mp4": _is_movie}.get(extension)
    if judge is None:
        return
    try:
        is_right = judge(file)
    except (ValueError, IndexError) as error:
        raise broken(name) from error
    finally:
        file.seek(0)
    if not is_right:
        raise mislabelled(name, extension.upper())


def _is_mp3(file: BinaryIO) -> bool:
    """Whether two frames stand one behind the other near the beginning."""
    file.seek(sound.first_frame(file))
    head = file.read(_SEARCHED)
    for at in range(len(head) - 4):
        if head[at] == 0xFF and (length := _frame_length(head[at : at + 4])):
            following = head[at + length : at + length + 4]
            if len(following) == 4 and _frame_length(following):
                return True
    return False


def _frame_length(head: bytes) -> int:
    """Bytes of the MPEG layer III frame with this header; 0 when it is none."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sample_rate = head[2] >> 4, head[2] >> 2 & 3
    if head[1] & 0xE0 != 0xE0 or version == 1 or layer != 1 or rate in (0, 15) or sample_rate == 3:
        return 0
    factor = 144 if version == 3 else 72
    bits = _RATES[3 if version == 3 else 2][rate] * 1000
    return factor * bits // _SAMPLE_RATES[version][sample_rate] + (head[2] >> 1 & 1)


def _is_wave(file: BinaryIO) -> bool:
    head = _head(file)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:12] != b"WAVE":
        return False
    kinds = [kind for kind, _start, _end in sound.wave_chunks(file)]
    return b"fmt " in kinds and b"data" in kinds


def _is_ogg(file: BinaryIO) -> bool:
    head = _head(file)
    if head[:4] != b"OggS" or not any(mark in head for mark in (b"\x01vorbis", b"OpusHead")):
        return False
    return all(page.end for page in ogg.pages(file))


def _is_webm(file: BinaryIO) -> bool:
    head = _head(file)
    if not head.startswith(webm.HEADER.to_bytes(4)) or b"webm" not in head:
        return False
    kinds = {kind for kind, _start, _body, _end in webm.elements(file)}
    return {webm.SEGMENT, webm.TRACKS, webm.CLUSTER} <= kinds


def _is_sound(file: BinaryIO) -> bool:
    return _is_iso_media(file) and b"soun" in isomedia.tracks(file)


def _is_movie(file: BinaryIO) -> bool:
    return _is_iso_media(file) and b"vide" in isomedia.tracks(file)


def _is_iso_media(file: BinaryIO) -> bool:
    head = _head(file)
    return head[4:8] == b"ftyp" and head[8:12] not in _PICTURE_BRANDS


def _head(file: BinaryIO) -> bytes:
    return bytes_at(file, 0, min(64, size_of(file)))
