"""Breaks a text into balanced lines at the largest size that fits; lengths in em unless named mm."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from cms import line_breaks
from media.posters.typesetting import widths

MAX_LINES = 24
DESCENT = 0.25  # of ợ, the deepest letter
_BREAKS = re.compile(r"[^\S\u00a0\u202f\u2007]+")  # white space without no-break spaces
_ROWS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_CLOSING = re.compile(r"[.,;:!?…–—-][”’\")\]»]*$")
# Words that belong to the next one; a line should not end with them.
_LEANING = frozenset(
    re.findall(
        r"\w+",
        "bị bởi các cho có cùng của do đã đang để được hãy khi không là lên mỗi một mọi những nếu ở phải "
        "qua ra sẽ sự tại theo thì toàn trên trong từ tới và vào về vì với việc đừng",
    )
)
_OPENING = frozenset(("và", "hoặc", "là", "nhưng", "để", "vì", "do", "không", "hãy", "của", "trong"))
_SIDEWAYS = frozenset("-–—/+&")
_MAX_SYLLABLE_LENGTH = 7  # "nghiêng"; a longer last word is foreign and may be alone on a line
# Share of the largest size that may be used for better breaks, and the costs of uneven lines and of a
# smaller size, where a bad break costs 0.9. Tuned on the demo slogans: fewest lines that end on a leaning
# word, no line under half of the widest.
_FREEDOM = (1.0, 0.93, 0.86, 0.79, 0.72, 0.65)
_RAGGED, _SMALLER = 8.0, 1.2
_ALONE = 5.0  # a single syllable on a line
_UNEVEN = 1.0  # a line under half of the widest, or lines that fill under three quarters of it
_INFINITE = math.inf


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines with their size (mm to the em), ``ascent`` and ``lead`` (em) and the widest ``width_mm``."""

    lines: tuple[str, ...]
    size_mm: float
    width_mm: float
    ascent: float
    lead: float

    @property
    def height_mm(self) -> float:
        return self.size_mm * (self.ascent + self.lead * (len(self.lines) - 1) + DESCENT)


def words_of(text: str) -> list[str]:
    """The words of the text; a no-break space does not separate words."""
    return [word for word in _BREAKS.split(text) if word]


def rows_of(text: str) -> str:
    """The text with single spaces, and one line feed where its author began a new line."""
    return "\n".join(row for row in (" ".join(words_of(row)) for row in _ROWS.split(text)) if row)


def _rows(text: str) -> tuple[float, float]:
    """(ascent, lead), larger for texts that have capitals with marks."""
    tall = [char.isupper() and len(unicodedata.normalize("NFD", char)) > 1 for char in text]
    first = text.find(" ") if " " in text else len(text)
    return (1.16 if any(tall) else 0.96), (1.38 if any(tall[first:]) else 1.22)


@dataclass(frozen=True)
class Paragraph:
    """A measured text: pieces that are not broken, their widths and the cost of breaking after each.

    ``forced`` are the numbers of pieces after which a line ends, because the author ended it there.
    """

    pieces: tuple[str, ...]
    widths: tuple[float, ...]
    costs: tuple[float, ...]  # costs[i]: of ending a line after piece i
    forced: frozenset[int]
    space: float
    ascent: float
    lead: float
    narrowest: tuple[float, ...]  # narrowest[k - 1]: the widest line of the best break into k lines

    def line(self, start: int, end: int) -> float:
        return sum(self.widths[start:end]) + self.space * (end - start - 1)

    def height(self, lines: int) -> float:
        return self.ascent + self.lead * (lines - 1) + DESCENT

    def largest(self, width: float, height: float, max_size: float) -> list[float]:
        """The largest sizes (mm) for one line, two lines and so on in a box (mm)."""
        return [
            min(max_size, width / narrow, height / self.height(count))
            for count, narrow in enumerate(self.narrowest, start=1)
        ]


def _unbreakable(words: list[str]) -> list[bool]:
    """For each gap between two words, whether a line must not end there."""
    text = " ".join(words)
    gaps = [at for at, char in enumerate(text) if char == " "]
    unbreakable: set[int] = set()
    at = 0
    for part, together in line_breaks.units(text):
        unbreakable.update(range(at, at + len(part)) if together else ())
        at += len(part)
    answer = [at in unbreakable for at in gaps]
    for gap, (_left, right) in enumerate(pairwise(words)):
        # A line never begins with a dash or sign, and the last syllable is never alone.
        last = gap == len(words) - 2
        if right in _SIDEWAYS or (last and len(right.strip(".!?…”’\"'")) <= _MAX_SYLLABLE_LENGTH):
            answer[gap] = True
    return answer


def _cost(before: str, left: str, right: str) -> float:
    """Cost of ending a line after ``left``: none at a pause, high after a leaning word or past a pause."""
    last, first = left.rpartition(" ")[2].casefold(), right.partition(" ")[0].casefold()
    if _CLOSING.search(last):
        return 0.0
    cost = 0.9 if last in _LEANING else 0.12 if first in _OPENING else 0.3
    return cost + (0.6 if _CLOSING.search(before) else 0)


