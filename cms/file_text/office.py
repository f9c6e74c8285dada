"""The words of Word and PowerPoint files, in the order of the file, read without their tree in memory.

Elements are told by their local names: those of a text are the same in WordprocessingML, in the DrawingML
of slides and text boxes, and in the strict and the transitional form of both.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from cms.file_text.archives import Archive
from cms.file_text.fonts import Fonts, attribute, is_on
from cms.file_text.lines import Lines, joined_runs

# What a tracked change has removed, and the properties a thing had before one.
_REMOVED = {"del", "moveFrom", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange"}
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
_TAGS = [
    *_REMOVED,
    *_BREAKS,
    *("Choice", "Fallback", "p", "r", "fld", "rPr", "pPr", "t", "v", "textpath"),
    *("tbl", "tr", "tc", "tcPr"),
]
# Kinds of related parts with words of their own, in the order in which they follow the text.
_WORD_PARTS = ("footnotes", "endnotes", "header", "footer")
_DRAWN_PARTS = ("diagramData", "chart")


class _Reader:
    """Collects the lines of one part from the starts and ends of its elements."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self.lines = Lines()
        self._paragraphs: list[list[tuple[str, str]]] = []
        self._styles: list[str] = []
        self._font: list[str] = []
        self._covered: list[bool] = []
        # A paragraph whose end was deleted goes on in the next.
        self._pending: list[tuple[str, str]] = []
        self._joins_next = False
        self._hidden = False

    def start(self, name: str, element: etree._Element) -> None:
        if name == "p":
            self._paragraphs.append(self._pending)
            self._styles.append(self._fonts.default_style)
            self._pending, self._joins_next = [], False
        elif name in ("r", "fld"):
            self._hidden = False
            self._font.append(self._fonts.of_styles(self._styles[-1] if self._styles else ""))
        elif name == "tr":
            self.lines.open_row()
        elif name == "tc":
            self.lines.open_cell()
            # The cells that a merged one covers: an attribute in slides, a property in Word.
            self._covered.append(attribute(element, "hMerge") == "1" or attribute(element, "vMerge") == "1")
        elif name == "textpath":
            self._write(attribute(element, "string"))

    def end(self, name: str, element: etree._Element) -> None:
        if name == "t" or (name == "v" and _is_label(element)):
            self._write(element.text or "")
        elif name in _BREAKS:
            # Tabs of a ruler have the same name.
            if etree.QName(element.getparent()).localname in ("r", "p"):
                self._write(_BREAKS[name])
        elif name == "rPr":
            self._run_properties(element)
        elif name == "pPr" and self._styles:
            self._styles[-1] = attribute(element.find("{*}pStyle"), "val") or self._styles[-1]
            self._joins_next = element.find("{*}rPr/{*}del") is not None
        elif name in ("r", "fld") and self._font:
            self._font.pop()
            self._hidden = False
        elif name == "p" and self._paragraphs:
            self._end_paragraph()
        elif name == "tcPr":
            merged = element.find("{*}vMerge")
            if self._covered and merged is not None:
                self._covered[-1] = attribute(merged, "val") != "restart"
        elif name == "tc":
            self._flush()
            self.lines.close_cell(is_covered=self._covered.pop() if self._covered else False)
        elif name == "tr":
            self.lines.close_row()

    def _run_properties(self, element: etree._Element) -> None:
        if self._font and etree.QName(element.getparent()).localname in ("r", "fld"):
            style = attribute(element.find("{*}rStyle"), "val")
            paragraph = self._styles[-1] if self._styles else ""
            self._font[-1] = self._fonts.named(element) or self._fonts.of_styles(style, paragraph)
            self._hidden = is_on(element, "vanish")

    def _write(self, text: str) -> None:
        if text and not self._hidden:
            run = (self._font[-1] if self._font else "", text)
            if self._paragraphs:
                self._paragraphs[-1].append(run)
            else:
                # Charts hold words outside any paragraph.
                self.lines.add(joined_runs([run]))

    def _end_paragraph(self) -> None:
        self._styles.pop()
        runs = self._paragraphs.pop()
        if self._joins_next:
            self._pending = runs
        else:
            self.lines.add(joined_runs(runs))

    def _flush(self) -> None:
        self.lines.add(joined_runs(self._pending))
        self._pending = []

    def finish(self) -> list[str]:
        self._flush()
        return self.lines.take()


def read_part(archive: Archive, part: str, fonts: Fonts) -> Iterator[str]:
    """The lines of one part; nothing for a part that is not there."""
    if part not in archive.names:
        return
    reader = _Reader(fonts)
    skipped: etree._Element | None = None
    for event, element in archive.events(part, _TAGS):
        name = etree.QName(element).localname
        if skipped is not None:
            if element is skipped and event == "end":
                skipped = None
        elif event == "start" and _is_left_out(name, element):
            skipped = element
        elif event == "start":
            reader.start(name, element)
        else:
            reader.end(name, element)
        if event == "end" and name in ("p", "r", "tr", "tbl"):
            _forget(element)
            yield from reader.lines.take()
    yield from reader.finish()


def _is_left_out(name: str, element: etree._Element) -> bool:
    """Whether the element holds what was removed, or the copy of a text box for older programs."""
    if name in ("Choice", "Fallback"):
        return element.getprevious() is not None
    return name in _REMOVED


def _is_label(value: etree._Element) -> bool:
    """Whether a value of a chart is a word, not a number."""
    return any(etree.QName(parent).localname == "strCache" for parent in value.iterancestors())


def _forget(element: etree._Element) -> None:
    """Free what has been read; the element itself stays, its parent still counts on it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def main_part(archive: Archive) -> str:
    """The part that an Office file opens with; "" if it names none."""
    return next((part for _key, kind, part in archive.targets("") if kind == "officeDocument"), "")


def read_word(file: BinaryIO) -> Iterator[str]:
    """The lines of a Word file: body, notes, headers, footers, then charts and diagrams."""
    archive = Archive(file)
    main = main_part(archive)
    fonts = Fonts(archive, main)
    yield from read_part(archive, main, fonts)
    related = [(kind, part) for _key, kind, part in archive.targets(main)]
    seen: set[str] = set()
    for wanted in (*_WORD_PARTS, *_DRAWN_PARTS):
        for part in sorted({part for kind, part in related if kind == wanted}):
            for line in read_part(archive, part, fonts):
                # First page, left and right pages often have the same header.
                if wanted not in ("header", "footer") or line not in seen:
                    yield line
                seen.add(line)


def read_slides(file: BinaryIO) -> Iterator[str]:
    """The lines of a PowerPoint file: each slide with its charts, diagrams and notes, in their order."""
    archive = Archive(file)
    main = main_part(archive)
    fonts = Fonts(archive, main)
    slides = {key: part for key, kind, part in archive.targets(main) if kind == "slide"}
    root = archive.xml(main)
    order = [] if root is None else [attribute_in_relations(item) for item in root.iterfind(".//{*}sldId")]
    for slide in dict.fromkeys(slides[key] for key in order if key in slides):
        yield from read_part(archive, slide, fonts)
        for _key, kind, part in archive.targets(slide):
            if kind in (*_DRAWN_PARTS, "notesSlide"):
                yield from read_part(archive, part, fonts)


def attribute_in_relations(element: etree._Element) -> str:
    """The identifier of the relation an element points to; its other attribute "id" has no namespace."""
    return next((str(value) for key, value in element.items() if key.endswith("}id")), "")
