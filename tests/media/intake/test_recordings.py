"""Recordings are whole containers of their kind."""

from io import BytesIO

import pytest

from media.intake.recordings import require_recording
from media.intake.refusals import UnacceptableFileError
from tests.media.made_files import MP3, MP4, ogg, picture, wav, webm

WHOLE = {"mp3": MP3, "mp4": MP4, "wav": wav(), "ogg": ogg(b"TITLE=a"), "opus": ogg(), "webm": webm()}


def refusal(content: bytes, extension: str) -> str:
    """Why the recording is refused; "" when it is taken."""
    try:
        require_recording(BytesIO(content), f"lời.{extension}", extension)
    except UnacceptableFileError as error:
        assert f"lời.{extension}" in error.message
        return str(error.code)
    return ""


@pytest.mark.parametrize("extension", WHOLE)
def test_a_whole_recording_is_taken(extension: str) -> None:
    assert refusal(WHOLE[extension], extension) == ""


def test_tags_before_the_sound_do_not_matter() -> None:
    assert refusal(b"ID3\3\0\0\0\0\7\x68" + bytes(1000) + MP3, "mp3") == ""


@pytest.mark.parametrize("extension", [*WHOLE, "m4a"])
@pytest.mark.parametrize(
    "content",
    ["Lời thoại".encode() * 90, b"<!DOCTYPE html>" * 9, picture("JPEG"), picture("AVIF"), b"x"],
    ids=["text", "web page", "picture", "other picture", "one letter"],
)
def test_something_else_is_refused(extension: str, content: bytes) -> None:
    assert refusal(content, extension) in ("mislabelled", "broken")


@pytest.mark.parametrize("extension", ["mp3", "mp4", "wav", "webm"])
def test_one_kind_is_not_another(extension: str) -> None:
    assert refusal(WHOLE["ogg"], extension) == "mislabelled"


@pytest.mark.parametrize("extension", ["mp4", "wav", "ogg", "webm"])
def test_a_cut_recording_is_refused(extension: str) -> None:
    content = WHOLE[extension]
    assert refusal(content[: len(content) * 2 // 3], extension) == "broken"


def test_a_video_without_a_picture_is_no_video() -> None:
    assert refusal(MP4.replace(b"vide", b"soun"), "mp4") == "mislabelled"
