"""Real readers of PDF, letters and QR codes. A missing one skips the test, with CI=true it fails it."""

import io
import os
import shutil
import subprocess
import tempfile
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageFilter, ImageOps

from media.posters import draw
from media.posters.formats import Format
from media.posters.spec import Poster

PACKAGE = {
    "pdftotext": "poppler-utils",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "tesseract": "tesseract-ocr tesseract-ocr-vie",
    "zbarimg": "zbar-tools",
}


def missing(what: str, package: str) -> None:
    message = f"{what} is missing: apt-get install {package}"
    pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)


def run(tool: str, *arguments: str) -> str:
    if shutil.which(tool) is None:
        missing(tool, PACKAGE[tool])
    done = subprocess.run(
        [tool, *arguments],
        capture_output=True,
        check=True,
        timeout=60,
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    return done.stdout.decode()


def spaced(text: str) -> str:
    """Line breaks and no-break spaces as spaces, the only change a page makes to a text."""
    return " ".join(text.replace("\u00a0", " ").split())


def _on_file(tool: str, data: bytes, suffix: str, *arguments: str) -> str:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        return run(tool, *[file.name if word == "FILE" else word for word in arguments])


def pdf_text(data: bytes, *options: str) -> str:
    return _on_file("pdftotext", data, ".pdf", "-enc", "UTF-8", *options, "FILE", "-")


def pdf_fonts(data: bytes) -> list[list[str]]:
    """One row a font, as ``pdffonts`` prints it, without the two lines of heading."""
    return [line.split() for line in _on_file("pdffonts", data, ".pdf", "FILE").splitlines()[2:]]


def pdf_boxes(data: bytes) -> dict[str, list[float]]:
    lines = _on_file("pdfinfo", data, ".pdf", "-box", "FILE").splitlines()
    return {
        line.split(":")[0]: [float(number) for number in line.split(":")[1].split()]
        for line in lines
        if line.split(":")[0].endswith("Box")
    }


def qr(image: Image.Image) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "poster.png"
        image.save(path)
        return run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)).splitlines()


# Pixels: the blur of a lens. Without it the reader sees edges sharper than any camera gives.
LENS = 0.8


def text_region(poster: Poster, fmt: Format) -> tuple[Image.Image, Image.Image]:
    """The lines of the text, dark on light, from one drawing.

    First the longer side 500 pixels, as a camera takes them; then 23 pixels to the em, as from afar.
    """
    fit = draw.check(poster, fmt)
    side, rise = fit.size_mm * 0.25, fit.size_mm * 0.05
    left, top, right, bottom = (
        fit.text.x - side,
        fit.text.y - rise,
        fit.text.right + side,
        fit.text.bottom + rise,
    )
    per_mm = 500 / max(right - left, bottom - top)
    drawn = draw.png(poster, fmt, min(6000, round(3 * per_mm * max(fmt.width_mm, fmt.height_mm))))
    with Image.open(io.BytesIO(drawn)) as whole:
        scale = whole.width / fmt.width_mm
        edges = tuple(round(edge * scale) for edge in (left, top, right, bottom))
        # Cut before it is converted: most of a sheet is not text.
        region = whole.crop(edges).convert("RGB")
    grey = ImageOps.autocontrast(ImageOps.grayscale(region))
    if grey.getpixel((1, 1)) < 128:
        grey = ImageOps.invert(grey)

    def shown(share: float) -> Image.Image:
        framed = ImageOps.expand(grey, round(20 / share), 255)
        size = round(framed.width * share), round(framed.height * share)
        return framed.resize(size, Image.Resampling.LANCZOS)

    return shown(1 / 3).filter(ImageFilter.GaussianBlur(LENS)), shown(23 / (fit.size_mm * scale))


@cache
def languages() -> list[str]:
    return run("tesseract", "--list-langs").split()


def letters(*images: Image.Image) -> list[str]:
    """What stands on each picture; one start of the reader for all of them."""
    if "vie" not in languages():
        missing("Vietnamese for tesseract", PACKAGE["tesseract"])
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.png" for number in range(len(images))]
        for path, image in zip(paths, images, strict=True):
            image.save(path, dpi=(150, 150))
        listed = Path(folder) / "list.txt"
        listed.write_text("".join(f"{path}\n" for path in paths))
        pages = run("tesseract", str(listed), "-", "-l", "vie", "--psm", "6").split("\f")
    read = [unicodedata.normalize("NFC", spaced(page)) for page in pages[: len(images)]]
    assert len(read) == len(images)
    return read
