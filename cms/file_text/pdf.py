"""The words of PDF files, by pypdf, page by page."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, WrongPasswordError

from cms.file_text.states import LockedError, TooLargeError, UnreadPage
from cms.legacy_fonts import encoding_of_font, from_font

MAX_PAGES = 500
# A page with a picture and less text than a number, a stamp or a signature is a scan.
_FEW_LETTERS = 20
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def read_pdf(file: BinaryIO) -> Iterator[str | UnreadPage]:
    """The text of each page; ``UnreadPage`` for one that is a picture.

    Raises ``LockedError`` for a file with a password; one that only forbids copying is read. Raises
    ``TooLargeError`` after ``MAX_PAGES``.
    """
    try:
        reader = PdfReader(file)
        for number, page in enumerate(reader.pages, 1):
            if number > MAX_PAGES:
                raise TooLargeError
            text = "\n".join([_page_text(page), *_annotated(page)])
            yield text
            if sum(map(str.isalpha, text)) < _FEW_LETTERS and _has_picture(page):
                yield UnreadPage(number)
    except (FileNotDecryptedError, WrongPasswordError) as error:
        raise LockedError from error


def _page_text(page: Any) -> str:
    chunks: list[tuple[str, str]] = []

    def visit(text: str, _user: Any, _text: Any, font: Any, _size: float) -> None:
        chunks.append((str((font or {}).get("/BaseFont", "")), text))

    text = str(page.extract_text(visitor_text=visit) or "")
    if not any(encoding_of_font(font) for font, _text in chunks):
        return text
    return "".join(from_font(chunk, font) for font, chunk in chunks)


def _annotated(page: Any) -> Iterator[str]:
    """The words in text boxes and form fields that lie upon the page."""
    for reference in page.annotations or ():
        note = reference.get_object()
        key = {"/FreeText": "/Contents", "/Widget": "/V"}.get(str(note.get("/Subtype")), "")
        value = note.get(key) if key else None
        if isinstance(value, str) and note.get("/FT", "/Tx") == "/Tx":
            yield value


def _has_picture(page: Any) -> bool:
    """Whether the page draws a picture, itself or in a form inside it."""
    contents = page.get_contents()
    return contents is not None and _draws_picture(contents, page.get_inherited("/Resources"), 3)


def _draws_picture(stream: Any, resources: Any, depth: int) -> bool:
    objects = (resources.get_object() if resources is not None else {}).get("/XObject")
    items = dict(objects.get_object()) if objects is not None else {}
    if not items:
        return False
    # Pages may share one list of pictures.
    drawn = {b"/" + name for name in _DRAWN.findall(stream.get_data())}
    for name in items:
        item = items[name].get_object()
        if str(name).encode("latin-1", "replace") not in drawn:
            continue
        if item.get("/Subtype") == "/Image":
            return True
        if (
            depth
            and item.get("/Subtype") == "/Form"
            and _draws_picture(item, item.get("/Resources"), depth - 1)
        ):
            return True
    return False
