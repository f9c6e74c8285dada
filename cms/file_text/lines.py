"""Builds the lines of a text from paragraphs and tables as they come, nested to any depth."""

from itertools import groupby

from cms.legacy_fonts import from_font


class Lines:
    """Lines that are complete: paragraphs, and rows of tables.

    A row whose cells have one line each is one line with a tab between the cells; a row with more keeps
    the lines of its cells one below the other, as in the head of an official document.
    """

    def __init__(self) -> None:
        self._done: list[str] = []
        # For each open row its cells so far; an open cell is a list of its lines.
        self._rows: list[list[list[str]]] = []
        self._cells: list[list[str]] = []

    def add(self, line: str) -> None:
        """Take a paragraph that has ended, with the line breaks inside it."""
        target = self._cells[-1] if self._cells else self._done
        target += [part for part in map(str.strip, line.split("\n")) if part]

    def open_row(self) -> None:
        self._rows.append([])

    def open_cell(self) -> None:
        self._cells.append([])

    def close_cell(self, *, is_covered: bool = False) -> None:
        """End a cell; one that a merged cell covers is not shown, so its words are left out."""
        lines = self._cells.pop() if self._cells else []
        if self._rows and lines and not is_covered:
            self._rows[-1].append(lines)

    def close_row(self) -> None:
        cells = self._rows.pop() if self._rows else []
        if all(len(lines) == 1 for lines in cells):
            self.add("\t".join(lines[0] for lines in cells))
        else:
            for line in (line for lines in cells for line in lines):
                self.add(line)

    def take(self) -> list[str]:
        """The lines that are complete since the last call; none while a table is open."""
        if self._rows or self._cells:
            return []
        done, self._done = self._done, []
        return done


def joined_runs(runs: list[tuple[str, str]]) -> str:
    """The text of a paragraph from its (font, text) runs, each run in an old font decoded.

    Neighbours in one font are decoded together: VNI may write a letter in one run and its mark in the next.
    """
    groups = groupby(runs, key=lambda run: run[0])
    return "".join(from_font("".join(text for _font, text in group), font) for font, group in groups)
