"""Spoken form of a text for loudspeakers, for announcers and speech synthesis.

Numbers, dates, numbers of documents, abbreviations and addresses become words; quotation marks are
removed; brackets and dashes become pauses.

Two choices: a date is preceded by "ngày" unless the text has that word right before it, and after the name
of the day ("… phòng, chống mua bán người 30/7") by a comma, because the "Ngày" in the name belongs to the
name. The days 1 to 10 are read without "mùng", which villagers understand as the lunar calendar.
"""

import re
import unicodedata
from collections.abc import Callable

from campaigns.kits.speech.readings import RULES, Match
from cms.vietnamese import nfc

# The result of one rule may need another; real texts need two rounds.
MAX_ROUNDS = 6

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_SPACES = re.compile(r"\s{2,}")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟\"«»‹›`´″", ""),
        **dict.fromkeys("‘’ʼ′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t\r\f\v", " "),
        "½": " một phần hai ", "¼": " một phần tư ", "¾": " ba phần tư ", "⁄": "/",
        "²": "2", "³": "3",
    }
)  # fmt: skip
_TIDY = (
    (re.compile(r"[^\S\n]+"), " "),
    (re.compile(r" +(?=[,.;:!?…\n])|(?<=\n) +"), ""),
    (re.compile(r",(?:\s*,)+"), ","),
    (re.compile(r"(?<=[.;:!?…]),|,(?=[.;:!?…])"), ""),
    (re.compile(r"(?m)^[,;. ]+|[, ]+$"), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _apply(text: str, pattern: re.Pattern[str], words: Callable[[Match], str]) -> str:
    def replace(match: Match) -> str:
        reading = words(match)
        if reading == match[0] or match[0][:1].islower():
            return reading
        # The words of a digit or abbreviation at the start of a sentence begin with a capital.
        before = text[max(0, match.start() - 8) : match.start()].rstrip()
        return _capital(reading) if before[-1:] in set(".!?…") and match[0][:1].strip() else reading

    return pattern.sub(replace, text)


def _plain(text: str) -> str:
    """The text without quotation marks, with one kind of dash and space, and with ASCII digits only."""
    chars = []
    for char in _INVISIBLE.sub("", nfc(text)).translate(_PLAIN):
        value = None if char.isascii() else unicodedata.numeric(char, None)
        if value is None or unicodedata.category(char)[0] != "N":
            chars.append(char)
        elif unicodedata.category(char) == "Nd":
            chars.append(str(int(value)))
        else:
            chars.append(f" {int(value)} ")
    # Long runs of white space would make the patterns slow.
    return nfc(
        _SPACES.sub(
            lambda m: "\n\n" if m[0].count("\n") > 1 else "\n" if "\n" in m[0] else " ", "".join(chars)
        )
    )


def _once(text: str) -> str:
    text = _plain(text)
    for pattern, words in RULES:
        text = _apply(text, pattern, words)
    for pattern, replacement in _TIDY:
        text = pattern.sub(replacement, text)
    return nfc(text.strip())


def spoken(text: str) -> str:
    """The text as read aloud, without digits and quotation marks; sentences and paragraphs stay.

    "… mua bán người 30/7" gives "… mua bán người, ngày ba mươi tháng bảy", "111" "một một một". The
    function is idempotent: ``spoken(spoken(text)) == spoken(text)``.
    """
    for _round in range(MAX_ROUNDS):
        result = _once(text)
        if result == text:
            break
        text = result
    return text
