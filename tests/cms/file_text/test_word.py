"""Words of Word files, whole and once: tables, boxes, controls, notes, changes, old fonts."""

import io

import docx
import pytest

from cms.file_text.extraction import extract_text
from cms.file_text.states import State
from tests.cms.file_text.made_files import archive, p, r, table, word
from tests.plans import PLANS


def text_of(content: bytes) -> str:
    extraction = extract_text(io.BytesIO(content), "docx")
    assert extraction.state is State.READ
    return extraction.text


def test_paragraphs_and_tables_in_the_order_of_the_body() -> None:
    body = p("Một") + table([p("Ô trái"), p("Ô phải")]) + p("Hai")
    assert text_of(word(body)) == "Một\nÔ trái\tÔ phải\nHai"


def test_a_row_of_cells_with_several_lines_keeps_the_lines() -> None:
    head = table([p("UBND TỈNH CAO BẰNG") + p("SỞ VĂN HÓA"), p("CỘNG HÒA XÃ HỘI") + p("Độc lập")])
    assert text_of(word(head)) == "UBND TỈNH CAO BẰNG\nSỞ VĂN HÓA\nCỘNG HÒA XÃ HỘI\nĐộc lập"


def test_an_annex_with_tables_in_tables_is_read_whole() -> None:
    inner = table([p("1"), p("Xã Quốc Toản")], [p("2"), p("Xã Bế Văn Đàn")])
    innermost = table([p("Số điện thoại"), p("111")])
    annex = table([p("STT"), p("Nội dung")], [p("I"), p("Các xã") + inner + innermost + p("Hết")])
    assert text_of(word(p("PHỤ LỤC") + annex)).split("\n") == [
        "PHỤ LỤC",
        "STT\tNội dung",
        "I",
        "Các xã",
        "1\tXã Quốc Toản",
        "2\tXã Bế Văn Đàn",
        "Số điện thoại\t111",
        "Hết",
    ]


def test_merged_cells_are_read_once() -> None:
    document = docx.Document()
    grid = document.add_table(rows=3, cols=3)
    grid.cell(0, 0).merge(grid.cell(2, 2)).text = "Gộp chín ô"
    out = io.BytesIO()
    document.save(out)
    assert text_of(out.getvalue()) == "Gộp chín ô"


def test_a_cell_under_a_merged_one_is_not_shown_nor_read() -> None:
    top = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Đơn vị")
    covered = "<w:tcPr><w:vMerge/></w:tcPr>" + p("Đơn vị")
    assert text_of(word(table([top, p("a")], [covered, p("b")]))) == "Đơn vị\ta\nb"


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    box = f"<w:txbxContent>{p('Trong khung')}</w:txbxContent>"
    anchored = (
        f"<w:p><w:r><w:t>Ngoài khung</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r><w:r><w:t> tiếp</w:t></w:r></w:p>"
    )
    assert text_of(word(anchored)) == "Trong khung\nNgoài khung tiếp"


def test_boxes_and_word_art_of_older_files() -> None:
    pict = (
        f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p('Khung cũ')}</w:txbxContent></v:textbox>"
        '<v:textpath string="CHUNG TAY"/></w:pict></w:r></w:p>'
    )
    assert text_of(word(pict)) == "Khung cũ\nCHUNG TAY"


def test_content_controls_links_and_smart_tags() -> None:
    inline = f"<w:p><w:sdt><w:sdtContent>{r('Số: 12/KH')}</w:sdtContent></w:sdt>{r(' ngày ')}"
    inline += f"<w:hyperlink>{r('05/8')}</w:hyperlink><w:smartTag>{r('/2022')}</w:smartTag></w:p>"
    block = f"<w:sdt><w:sdtContent>{p('Trong ô nhập')}{table([p('x')])}</w:sdtContent></w:sdt>"
    assert text_of(word(inline + block)) == "Số: 12/KH ngày 05/8/2022\nTrong ô nhập\nx"


def test_inserted_words_are_kept_and_deleted_ones_never_read() -> None:
    body = (
        f"<w:p>{r('Giữ ')}<w:ins>{r('thêm ')}</w:ins><w:del><w:r><w:delText>BỎ </w:delText></w:r></w:del>"
        f"<w:del><w:r><w:t>BỎ2 </w:t></w:r></w:del><w:moveFrom>{r('CHUYỂN ĐI ')}</w:moveFrom>"
        f"<w:moveTo>{r('chuyển đến')}</w:moveTo></w:p>"
    )
    body += f"<w:del>{p('BỎ3')}</w:del>{p('Cuối')}"
    text = text_of(word(body))
    assert text == "Giữ thêm chuyển đến\nCuối"


def test_a_deleted_paragraph_end_joins_the_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('phòng, ')}</w:p>"
    assert text_of(word(first + p("chống"))) == "phòng, chống"
    assert text_of(word(p("x") + first)) == "x\nphòng,"


