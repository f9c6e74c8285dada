"""Documents are judged by content; nothing that runs, nothing that unpacks to gigabytes is taken."""

from io import BytesIO

import pytest

from media.intake import documents
from media.intake.documents import require_document
from media.intake.refusals import UnacceptableFileError
from tests.media.made_files import office, open_document, packed, pdf, picture, replaced, word

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
PROGRAM = b"MZ\x90\0\3\0\0\0" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SRT = "1\n00:00:01,000 --> 00:00:04,000\nGọi 111\n".encode()
VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\nG\n"
TEMPLATE = (
    b'<Relationships><Relationship Type="x/attachedTemplate" TargetMode="External" '
    b'Target="http://192.0.2.1/a.dotm"/></Relationships>'
)
WHOLE = {
    "pdf": pdf(),
    "docx": word(),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document(),
    "txt": "Kế hoạch số 12".encode(),
    "csv": "a;b\n1;2".encode("utf-16"),
    "zip": packed(("kế hoạch.pdf", b"%PDF")),
    "srt": SRT,
    "vtt": VTT,
}


def refusal(content: bytes, extension: str) -> str:
    """Why the document is refused; "" when it is taken."""
    try:
        require_document(BytesIO(content), f"tệp.{extension}", extension)
    except UnacceptableFileError as error:
        assert f"tệp.{extension}" in error.message
        return str(error.code)
    return ""


@pytest.mark.parametrize("extension", WHOLE)
def test_a_whole_document_is_taken(extension: str) -> None:
    assert refusal(WHOLE[extension], extension) == ""


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "pptx", "odt", "zip", "txt", "csv", "vtt"])
@pytest.mark.parametrize("content", [PROGRAM, picture("PNG"), OLE], ids=["program", "picture", "old office"])
def test_another_kind_is_refused(extension: str, content: bytes) -> None:
    assert refusal(content, extension) in ("mislabelled", "encoding")


@pytest.mark.parametrize("extension", ["pdf", "docx", "odt", "txt", "srt", "vtt"])
def test_a_web_page_is_refused(extension: str) -> None:
    assert refusal(HTML, extension) == "mislabelled"


@pytest.mark.parametrize("extension", ["docx", "xlsx", "odt", "zip"])
def test_one_container_is_not_another(extension: str) -> None:
    assert refusal(WHOLE["pptx" if extension != "zip" else "pdf"], extension) == "mislabelled"


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "pptx", "odt", "zip"])
def test_a_cut_document_is_refused(extension: str) -> None:
    content = WHOLE[extension]
    assert refusal(content[: len(content) // 2], extension) == "broken"


@pytest.mark.parametrize(
    "entries",
    [
        {"word/vbaProject.bin": b"x"},
        {"word/activeX/activeX1.bin": b"x"},
        {"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"},
        {"word/_rels/settings.xml.rels": TEMPLATE},
    ],
    ids=["macro", "control", "content type", "template from the network"],
)
def test_macros_in_a_word_file_are_refused(entries: dict[str, bytes]) -> None:
    assert refusal(replaced(word(), entries), "docx") == "macros"


def test_macros_in_an_open_document_are_refused() -> None:
    assert refusal(replaced(open_document(), {"Basic/Standard/a.xml": b"x"}), "odt") == "macros"


@pytest.mark.parametrize("name", ["cai-dat.exe", "thu/mo.JS", "anh.jpg.lnk"])
def test_programs_in_an_archive_are_refused(name: str) -> None:
    assert refusal(packed((name, b"x")), "zip") == "program"


@pytest.mark.parametrize("extension", ["docx", "xlsx", "odt", "zip"])
def test_what_unpacks_to_too_much_is_refused(extension: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_UNPACKED", 200_000)
    bomb = replaced(WHOLE[extension], {"word/media/a.bin": bytes(300_000)})
    assert len(bomb) < 50_000 and refusal(bomb, extension) == "too_large"


def test_a_large_index_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_MAX_INDEX", 100)
    assert refusal(word(), "docx") == "too_large"


def test_a_text_may_begin_like_another_file() -> None:
    for text in ("BM nông nghiệp", "MZ 111", "ID3 ngày", "GIF89a là gì"):
        assert refusal(text.encode(), "txt") == ""
    assert refusal("Kế hoạch".encode("utf-16-le"), "txt") == ""
    assert refusal("Phßng chèng mua b¸n ng­êi".encode("latin-1"), "txt") == ""
