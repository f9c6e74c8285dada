"""Private details of PDF files, and a copy without them."""

from io import BytesIO
from typing import Any, BinaryIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from media.privacy.findings import Findings, people_among

MAX_PAGES = 2_000
_SIGNATURE = b"/ByteRange"
_CHUNK = 1 << 20
# Remarks that readers of a PDF leave; links and fields of forms are no remarks.
_REMARKS = {
    "/Text",
    "/Popup",
    "/FreeText",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Caret",
    "/Ink",
}
_REMARKS |= {"/Stamp", "/FileAttachment", "/Sound"}


def findings(file: BinaryIO) -> Findings:
    """The private details of the file; nothing for a locked one. Raises the errors of pypdf."""
    is_signed = _is_signed(file)
    file.seek(0)
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return Findings(is_signed=is_signed)
    names = [reader.metadata.author if reader.metadata else None]
    xmp = reader.xmp_metadata
    names += list(xmp.dc_creator or []) if xmp else []
    remarks = [
        one for page in list(reader.pages)[:MAX_PAGES] for one in _annotations(page) if _is_remark(one)
    ]
    return Findings(
        has_comments=bool(remarks),
        people=people_among([str(name) for name in names if name]),
        is_signed=is_signed,
    )


def cleaned(file: BinaryIO) -> bytes:
    """The file without remarks and without names; its title stays."""
    file.seek(0)
    reader = PdfReader(file)
    title = reader.metadata.title if reader.metadata else None
    writer = PdfWriter(clone_from=reader)
    for page in writer.pages:
        others = [one for one in page.get("/Annots") or [] if not _is_remark(one.get_object())]
        if "/Annots" in page:
            page[NameObject("/Annots")] = ArrayObject(others)
        page.pop("/Metadata", None)
    writer.root_object.pop("/Metadata", None)
    writer.metadata = {"/Title": title} if title else None
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _annotations(page: Any) -> list[Any]:
    return [one.get_object() for one in page.get("/Annots") or []]


def _is_remark(annotation: Any) -> bool:
    return annotation.get("/Subtype") in _REMARKS


def _is_signed(file: BinaryIO) -> bool:
    """Whether the file has a digital signature, whose range of bytes is never compressed."""
    file.seek(0)
    rest = b""
    while chunk := file.read(_CHUNK):
        if _SIGNATURE in rest + chunk:
            return True
        rest = chunk[-len(_SIGNATURE) :]
    return False
