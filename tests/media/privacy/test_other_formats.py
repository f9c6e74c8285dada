"""PDF and OpenDocument files: names, remarks and deleted words are found, and gone from the clean copy."""

from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from media.intake.documents import require_document
from media.privacy import opendocument, pdf
from tests.media.made_files import open_document, replaced
from tests.media.made_files import pdf as pdf_file

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def test_the_author_of_a_pdf_is_named_and_goes() -> None:
    content = pdf_file(Author="Nguyễn Thị A", Title="Kế hoạch")
    assert pdf.findings(BytesIO(content)).people == ("Nguyễn Thị A",)
    assert not pdf.findings(BytesIO(pdf_file(Author="Sở Công Thương"))).is_private
    copy = pdf.cleaned(BytesIO(content))
    require_document(BytesIO(copy), "a.pdf", "pdf")
    assert not pdf.findings(BytesIO(copy)).is_private
    assert PdfReader(BytesIO(copy)).metadata.title == "Kế hoạch"


def test_remarks_in_a_pdf_go() -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf_file()))
    writer.add_annotation(0, Text(rect=(10, 10, 30, 30), text="Nhà bà A?"))
    buffer = BytesIO()
    writer.write(buffer)
    assert pdf.findings(buffer).has_comments
    copy = pdf.cleaned(buffer)
    assert not pdf.findings(BytesIO(copy)).is_private and "Nhà bà A".encode("utf-16-be") not in copy


def test_a_signed_pdf_is_known_and_a_locked_one_no_error() -> None:
    assert pdf.findings(BytesIO(pdf_file() + b"\n% /ByteRange [0 1 2 3]")).is_signed
    writer = PdfWriter(clone_from=BytesIO(pdf_file(Author="Nguyễn Thị A")))
    writer.encrypt("mat-khau", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    assert not pdf.findings(buffer).is_private


def test_an_open_document_tells_nothing_after_cleaning() -> None:
    deleted = (
        "<text:changed-region><text:deletion><text:p>Nhà bà A</text:p></text:deletion></text:changed-region>"
    )
    content = (
        f"<office:document-content {NAMES}><office:body><office:text>"
        f"<text:tracked-changes>{deleted}</text:tracked-changes>"
        '<text:p>Gọi <text:change text:change-id="c"/>111'
        "<office:annotation><dc:creator>Bà B</dc:creator><text:p>Ai?</text:p></office:annotation>"
        " ngay</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    meta = (
        f"<office:document-meta {NAMES}><office:meta><dc:creator>Nguyễn Thị A</dc:creator>"
        "</office:meta></office:document-meta>"
    )
    made = replaced(
        open_document(),
        {"content.xml": content.encode(), "meta.xml": meta.encode(), "Thumbnails/thumbnail.png": b"x"},
    )
    found = opendocument.findings(BytesIO(made))
    assert found.has_tracked_changes and found.has_comments and found.people == ("Nguyễn Thị A",)
    copy = opendocument.cleaned(BytesIO(made))
    require_document(BytesIO(copy), "a.odt", "odt")
    assert not opendocument.findings(BytesIO(copy)).is_private
    packed = ZipFile(BytesIO(copy))
    assert "<text:p>Gọi 111 ngay</text:p>" in packed.read("content.xml").decode()
    assert packed.namelist()[0] == "mimetype" and "Thumbnails/thumbnail.png" not in packed.namelist()
    assert opendocument.findings(
        BytesIO(replaced(made, {"META-INF/documentsignatures.xml": b"<a/>"}))
    ).is_signed
