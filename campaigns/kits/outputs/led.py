"""LED boards: the approved words on one line."""

from cms.vietnamese import nfc

BOM = b"\xef\xbb\xbf"


def line(text: str) -> str:
    """The text on one line: every run of white space is one space, nothing else changes."""
    return " ".join(nfc(text).split())


def led_file(text: str) -> bytes:
    """A text file with that one line, UTF-8 with a byte order mark, no line end.

    The programs that feed LED controllers run on Windows and decode a file without the mark by the
    system's code page, which has no ắ or ữ. A line end would scroll as an empty second line. The approval
    code is in the name of the file and in DANH-MUC, not in the text.
    """
    return BOM + line(text).encode("utf-8", errors="replace")
