"""Office files tell deleted words, remarks and names; the clean copy tells none and reads the same."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document as WordDocument

from media.intake.documents import require_document
from media.privacy import office
from media.privacy.findings import Findings, people_among
from tests.media.made_files import exif, picture, replaced, word
from tests.media.made_files import office as office_file

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHANGE = 'w:id="1" w:author="Bà A" w:date="2026-07-01T00:00:00Z"'


def body(inner: str) -> bytes:
    return f"<w:document {W}><w:body>{inner}</w:body></w:document>".encode()


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def found(content: bytes) -> Findings:
    return office.findings(BytesIO(content))


def clean(content: bytes) -> bytes:
    """The clean copy, which is a whole file of Word and has nothing private."""
    copy = office.cleaned(BytesIO(content))
    require_document(BytesIO(copy), "a.docx", "docx")
    assert not found(copy).is_private
    return copy


def paragraphs(content: bytes) -> list[str]:
    return [one.text for one in WordDocument(BytesIO(content)).paragraphs]


def test_a_plain_file_of_an_agency_is_not_private() -> None:
    assert not found(word(author="Sở VHTTDL Cao Bằng", last_modified_by="Administrator")).is_private


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:p>{text('Gọi 111')}<w:del {CHANGE}><w:r><w:delText>Nhà bà A</w:delText></w:r></w:del></w:p>",
        f"<w:p><w:ins {CHANGE}>{text('Gọi 111')}</w:ins></w:p>",
        f"<w:p><w:moveFrom {CHANGE}>{text('Nhà bà A')}</w:moveFrom>"
        f"<w:moveTo {CHANGE}>{text('Gọi 111')}</w:moveTo></w:p>",
        f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {CHANGE}><w:rPr/></w:rPrChange></w:rPr>"
        "<w:t>Gọi 111</w:t></w:r></w:p>",
        f"<w:p><w:pPr><w:rPr><w:ins {CHANGE}/></w:rPr></w:pPr>{text('Gọi 111')}</w:p>",
        f"<w:p><w:pPr><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>{text('Gọi ')}</w:p><w:p>{text('111')}</w:p>",
    ],
    ids=["deleted", "inserted", "moved", "format", "new paragraph", "joined paragraphs"],
)
def test_tracked_changes_are_accepted(inner: str) -> None:
    content = replaced(word(author=""), {"word/document.xml": body(inner)})
    assert found(content).has_tracked_changes
    copy = clean(content)
    assert paragraphs(copy) == ["Gọi 111"]
    assert "Nhà bà A" not in ZipFile(BytesIO(copy)).read("word/document.xml").decode()


def test_deleted_rows_go_and_changes_in_headers_count() -> None:
    row = f"<w:tr><w:trPr><w:del {CHANGE}/></w:trPr><w:tc><w:p>{text('Nhà bà A')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:p>{text('Gọi 111')}</w:p></w:tc></w:tr>"
    content = replaced(
        word(author=""),
        {"word/header1.xml": body(f"<w:tbl>{row}{kept}</w:tbl>").replace(b"document", b"hdr")},
    )
    assert found(content).has_tracked_changes
    header = ZipFile(BytesIO(clean(content))).read("word/header1.xml").decode()
    assert "Nhà bà A" not in header and "Gọi 111" in header


def test_comments_go_with_their_part_and_its_relation() -> None:
    document = WordDocument()
    run = document.add_paragraph("Gọi 111").runs[0]
    document.add_comment(run, text="Nhà bà A ở đâu?", author="Bà B")
    buffer = BytesIO()
    document.save(buffer)
    content = buffer.getvalue()
    assert found(content).has_comments
    copy = clean(content)
    packed = ZipFile(BytesIO(copy))
    assert paragraphs(copy) == ["Gọi 111"] and "word/comments.xml" not in packed.namelist()
    assert b"comments" not in packed.read("[Content_Types].xml")
    assert b"comments" not in packed.read("word/_rels/document.xml.rels")
    assert b"comment" not in packed.read("word/document.xml")


def test_authors_are_named_and_go() -> None:
    content = word(author="Nguyễn Thị A", last_modified_by="Trần B", title="Kế hoạch")
    assert found(content).people == ("Nguyễn Thị A", "Trần B")
    properties = WordDocument(BytesIO(clean(content))).core_properties
    assert (properties.author, properties.last_modified_by, properties.title) == ("", "", "Kế hoạch")


def test_a_picture_inside_tells_no_place() -> None:
    content = replaced(word(author=""), {"word/media/image1.jpeg": picture("JPEG", exif=exif())})
    assert found(content).has_places
    assert ZipFile(BytesIO(clean(content))).read("word/media/image1.jpeg").startswith(b"\xff\xd8")


def test_a_signed_file_is_known() -> None:
    assert found(replaced(word(), {"_xmlsignatures/sig1.xml": b"<a/>"})).is_signed


def test_notes_of_a_sheet_go() -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Target="../comments1.xml"/>'
        b'<Relationship Id="rId2" Target="../drawings/vmlDrawing1.vml"/></Relationships>'
    )
    content = replaced(
        office_file("xlsx"),
        {
            "xl/worksheets/sheet1.xml": b'<worksheet><sheetData/><legacyDrawing r:id="rId2"/></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/comments1.xml": b"<comments><comment ref='A1'/></comments>",
            "xl/drawings/vmlDrawing1.vml": b'<xml><x:ClientData ObjectType="Note"/></xml>',
            "xl/workbook.xml": b"<workbook><mc:AlternateContent><mc:Choice>"
            b'<x15ac:absPath url="C:\\Users\\Lan Anh\\"/>'
            b"</mc:Choice></mc:AlternateContent><sheets/></workbook>",
        },
    )
    assert found(content).has_comments and found(content).people == ("Lan Anh",)
    copy = office.cleaned(BytesIO(content))
    assert not found(copy).is_private
    packed = ZipFile(BytesIO(copy))
    assert packed.read("xl/worksheets/sheet1.xml") == b"<worksheet><sheetData/></worksheet>"
    assert b"rId" not in packed.read("xl/worksheets/_rels/sheet1.xml.rels")
    assert packed.read("xl/workbook.xml") == b"<workbook><sheets/></workbook>"


def test_remarks_on_slides_go() -> None:
    content = replaced(
        office_file("pptx"),
        {
            "ppt/comments/modernComment_1.xml": b"<p188:cmLst><p188:cm id='1'/></p188:cmLst>",
            "ppt/authors.xml": b"<a name='Lan'/>",
        },
    )
    assert found(content).has_comments
    assert set(ZipFile(BytesIO(office.cleaned(BytesIO(content)))).namelist()).isdisjoint(
        {"ppt/comments/modernComment_1.xml", "ppt/authors.xml"}
    )


def test_names_of_agencies_and_computers_are_nobody() -> None:
    nobody = [
        "UBND xã A",
        "SVHTTDL",
        "Phòng VH-XH",
        "Windows User",
        "python-docx",
        "",
        None,
        "DELL",
        "BCĐ 138",
    ]
    assert people_among(nobody) == ()
    people = ["Đoàn Thanh Hà", "Nguyễn Văn A", "NGUYEN VAN BINH", "hoa.nt", "Phong Lê"]
    assert people_among([*people, people[0]]) == tuple(people)