def _narrowest(widths: tuple[float, ...], space: float, forced: frozenset[int]) -> tuple[float, ...]:
    """The least possible width of the widest line, for 1, 2 … lines."""
    count = len(widths)
    ends = [0.0]
    for width in widths:
        ends.append(ends[-1] + width + space)
    first = min(forced, default=count)
    best = [ends[end] - space if end <= first else _INFINITE for end in range(1, count + 1)]
    answer = [best[-1]]
    for lines in range(2, min(count, MAX_LINES) + 1):
        row = [_INFINITE] * count
        for end in range(lines - 1, count):
            for start in range(end, lines - 2, -1):
                last = ends[end + 1] - ends[start] - space
                row[end] = min(row[end], max(best[start - 1], last))
                if last >= row[end] or start in forced:
                    break
        best = row
        answer.append(best[-1])
    return tuple(answer)


@lru_cache(maxsize=256)
def paragraph(text: str, bold: bool = True) -> Paragraph:
    """The measured text, cached; a line feed in it ends a line."""
    rows = [words_of(row) for row in text.split("\n")]
    words = [word for row in rows for word in row]
    unbreakable = [gap for row in rows for gap in (False, *_unbreakable(row))]
    begins = {sum(map(len, rows[:row])) for row in range(1, len(rows))}
    # Combining marks alone have no width, and sizes are divided by the width.
    advance = {
        word: max(0.05, pair.bold if bold else pair.regular) for word, pair in widths([*words, " "]).items()
    }
    pieces: list[str] = []
    lengths: list[float] = []
    forced = set()
    for at, word in enumerate(words):
        if at in begins:
            forced.add(len(pieces))
        if unbreakable[at]:
            pieces[-1] += f" {word}"
            lengths[-1] += advance[" "] + advance[word]
        else:
            pieces.append(word)
            lengths.append(advance[word])
    ascent, lead = _rows(" ".join(words))
    return Paragraph(
        pieces=tuple(pieces),
        widths=tuple(lengths),
        costs=tuple(_cost(*three) for three in zip(["", *pieces], pieces, pieces[1:], strict=False)),
        forced=frozenset(forced),
        space=advance[" "],
        ascent=ascent,
        lead=lead,
        narrowest=_narrowest(tuple(lengths), advance[" "], frozenset(forced)),
    )


def _broken(par: Paragraph, lines: int, limit: float) -> tuple[float, list[int]] | None:
    """(cost, ends of lines) of the cheapest break into exactly this many lines within ``limit``."""
    count = len(par.pieces)
    mean = par.line(0, count) / lines
    table: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for row in range(1, lines + 1):
        here: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in table[-1].items():
            width = -par.space
            for end in range(start + 1, count - (lines - row) + 1):
                width += par.space + par.widths[end - 1]
                if width > limit or (end - 1 > start and end - 1 in par.forced):
                    break
                if row == lines and end < count:
                    continue
                total = cost + _RAGGED * ((mean - width) / mean) ** 2
                total += par.costs[end - 1] if end < count and end not in par.forced else 0
                if lines > 1 and end == start + 1 and " " not in par.pieces[start]:
                    total += _ALONE
                if end not in here or total < here[end][0]:
                    here[end] = (total, start)
        table.append(here)
    if count not in table[-1]:
        return None
    ends, at = [], count
    for row in range(lines, 0, -1):
        ends.append(at)
        at = table[row][at][1]
    return table[-1][count][0], ends[::-1]


def set_lines(
    par: Paragraph, width: float, height: float, min_size: float, max_size: float
) -> Setting | None:
    """The best setting in a box (mm) between two sizes (mm), ``None`` when none is large enough.

    The size may be up to a third below the largest when that gives better line breaks.
    """
    sizes = par.largest(width, height, max_size)
    largest = max(sizes)
    if largest < min_size:
        return None
    best: tuple[float, Setting] | None = None
    for count, size in enumerate(sizes, start=1):
        for freedom in _FREEDOM:
            if size * freedom < max(min_size, largest * _FREEDOM[-1]):
                continue
            broken = _broken(par, count, width / (size * freedom) * (1 + 1e-9))
            if broken is None:
                continue
            cost, ends = broken
            starts = [0, *ends[:-1]]
            lengths = [par.line(start, end) for start, end in zip(starts, ends, strict=True)]
            widest = max(lengths)
            final = min(max_size, width / widest, height / par.height(count))
            score = cost / max(1, count - 1) ** 0.8 + _SMALLER * (1 - final / largest)
            uneven = min(lengths) < widest / 2 or sum(lengths) < 0.75 * widest * count
            score += _UNEVEN if uneven else 0
            if best is None or score < best[0] - 1e-9:
                lines = tuple(" ".join(par.pieces[a:b]) for a, b in zip(starts, ends, strict=True))
                best = score, Setting(lines, final, final * widest, par.ascent, par.lead)
    return best[1] if best else None