def test_a_former_font_does_not_count() -> None:
    change = '<w:rPrChange><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr></w:rPrChange>'
    assert text_of(word(f"<w:p>{r('µm', 'Arial', change)}</w:p>")) == "µm"


def test_hidden_text_is_not_read() -> None:
    assert text_of(word(f"<w:p>{r('Thấy')}{r(' ẩn', '', '<w:vanish/>')}{r(' rõ')}</w:p>")) == "Thấy rõ"


def test_notes_headers_and_footers_follow_the_body() -> None:
    made = word(
        p("Thân"),
        header=p("Đầu trang"),
        header_2=p("Đầu trang"),
        footer=p("Chân trang"),
        footnotes=f"<w:footnote>{p('Chú thích')}</w:footnote>",
        endnotes=f"<w:endnote>{p('Chú thích cuối')}</w:endnote>",
        chart="<c:tx><c:strRef><c:strCache><c:pt><c:v>Biểu đồ</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        "<c:val><c:numCache><c:pt><c:v>4.3</c:v></c:pt></c:numCache></c:val>",
        comments=p("Ý kiến riêng"),
    )
    assert text_of(made) == "Thân\nChú thích\nChú thích cuối\nĐầu trang\nChân trang\nBiểu đồ"


def test_tabs_breaks_and_hyphens() -> None:
    ruler = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
    run = "<w:r><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"
    assert text_of(word(f"<w:p>{ruler}{run}</w:p>")) == "NĐ-CP\ta\nb"


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Cu">'
    '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Cu"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>'
)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (p("KÕ ho¹ch", ".VnTime"), "Kế hoạch"),
        (p("kÕ ho¹ch", ".VnTimeH"), "KẾ HOẠCH"),
        (p("kÕ ho¹ch", style="Cu"), "kế hoạch"),
        (p("kÕ ho¹ch", style="Con"), "kế hoạch"),
        (p("a", style="Vong"), "a"),
        (p("ñöôøng daây noùng", "VNI-Times"), "đường dây nóng"),
        (f"<w:p>{r('ngö', 'VNI-Times')}{r('ô', 'VNI-Times')}{r('øi', 'VNI-Times')}</w:p>", "người"),
        (
            f"<w:p>{r('b¸n ', '.VnTime')}{r('người ± 5', 'Arial')}{r(' lµ', '.VnTime')}</w:p>",
            "bán người ± 5 là",
        ),
        (
            "<w:p><w:r><w:rPr><w:rFonts w:hAnsi='.VnTime'/></w:rPr>"
            "<w:t>ng</w:t><w:softHyphen/><w:t>êi</w:t></w:r></w:p>",
            "người",
        ),
        (p("ng\xadêi", ".VnTime"), "người"),
        ("<w:p><w:r><w:t>tu</w:t><w:softHyphen/><w:t>yên</w:t></w:r></w:p>", "tuyên"),
        # Another editor has given the paragraph a new font and left the letters.
        (
            p("Phßng, chèng mua b¸n ng\xadêi, hç trî n¹n nh©n", "Times New Roman"),
            "Phòng, chống mua bán người, hỗ trợ nạn nhân",
        ),
    ],
)
def test_old_fonts_are_decoded_by_the_font_of_each_run(paragraph: str, expected: str) -> None:
    assert text_of(word(p("Mở đầu") + paragraph, styles=STYLES)) == f"Mở đầu\n{expected}"


def test_the_font_of_the_document_and_of_its_theme() -> None:
    default = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {}/></w:rPr></w:rPrDefault></w:docDefaults>"
    named = default.format('w:ascii=".VnTime" w:hAnsi=".VnTime"')
    assert text_of(word(p("b¸n ng\xadêi"), styles=named)) == "bán người"
    themed = default.format('w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"')
    theme = '<a:minorFont><a:latin typeface="VNI-Times"/></a:minorFont>'
    assert text_of(word(p("baùn ngöôøi"), styles=themed, theme=theme)) == "bán người"


def test_a_file_of_the_strict_standard_is_read_too() -> None:
    space = "http://purl.oclc.org/ooxml"
    relation = (
        f'<Relationship Id="a" Type="{space}/officeDocument/relationships/officeDocument" Target="/w/d.xml"/>'
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": f"<Relationships>{relation}</Relationships>",
        "w/d.xml": f'<w:document xmlns:w="{space}/wordprocessingml/main">{p("Chặt chẽ")}</w:document>',
    }
    assert text_of(archive(parts)) == "Chặt chẽ"


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_every_word_of_a_real_plan_is_read(plan: object) -> None:
    words = plan.read_text("utf-8")  # type: ignore[attr-defined]
    document = docx.Document()
    lines = [" ".join(line.split()) for line in words.split("\n") if line.strip()]
    half = len(lines) // 2
    for line in lines[:half]:
        document.add_paragraph(line)
    cell = document.add_table(rows=1, cols=1).cell(0, 0).add_table(rows=1, cols=1).cell(0, 0)
    for line in lines[half:]:
        cell.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    assert text_of(out.getvalue()).split() == " ".join(lines).replace("\ufeff", "").split()
