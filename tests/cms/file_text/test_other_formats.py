"""Words of PowerPoint, Excel, OpenDocument and PDF files."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import typst
from openpyxl.styles import Font
from pypdf import PdfWriter
from pypdf.annotations import FreeText

from cms.file_text.extraction import extract_text
from cms.file_text.states import State
from tests.cms.file_text.made_files import archive, drawn, opendocument, pdf, slides


def text_of(content: bytes, extension: str) -> str:
    extraction = extract_text(io.BytesIO(content), extension)
    assert extraction.state is State.READ
    return extraction.text


def run(text: str, font: str = "") -> str:
    latin = f'<a:rPr><a:latin typeface="{font}"/></a:rPr>' if font else ""
    return f"<a:r>{latin}<a:t>{text}</a:t></a:r>"


def test_slides_in_the_order_they_are_shown_each_with_its_notes() -> None:
    made = slides(f"<a:p>{run('Trang A')}</a:p>", f"<a:p>{run('Trang B')}</a:p>", order=[2, 1])
    assert text_of(made, "pptx") == "Trang B\nGhi chú 2\nTrang A\nGhi chú 1"


def test_tables_fields_and_old_fonts_of_slides() -> None:
    cells = "".join(
        f"<a:tc {merge}><a:txBody><a:p>{run(text)}</a:p></a:txBody></a:tc>"
        for text, merge in (("Gộp", 'gridSpan="2"'), ("Gộp", 'hMerge="1"'), ("c", ""))
    )
    content = f"<a:tbl><a:tr>{cells}</a:tr></a:tbl><a:p>{run('b¸n', '.VnTime')}<a:br/>{run('hai')}</a:p>"
    content += "<a:p><a:fld><a:t>12</a:t></a:fld></a:p>"
    assert text_of(slides(content), "pptx") == "Gộp\tc\nbán\nhai\n12\nGhi chú 1"


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Danh sách"
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_row_by_row() -> None:
    book = workbook()
    book.active.append(["STT", "Đơn vị", None, "Ngày"])
    book.active.append([1, "Xã Quốc Toản", 0.1 + 0.2, date(2026, 7, 30)])
    book.active.append([datetime(2026, 7, 30, 8, 5), True])
    book.active.merge_cells("A5:C7")
    book.active["A5"] = "Gộp chín ô"
    book.create_sheet("Trang hai").append(["Cuối"])
    assert text_of(saved(book), "xlsx").split("\n") == [
        "Danh sách",
        "STT\tĐơn vị\tNgày",
        "1\tXã Quốc Toản\t0.3\t30/07/2026",
        "30/07/2026 08:05\tTrue",
        "Gộp chín ô",
        "Trang hai",
        "Cuối",
    ]


def test_old_fonts_of_cells() -> None:
    book = workbook()
    book.active["A1"], book.active["B1"] = "b¸n ng\xadêi", "± 5"
    book.active["A1"].font = Font(name=".VnTime")
    assert text_of(saved(book), "xlsx") == "Danh sách\nbán người\t± 5"


def test_a_cell_in_two_fonts_as_excel_stores_it() -> None:
    book = workbook()
    book.active["A1"] = "x"
    with zipfile.ZipFile(io.BytesIO(saved(book))) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace('t="inlineStr"><is><t>x</t></is>', 't="s"><v>0</v>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = "[Content_Types].xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts[types] = parts[types].replace("</Types>", override)
    runs = (
        '<r><t xml:space="preserve">Số </t></r><r><rPr><rFont val="VNI-Times"/></rPr><t>baùn ngöôøi</t></r>'
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/sharedStrings.xml"] = f'<sst {space} count="1" uniqueCount="1"><si>{runs}</si></sst>'
    assert text_of(archive(dict(parts)), "xlsx") == "Danh sách\nSố bán người"


def test_a_text_document_of_libreoffice() -> None:
    styles = (
        '<style:style style:name="Cu"><style:text-properties style:font-name="\'.VnTime\'"/></style:style>'
        '<style:style style:name="Con" style:parent-style-name="Cu"/>'
    )
    body = (
        "<text:tracked-changes><text:deletion><text:p>BỎ</text:p></text:deletion></text:tracked-changes>"
        "<text:h>Kế hoạch</text:h>"
        '<text:p>Một<text:s text:c="2"/>hai<text:tab/>ba <text:title>tên</text:title><text:note>'
        "<text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Chú thích</text:p></text:note-body>"
        "</text:note><draw:frame><draw:text-box><text:p>Khung</text:p></draw:text-box></draw:frame></text:p>"
        '<text:p text:style-name="Con">b¸n <text:span>ng\xadêi</text:span></text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Gộp</text:p></table:table-cell>"
        "<table:covered-table-cell><text:p>Gộp</text:p></table:covered-table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert text_of(opendocument(body, styles=styles), "odt").split("\n") == [
        "Kế hoạch",
        "Chú thích",
        "Khung",
        "Một  hai\tba tên",
        "bán người",
        "Gộp\tb",
        "Đầu trang",
    ]


@pytest.mark.parametrize(("kind", "extension"), [("spreadsheet", "ods"), ("presentation", "odp")])
def test_sheets_and_slides_of_libreoffice(kind: str, extension: str) -> None:
    assert (
        text_of(opendocument("<draw:page><text:p>Chữ</text:p></draw:page>", kind), extension)
        == "Chữ\nĐầu trang"
    )


def test_the_words_of_a_pdf() -> None:
    assert "Tổng đài 111" in text_of(typst.compile("Tổng đài 111".encode()), "pdf")


@pytest.mark.parametrize(
    ("font", "typed"), [(".VnTime", "b¸n ng\xadêi"), ("ABCDEF+VNI-Times", "baùn ngöôøi"), ("Helvetica", "")]
)
def test_old_fonts_of_a_pdf(font: str, typed: str) -> None:
    assert text_of(pdf(drawn(typed or "Tong dai"), font=font), "pdf").strip() == (
        "bán người" if typed else "Tong dai"
    )


def test_words_that_lie_upon_a_page_of_a_pdf() -> None:
    writer = PdfWriter(io.BytesIO(pdf(drawn("trang"))))
    writer.add_annotation(0, FreeText(text="Ý kiến", rect=(0, 0, 50, 50)))
    out = io.BytesIO()
    writer.write(out)
    assert text_of(out.getvalue(), "pdf").split() == ["trang", "Ý", "kiến"]
