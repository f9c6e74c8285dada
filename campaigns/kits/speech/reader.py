"""A reader takes a piece of a text and gives the words for it; a list of readers reads the whole text."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Match = re.Match[str]

_TOKEN = re.compile(r"[^\W\d_]+|\d|[^\S\n]+|.", re.DOTALL)
_LEFT = 60  # characters of the text before a match that a reader looks at


@dataclass(frozen=True, slots=True)
class Reader:
    """A pattern and a function that gives the words for a match, or ``None`` when it is not meant.

    ``at`` are the kinds of character a match may begin with: "0" a digit, "A" a capital, "a" another letter,
    "-" a sign.
    """

    pattern: re.Pattern[str]
    words: Callable[[Match], str | None]
    at: str


def reads(
    pattern: str, flags: int = 0, at: str = "0Aa-"
) -> Callable[[Callable[[Match], str | None]], Reader]:
    """Make a reader of the decorated function."""
    return lambda words: Reader(re.compile(pattern, flags), words, at)


def left(match: Match) -> str:
    """The text just before a match."""
    return match.string[max(0, match.start() - _LEFT) : match.start()]


def right(match: Match) -> str:
    """The text just after a match."""
    return match.string[match.end() : match.end() + _LEFT]


def any_of(words: Iterable[str]) -> str:
    """A pattern of one of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def read(text: str, readers: Sequence[Reader]) -> str:
    """The text with the words of the first reader that knows each piece; what none knows stays.

    A piece is read once: no reader sees the words of another. They look at the text around their piece as
    it was written.
    """
    parts: list[str] = []
    at = 0
    was_read = False
    while at < len(text):
        match, words = _first(text, at, readers)
        if match is not None:
            words = _spaced(parts, _capital(words, match))
            at, was_read = match.end(), True
        else:
            token = _TOKEN.match(text, at)
            assert token is not None  # noqa: S101  the pattern matches any character
            words = _spaced(parts, token[0]) if was_read else token[0]
            at, was_read = token.end(), False
        parts.append(words)
    return "".join(parts)


def _first(text: str, at: int, readers: Sequence[Reader]) -> tuple[Match | None, str]:
    char = text[at]
    if char.isspace():
        return None, ""
    kind = "0" if char.isdigit() else "A" if char.isupper() else "a" if char.isalpha() else "-"
    for reader in readers:
        if kind not in reader.at:
            continue
        match = reader.pattern.match(text, at)
        if match is not None and match.end() > at:
            words = reader.words(match)
            if words is not None:
                return match, words
    return None, ""


def _spaced(parts: list[str], words: str) -> str:
    touching = parts and parts[-1][-1:].isalnum() and words[:1].isalnum()
    return f" {words}" if touching else words


def _capital(words: str, match: Match) -> str:
    """The words of a digit or abbreviation at the start of a sentence begin with a capital."""
    if re.search(r"[.!?…]\s+\Z", left(match)) and match[0][:1].strip() and not match[0][:1].islower():
        return words[:1].upper() + words[1:]
    return words
