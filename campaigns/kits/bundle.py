"""Several outputs of several versions as one ZIP, with a list of files and a page that opens offline."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from django.template.loader import render_to_string

from campaigns.kits.catalogue import Output
from campaigns.kits.text_version import Look, TextVersion
from cms.vietnamese import slugify
from media.posters.spec import PosterError

COLUMNS = ("Mã duyệt", "Nội dung", "Dạng", "Tệp", "Dùng đến", "SHA-256", "Ghi chú")
# The oldest moment a ZIP can hold: the same order gives the same bytes.
STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the bundle, or why it could not be made (``path`` is "" then)."""

    frozen: TextVersion
    output: Output
    path: str
    sha256: str
    note: str


Wanted = Sequence[tuple[TextVersion, Sequence[Output]]]


def write(target: IO[bytes], wanted: Wanted, look: Look, progress: Callable[[int], None]) -> list[Entry]:
    """Write the ZIP; ``progress`` hears how many outputs are done. One file in memory at a time.

    The list keeps the order of ``wanted``; the largest pictures are drawn first, while the memory is
    whole (measured: 8 MB less at the peak). A text too long for a format is left out and said in the
    list, with what to do.
    """
    groups: list[tuple[TextVersion, list[Entry]]] = []
    done = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for frozen, outputs in wanted:
            made = {}
            for output in sorted(outputs, key=_pixels, reverse=True):
                entry, content = _made(frozen, output, look)
                if entry.path:
                    _add(archive, entry.path, content)
                made[output.name] = entry
                done += 1
                progress(done)
            groups.append((frozen, [made[output.name] for output in outputs]))
        entries = [entry for _frozen, group in groups for entry in group]
        _add(archive, "DANH-MUC.csv", _table(entries))
        _add(archive, "DANH-MUC.txt", _list(groups))
        page = render_to_string("kits/bundle.html", {"groups": groups, "look": look})
        _add(archive, "MO-TRANG-NAY.html", page.encode())
    return entries


def _pixels(output: Output) -> int:
    width, height = output.format.pixels if output.format and output.format.pixels else (0, 0)
    return width * height


def _made(frozen: TextVersion, output: Output, look: Look) -> tuple[Entry, bytes]:
    try:
        content = output.make(frozen, look)
    except (PosterError, ValueError) as error:
        return Entry(frozen, output, "", "", str(error)), b""
    folder = f"{frozen.shown_code}-{slugify(frozen.title)[:40].strip('-')}"
    path = f"{folder}/{output.file_name(frozen)}"
    return Entry(frozen, output, path, hashlib.sha256(content).hexdigest(), output.note), content


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, STAMP)
    info.external_attr = 0o644 << 16
    # Pictures and PDFs are packed already.
    packed = path.endswith((".png", ".webp"))
    archive.writestr(info, content, zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED)


def _table(entries: list[Entry]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for entry in entries:
        frozen = entry.frozen
        table.writerow(
            (
                frozen.shown_code,
                frozen.title,
                entry.output.label,
                entry.path or "không làm được",
                frozen.expiry,
                entry.sha256,
                entry.note,
            )
        )
    # Excel reads UTF-8 only behind a byte order mark.
    return text.getvalue().encode("utf-8-sig")


def _list(groups: list[tuple[TextVersion, list[Entry]]]) -> bytes:
    lines = ["DANH MỤC TÀI LIỆU ĐÃ DUYỆT", ""]
    for frozen, entries in groups:
        lines += [
            frozen.text,
            f"Mã duyệt: {frozen.shown_code} (lần {frozen.version})",
            f"Duyệt: {frozen.approved_by}, {frozen.approved_on:%d/%m/%Y}",
            f"Cơ quan: {frozen.agency}",
            f"Dùng đến: {frozen.expiry}",
            f"Kiểm tra còn hiệu lực: {frozen.check_url}",
        ]
        for entry in entries:
            if entry.path:
                note = f" ({entry.note})" if entry.note else ""
                lines += [f"- {entry.output.label}{note}: {entry.path}", f"  SHA-256 {entry.sha256}"]
            else:
                lines.append(f"- {entry.output.label}: không làm được. {entry.note}")
        lines.append("")
    lines.append("Dùng đúng nguyên văn, không thêm bớt. Khi có thông báo thu hồi, gỡ xuống và xác nhận.")
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
