"""Letters that were typed or pasted wrongly: look-alikes, marks out of order, invisible characters.

Pure functions from text to text. ``repair`` mends what can be meant in one way only; ``changes`` also names
what a person has to decide (rules 100 and 101).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cms.letters import invisible, lookalikes, old_fonts
from cms.vietnamese import nfc, order_marks


class Kind(StrEnum):
    """The kinds of changes; ``repair`` never makes the last three."""

    INVISIBLE = "ky-tu-an"
    LETTER = "chu-giong-nhau"
    MARKS = "thu-tu-dau"
    SPACE = "dau-cach"
    OTHER_SCRIPT = "chu-khac-he"
    STRAY_MARK = "dau-thua"
    OLD_FONT = "phong-cu"


@dataclass(frozen=True, slots=True)
class Change:
    """A place in the NFC text: ``after`` replaces ``before``; ``is_sure`` when nothing else can be meant.

    ``start`` counts code points; ``after`` is ``None`` when it is unknown.
    """

    kind: Kind
    start: int
    before: str
    after: str | None
    is_sure: bool = True

    @property
    def end(self) -> int:
        return self.start + len(self.before)


_MARKS = "\u0300-\u036f"
_LETTERS = f"{lookalikes.STYLED}{''.join(lookalikes.TWINS)}"
_LINE_ENDS = "\x85\u2028\u2029"
_ODD = re.compile(
    f"[{invisible.CHARACTERS}{_LETTERS}{lookalikes.WIDE_SIGNS}{lookalikes.SPACES}{_LINE_ENDS}{_MARKS}"
    "₫\u00a1-\u00ff\u0370-\u058f]"
)
_WORD = re.compile(f"[^\\W\\d_](?:[^\\W\\d_]|[{_MARKS}])*")
_CLUSTER = re.compile(f"[^\\W\\d_][{_MARKS}]+")
_HAN = re.compile("[\u3040-\u9fff\uac00-\ud7af]")
_SIGN = re.compile(
    f"(?P<styled>[{lookalikes.STYLED}]+)|(?P<wide>[{lookalikes.WIDE_SIGNS}]+)|(?P<space>[{lookalikes.SPACES}])"
    f"|(?P<line>[{_LINE_ENDS}])|(?P<currency>₫(?=[^\\W\\d_]))"
)
_STRAY = re.compile(f'(?:^|(?<=[\\s\\d.,;:!?()“”"<>]))[{_MARKS}]+')


def repair(text: str) -> tuple[str, list[Change]]:
    """The NFC text with all sure changes made, and those changes.

    Lines in an old font stay as they are, since their letters mean others. A position is that in the text
    after the changes of earlier kinds.
    """
    text = nfc(text)
    made: list[Change] = []
    if not _ODD.search(text):
        return text, made
    # Each stage sees the words that the one before has put together.
    for stage in (_invisible, _signs, _marks, _twins):
        found = [change for change in _outside_old_fonts(text, stage(text)) if change.is_sure]
        for change in reversed(found):
            text = text[: change.start] + (change.after or "") + text[change.end :]
        made += found
        text = nfc(text)
    return text, made


def changes(text: str) -> list[Change]:
    """All that ``repair`` would change in the text and all that a person has to decide, in reading order."""
    text = nfc(text)
    if not _ODD.search(text):
        return []
    found = [
        change for stage in (_invisible, _signs, _marks, _twins, _other_scripts) for change in stage(text)
    ]
    old = [
        Change(Kind.OLD_FONT, line.start, text[line.start : line.end], line.decoded, is_sure=False)
        for line in old_fonts.find(text)
    ]
    return sorted([*_outside_old_fonts(text, found), *old], key=lambda change: change.start)


def _outside_old_fonts(text: str, found: Iterable[Change]) -> list[Change]:
    found = list(found)
    lines = old_fonts.find(text) if found else []
    return [change for change in found if not any(line.start <= change.start < line.end for line in lines)]


def _invisible(text: str) -> Iterator[Change]:
    for at in invisible.positions(text):
        yield Change(Kind.INVISIBLE, at, text[at], "")


def _signs(text: str) -> Iterator[Change]:
    """Letters in another dress, spaces of another width, line ends of other programs."""
    has_han = _HAN.search(text) is not None
    for match in _SIGN.finditer(text):
        sign, at = match.group(), match.start()
        if match["space"]:
            yield Change(Kind.SPACE, at, sign, " ")
        elif match["line"]:
            yield Change(Kind.SPACE, at, sign, "\n")
        elif match["currency"]:
            yield Change(Kind.LETTER, at, sign, "đ")
        elif match["styled"] or not has_han:
            yield Change(Kind.LETTER, at, sign, lookalikes.plain(sign))


def _marks(text: str) -> Iterator[Change]:
    for match in _CLUSTER.finditer(text):
        ordered = order_marks(match.group())
        if ordered != match.group():
            yield Change(Kind.MARKS, match.start(), match.group(), ordered)
        elif lookalikes.is_vowel(match.group()):
            yield Change(Kind.STRAY_MARK, match.start(), match.group(), None, is_sure=False)
    for match in _STRAY.finditer(text):
        yield Change(Kind.STRAY_MARK, match.start(), match.group(), None, is_sure=False)


def _twins(text: str) -> Iterator[Change]:
    for match in _WORD.finditer(text):
        word = match.group()
        if not lookalikes.has_twins(word):
            continue
        mended = lookalikes.mend_twins(word)
        if mended is None:
            yield Change(Kind.LETTER, match.start(), word, lookalikes.with_own_letters(word), is_sure=False)
        else:
            yield Change(Kind.LETTER, match.start(), word, mended)


def _other_scripts(text: str) -> Iterator[Change]:
    script_is_used = lookalikes.uses_other_script(text)
    for match in _WORD.finditer(text):
        latin = lookalikes.latin_of(match.group(), script_is_used)
        if latin is not None:
            yield Change(Kind.OTHER_SCRIPT, match.start(), match.group(), latin, is_sure=False)
