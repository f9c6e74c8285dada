"""The words of OpenDocument files: texts, spreadsheets and presentations."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from cms.file_text.archives import Archive
from cms.file_text.fonts import attribute
from cms.file_text.lines import Lines, joined_runs
from cms.file_text.states import LockedError

_PARAGRAPHS = ("p", "h")
_LEFT_OUT = ("tracked-changes", "annotation", "deletion", "forms")
# Descriptions of pictures; fields of a text have the same names.
_SVG = "svg-compatible"
_TAGS = [*_PARAGRAPHS, "table-row", "table-cell", "covered-table-cell", *_LEFT_OUT]


class _Styles:
    """Fonts by the names of styles, which hand them down."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._fonts: dict[str, tuple[str, str]] = {}
        for root in roots:
            for style in () if root is None else root.iterfind(".//{*}style"):
                properties = style.find("{*}text-properties")
                font = attribute(properties, "font-name") or attribute(properties, "font-family")
                self._fonts[attribute(style, "name")] = (attribute(style, "parent-style-name"), font)

    def font(self, style: str) -> str:
        seen: set[str] = set()
        while style in self._fonts and style not in seen:
            seen.add(style)
            style, font = self._fonts[style]
            if font:
                return font.strip("'\"")
        return ""


def read_opendocument(file: BinaryIO) -> Iterator[str]:
    """The lines of the file, then those of its headers and footers."""
    archive = Archive(file)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise LockedError
    shared = archive.xml("styles.xml")
    styles = _Styles(shared, _automatic_styles(archive))
    yield from _read_part(archive, "content.xml", styles)
    if shared is not None:
        yield from dict.fromkeys(_read_part(archive, "styles.xml", styles))


def _automatic_styles(archive: Archive) -> etree._Element | None:
    """The styles that stand before the text, without reading the text."""
    if "content.xml" not in archive.names:
        return None
    for event, element in archive.events("content.xml", ["automatic-styles"]):
        if event == "end":
            return element
    return None


def _read_part(archive: Archive, part: str, styles: _Styles) -> Iterator[str]:
    if part not in archive.names:
        return
    lines = Lines()
    # The element whose content is passed over: left out, or a paragraph that is read when it is complete.
    inside: etree._Element | None = None
    for event, element in archive.events(part, _TAGS):
        name = etree.QName(element).localname
        if inside is None and event == "start" and name in (*_LEFT_OUT, *_PARAGRAPHS):
            inside = element
        elif inside is not None and element is inside:
            inside = None
            # Notes and text boxes stand inside their paragraph and are read with it.
            for runs in _paragraphs(element, styles, "") if name in _PARAGRAPHS else ():
                lines.add(joined_runs(runs))
            element.clear(keep_tail=False)
        elif inside is None:
            _table_event(lines, event, name)
        if inside is None and event == "end":
            yield from lines.take()
    yield from lines.take()


def _table_event(lines: Lines, event: str, name: str) -> None:
    if name == "table-row":
        lines.open_row() if event == "start" else lines.close_row()
    elif event == "start":
        lines.open_cell()
    else:
        lines.close_cell(is_covered=name == "covered-table-cell")


def _paragraphs(paragraph: etree._Element, styles: _Styles, font: str) -> Iterator[list[tuple[str, str]]]:
    """The runs of a paragraph, after those of the paragraphs of boxes and notes inside it."""
    runs: list[tuple[str, str]] = []
    yield from _walk(paragraph, styles, styles.font(attribute(paragraph, "style-name")) or font, runs)
    yield runs


def _walk(
    element: etree._Element, styles: _Styles, font: str, runs: list[tuple[str, str]]
) -> Iterator[list[tuple[str, str]]]:
    runs.append((font, element.text or ""))
    for child in element:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in _PARAGRAPHS:
            yield from _paragraphs(child, styles, font)
        elif name == "s":
            runs.append((font, " " * min(int(attribute(child, "c") or 1), 100)))
        elif name in ("tab", "line-break"):
            runs.append((font, "\t" if name == "tab" else "\n"))
        elif name and name not in (*_LEFT_OUT, "note-citation") and _SVG not in child.tag:
            own = styles.font(attribute(child, "style-name")) if name == "span" else ""
            yield from _walk(child, styles, own or font, runs)
        runs.append((font, child.tail or ""))
