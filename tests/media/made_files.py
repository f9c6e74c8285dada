"""Small files that are whole, broken or hostile, made by code."""

import struct
import wave
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document as WordDocument
from PIL import ExifTags, Image
from pypdf import PdfWriter

DEMO = Path(__file__).parents[2] / "campaigns/demo/media"
MP3 = (DEMO / "nhac-hieu-chung-tay.mp3").read_bytes()
MP4 = (DEMO / "dung-lai-hoi-ky-goi-111.mp4").read_bytes()
SECRET = b"Nha ba A 22.66,106.25"


def picture(kind: str, size: tuple[int, int] = (64, 32), **options: Any) -> bytes:
    buffer = BytesIO()
    made = Image.new("RGB", size, "red")
    made.paste("blue", (size[0] // 2, 0, *size))
    made.save(buffer, kind, **options)
    return buffer.getvalue()


def exif() -> Image.Exif:
    """The place where a picture was taken."""
    made = Image.Exif()
    made[ExifTags.Base.Make] = SECRET.decode()
    made.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (22.0, 40.0, 0.0), 3: "E", 4: (106.0, 15.0, 0.0)})
    return made


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims a size, whatever its data."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(data or bytes((width // 8 + 1) * height), 9))
    return b"\x89PNG\r\n\x1a\n" + header + body + chunk(b"IEND", b"")


def gif_of(frames: int) -> bytes:
    frame = b"\x2c" + bytes(4) + b"\1\0\1\0\0" + b"\2\2\x4c\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + frame * frames + b";"


def packed(*entries: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as made:
        for name, content in entries:
            made.writestr(name, content)
    return buffer.getvalue()


def word(text: str = "Kế hoạch", **properties: str) -> bytes:
    """A Word file; its author is the program's unless ``properties`` say otherwise."""
    document = WordDocument()
    document.add_paragraph(text)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def replaced(content: bytes, entries: dict[str, bytes]) -> bytes:
    """The zip file with entries added or replaced."""
    old = ZipFile(BytesIO(content))
    kept = [(name, old.read(name)) for name in old.namelist() if name not in entries]
    return packed(*kept, *entries.items())


def office(extension: str) -> bytes:
    """The least that a file of Office needs to be taken for one."""
    kind = {"xlsx": "spreadsheetml.sheet", "pptx": "presentationml.presentation"}[extension]
    folder = {"xlsx": "xl", "pptx": "ppt"}[extension]
    types = f'<Types><Override ContentType="application/x.{kind}.main+xml"/></Types>'
    return packed(("[Content_Types].xml", types.encode()), (f"{folder}/main.xml", b"<a/>"))


def open_document(kind: str = "text") -> bytes:
    mark = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed(("mimetype", mark), ("content.xml", b"<a/>"))


def pdf(**details: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if details:
        writer.add_metadata({f"/{name}": value for name, value in details.items()})
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def wav() -> bytes:
    buffer = BytesIO()
    with wave.open(buffer, "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(8000)
        made.writeframes(bytes(range(200)) * 4)
    return buffer.getvalue()


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def ogg(*comments: bytes) -> bytes:
    """An Opus stream of three packets; the pages have no checksums."""
    tags = b"OpusTags" + struct.pack("<I", 3) + b"abc" + struct.pack("<I", len(comments))
    tags += b"".join(struct.pack("<I", len(one)) + one for one in comments)
    packets = (b"OpusHead" + bytes(11), tags, b"\xfcsound")
    return b"".join(_page(number, packet) for number, packet in enumerate(packets))


def _page(number: int, packet: bytes) -> bytes:
    sizes = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = b"OggS\0\0" + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number) + bytes(4)
    return head + bytes([len(sizes)]) + sizes + packet


def element(kind: str, *parts: bytes) -> bytes:
    """An element of WebM; its kind is given in hexadecimal digits."""
    body = b"".join(parts)
    return bytes.fromhex(kind) + (len(body) | 1 << 28).to_bytes(4) + body


def webm(*extra: bytes, title: bytes = SECRET) -> bytes:
    header = element("1a45dfa3", element("4282", b"webm"))
    info = element("1549a966", element("7ba9", title), element("4461", bytes(8)))
    tracks = element("1654ae6b", element("ae", b"\x83\x81\x01"))
    return header + element("18538067", info, tracks, element("1f43b675", b"\xe7\x81\x00"), *extra)
