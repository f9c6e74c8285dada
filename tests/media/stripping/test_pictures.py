"""GIF and AVIF lose the place where they were taken; what is shown stays."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from media.metadata import without_metadata
from tests.media.made_files import SECRET, exif, gif_of, picture

XMP = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"


def opened(content: bytes) -> Image.Image:
    made = Image.open(BytesIO(content))
    made.load()
    return made


def test_gif_comments_and_xmp_go() -> None:
    content = picture("GIF", comment=SECRET)
    with_xmp = content[:-1] + b"\x21\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0;" + SECRET
    clean = without_metadata(with_xmp)
    assert SECRET in content and SECRET not in clean
    assert opened(clean).tobytes() == opened(content).tobytes()


def test_an_animated_gif_keeps_frames_and_loops() -> None:
    frames = [Image.new("RGB", (20, 20), name) for name in ("green", "blue")]
    content = picture("GIF", (20, 20), save_all=True, append_images=frames, loop=0, comment=SECRET)
    clean = opened(without_metadata(content))
    assert clean.n_frames == opened(content).n_frames and clean.info["loop"] == 0


@pytest.mark.parametrize("options", [{}, {"save_all": True, "append_images": [Image.new("RGB", (64, 32))]}])
def test_avif_exif_and_xmp_go(options: dict[str, Any]) -> None:
    content = picture("AVIF", exif=exif(), xmp=XMP, **options)
    clean = without_metadata(content)
    assert SECRET in content and SECRET not in clean
    assert not opened(clean).getexif() and "xmp" not in opened(clean).info
    assert opened(clean).tobytes() == opened(content).tobytes()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_what_stands_behind_the_end_goes(kind: str) -> None:
    content = picture(kind)
    assert without_metadata(content + b"PK\3\4" + SECRET + b"\0") == content


def test_a_picture_whose_segments_are_out_of_order_is_drawn_again() -> None:
    content = picture("JPEG", exif=exif())
    end = 4 + int.from_bytes(content[4:6])
    odd = content[:end] + b"\0\0" + content[end:]
    assert SECRET not in without_metadata(odd) and opened(without_metadata(odd)).size == (64, 32)


def test_padding_between_frames_is_no_error() -> None:
    content = gif_of(2)
    assert without_metadata(content[:-1] + b"\0\0;") == content
