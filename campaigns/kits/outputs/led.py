"""LED boards: the approved words on one line."""

import re
from itertools import pairwise

from cms.vietnamese import nfc

BOM = b"\xef\xbb\xbf"


_ROWS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.,;:!?…–—-][”’\"')\]»]*\Z")
_BEGINS = re.compile(r"[-–—•+*·]\s")


def line(text: str) -> str:
    """The text on one line: a dash stands where a line ended without a sign that can be read.

    Every other run of white space is one space, nothing else changes.
    """
    rows = [row for row in (" ".join(row.split()) for row in _ROWS.split(nfc(text))) if row]
    joined = rows[:1]
    for before, row in pairwise(rows):
        joined.append(row if _ENDED.search(before) or _BEGINS.match(row) else f"– {row}")
    return " ".join(joined)


def led_file(text: str) -> bytes:
    """A text file with that one line, UTF-8 with a byte order mark, no line end.

    The programs that feed LED controllers run on Windows and decode a file without the mark by the
    system's code page, which has no ắ or ữ. A line end would scroll as an empty second line. The approval
    code is in the name of the file and in DANH-MUC, not in the text.
    """
    return BOM + line(text).encode("utf-8", errors="replace")
