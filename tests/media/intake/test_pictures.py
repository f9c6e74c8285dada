"""Pictures are judged by header before they are decoded, and are whole when they are taken."""

from io import BytesIO

import pytest
from PIL import Image

from media.intake import pictures
from media.intake.pictures import require_picture
from media.intake.refusals import UnacceptableFileError
from tests.media.made_files import gif_of, picture, png_of

KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "gif": "GIF"}


def refusal(content: bytes, extension: str) -> str:
    """Why the picture is refused; "" when it is taken."""
    try:
        require_picture(BytesIO(content), f"ảnh.{extension}", extension)
    except UnacceptableFileError as error:
        assert f"ảnh.{extension}" in error.message
        return str(error.code)
    return ""


@pytest.mark.parametrize("extension", KINDS)
def test_a_whole_picture_is_taken(extension: str) -> None:
    assert refusal(picture(KINDS[extension]), extension) == ""


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("extension", KINDS)
def test_a_cut_picture_is_refused(extension: str, part: float) -> None:
    content = picture(KINDS[extension], (300, 200))
    assert refusal(content[: int(len(content) * part)], extension) in ("broken", "mislabelled")


@pytest.mark.filterwarnings("ignore:Image size")
def test_a_small_file_of_many_pixels_is_refused_undecoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_decode", lambda *_: pytest.fail("decoded"))
    content = png_of(11_000, 11_000, b"0")
    assert len(content) < 16_000 and refusal(content, "png") == "too_many_pixels"
    assert refusal(png_of(60_000, 60_000, b"0"), "png") == "too_many_pixels"


def test_a_header_that_promises_more_than_there_is_is_refused() -> None:
    assert refusal(png_of(2_000, 2_000, b"0"), "png") == "broken"


@pytest.mark.parametrize("extension", ["gif", "webp", "avif", "png"])
def test_all_frames_count(extension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [Image.new("RGB", (40, 40), (level, 0, 0)) for level in range(0, 250, 25)]
    content = picture(KINDS[extension], (40, 40), save_all=True, append_images=frames)
    assert refusal(content, extension) == ""
    for limit in ("MAX_PIXELS", "MAX_PIXELS_TWICE", "MAX_PIXELS_WEBP"):
        monkeypatch.setattr(pictures, limit, 40 * 40 * 5)
    assert refusal(content, extension) == "too_many_pixels"


def test_thousands_of_frames_are_refused() -> None:
    assert refusal(gif_of(pictures.MAX_FRAMES + 1), "gif") == "too_many_pixels"


def test_a_picture_read_thousands_of_times_is_refused() -> None:
    content = picture("JPEG", progressive=True)
    assert refusal(content, "jpg") == ""
    scan = content[content.rfind(b"\xff\xda") : -2]
    many = content[:-2] + scan * pictures.MAX_SCANS + content[-2:]
    assert refusal(many, "jpg") == "too_many_pixels"


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"MZ\x90\0" * 40, b"%!PS-Adobe-3.0 EPSF"],
    ids=["svg", "program", "eps"],
)
def test_something_else_is_refused(content: bytes) -> None:
    assert refusal(content, "png") == "mislabelled"


def test_another_kind_of_picture_is_refused() -> None:
    assert refusal(picture("JPEG"), "png") == "mislabelled"
