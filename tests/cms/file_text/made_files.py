"""Makes small Office, OpenDocument and PDF files of raw XML, as the programs of the field write them."""

import io
import zipfile

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:r="{_RELATIONS}"'
)


CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def relations(**targets: str) -> str:
    """The relations of a part: kind of each target by its path, "header_2" for a second one."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{key.partition("_")[0]}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{items}</Relationships>'


def word(body: str, parts: dict[str, str | bytes] | None = None, **related: str) -> bytes:
    """A Word file with this body; ``related`` parts by kind: header, footnotes, styles …"""
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}.xml" for kind in related}),
    }
    for kind, content in related.items():
        made[f"word/{kind}.xml"] = f"<w:part {NAMESPACES}>{content}</w:part>"
    return archive(made | (parts or {}))


def p(text: str, font: str = "", style: str = "") -> str:
    """A paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{r(text, font)}</w:p>"


def r(text: str, font: str = "", properties: str = "") -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: list[str]) -> str:
    """A table of cells; each cell is its content."""
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def slides(*contents: str, order: list[int] | None = None) -> bytes:
    """A PowerPoint file; ``order`` are the numbers of the slides as they are shown."""
    numbers = range(1, len(contents) + 1)
    shown = "".join(f'<p:sldId id="{250 + n}" r:id="slide_{n}"/>' for n in order or numbers)
    made: dict[str, str | bytes] = {
        "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
        "ppt/presentation.xml": f"<p:presentation {NAMESPACES}>{shown}</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations(
            **{f"slide_{n}": f"slides/slide{n}.xml" for n in numbers}
        ),
    }
    for n, content in zip(numbers, contents, strict=True):
        made[f"ppt/slides/slide{n}.xml"] = f"<p:sld {NAMESPACES}><p:cSld>{content}</p:cSld></p:sld>"
        made[f"ppt/slides/_rels/slide{n}.xml.rels"] = relations(notesSlide=f"../notesSlides/notes{n}.xml")
        made[f"ppt/notesSlides/notes{n}.xml"] = (
            f"<p:notes {NAMESPACES}><a:p><a:r><a:t>Ghi chú {n}</a:t></a:r></a:p></p:notes>"
        )
    return archive(made)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def opendocument(body: str, kind: str = "text", styles: str = "", manifest: str = "") -> bytes:
    names = " ".join(
        f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("style", "style"),
        )
    )
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {names}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {names}><style:header><text:p>Đầu trang</text:p>"
            "</style:header></office:document-styles>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
    )


def pdf(*pages: bytes, font: str = "Helvetica", objects: dict[str, bytes] | None = None) -> bytes:
    """A PDF file; each page is its content stream, which may use the font /F and the picture /P."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    made = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /Resources "
        "<< /Font << /F 3 0 R >> /XObject << /P 4 0 R >> >> /MediaBox [0 0 500 500] >>".encode(),
        3: f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode(),
        4: _stream(
            b"\0",
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    }
    for n, content in enumerate(pages):
        made[10 + 2 * n] = f"<< /Type /Page /Parent 2 0 R /Contents {11 + 2 * n} 0 R >>".encode()
        made[11 + 2 * n] = _stream(content)
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in made.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start, size = len(out), max(made) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d %05d %s \n" % (
            places.get(number, 0),
            0 if number in places else 65535,
            b"n" if number in places else b"f",
        )
    return bytes(out) + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, start)


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def drawn(text: str) -> bytes:
    """A content stream that writes one line in the font /F."""
    return b"BT /F 12 Tf 50 400 Td (%s) Tj ET" % text.encode("cp1252")
