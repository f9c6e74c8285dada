"""The words of Excel files, by openpyxl, row by row."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

from cms.file_text.archives import MAX_PART, Archive
from cms.file_text.fonts import Fonts
from cms.file_text.office import main_part, read_part
from cms.file_text.states import TooLargeError
from cms.legacy_fonts import from_font


def read_sheets(file: BinaryIO) -> Iterator[str]:
    """The lines of a workbook: the name of each sheet and its rows, then text boxes and charts."""
    archive = Archive(file)
    if any(archive.size(name) > MAX_PART for name in archive.names if name.endswith(".xml")):
        raise TooLargeError
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False, rich_text=True)
    for sheet in book.worksheets:
        # What the file says of its size may be wrong, and cuts off rows then.
        sheet.reset_dimensions()
        yield sheet.title
        for row in sheet.iter_rows():
            cells = [text for text in map(_cell_text, row) if text]
            if cells:
                yield "\t".join(cells)
    fonts = Fonts(archive, main_part(archive))
    for part in archive.names:
        if part.startswith(("xl/drawings/drawing", "xl/charts/chart", "xl/diagrams/data")):
            yield from read_part(archive, part, fonts)


def _cell_text(cell: Any) -> str:
    value = cell.value
    if value is None or value == "":
        return ""
    if isinstance(value, CellRichText):
        font = _font_of(cell)
        return "".join(
            from_font(part.text, part.font.rFont or font)
            if isinstance(part, TextBlock)
            else from_font(part, font)
            for part in value
        ).strip()
    if isinstance(value, str):
        return from_font(value, _font_of(cell)).strip()
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    # Numbers as a sheet shows them: without the noise of binary fractions.
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _font_of(cell: Any) -> str:
    return str(getattr(cell.font, "name", "") or "")
