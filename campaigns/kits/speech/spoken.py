"""The words for a loudspeaker: nothing an announcer, or a machine, could stumble over.

Numbers, dates, numbers of documents, abbreviations and addresses become words; quotation marks go;
brackets and dashes become pauses.

Two choices. A date gets "ngày" unless that word stands right before it; after the name of the day
("… phòng, chống mua bán người 30/7") it is set off by a comma, because the "Ngày" in that name belongs
to the name. And the days 1 to 10 are said without "mùng", which villagers hear as the lunar calendar.
"""

import re
import unicodedata
from collections.abc import Callable

from campaigns.kits.speech.readings import RULES, Match
from cms.vietnamese import nfc

# What one rule brings forth another may have to say; two rounds do for real texts.
ROUNDS = 6

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


def _say(text: str, pattern: re.Pattern[str], words: Callable[[Match], str]) -> str:
    def replace(match: Match) -> str:
        said = words(match)
        if said == match[0] or match[0][:1].islower():
            return said
        # A digit or an abbreviation may open a sentence; its words then begin with a capital.
        before = text[max(0, match.start() - 8) : match.start()].rstrip()
        return _capital(said) if before[-1:] in set(".!?…") and match[0][:1].strip() else said

    return pattern.sub(replace, text)


def _plain(text: str) -> str:
    """Quotation marks gone, one kind of dash and space, every digit an ASCII digit."""
    chars = []
    for char in _INVISIBLE.sub("", nfc(text)).translate(_PLAIN):
        value = None if char.isascii() else unicodedata.numeric(char, None)
        if value is None or unicodedata.category(char)[0] != "N":
            chars.append(char)
        elif unicodedata.category(char) == "Nd":
            chars.append(str(int(value)))
        else:
            chars.append(f" {int(value)} ")
    # Long runs of white space would make the patterns crawl.
    return nfc(
        _SPACES.sub(
            lambda m: "\n\n" if m[0].count("\n") > 1 else "\n" if "\n" in m[0] else " ", "".join(chars)
        )
    )


def _once(text: str) -> str:
    text = _plain(text)
    for pattern, words in RULES:
        text = _say(text, pattern, words)
    for pattern, put in _TIDY:
        text = pattern.sub(put, text)
    return nfc(text.strip())


def spoken(text: str) -> str:
    """The text as it is said aloud: no digit, no quotation mark; sentences and paragraphs stay.

    "… mua bán người 30/7" gives "… mua bán người, ngày ba mươi tháng bảy", "111" "một một một". What was
    said already stays as it is: ``spoken(spoken(text)) == spoken(text)``.
    """
    for _round in range(ROUNDS):
        said = _once(text)
        if said == text:
            break
        text = said
    return text
