"""Spoken form of a text for loudspeakers, for announcers and speech synthesis.

Numbers, dates, numbers of documents, abbreviations and addresses become words; quotation marks are
removed; brackets and dashes become pauses.

Two choices: a date is preceded by "ngày" unless the text has that word right before it, and after the name
of the day ("… phòng, chống mua bán người 30/7") by a comma, because the "Ngày" in the name belongs to the
name. The days 1 to 10 are read without "mùng", which villagers understand as the lunar calendar.
"""

import re
import unicodedata

from campaigns.kits.speech.quantities import with_dots
from campaigns.kits.speech.reader import read
from campaigns.kits.speech.readings import READERS
from cms.vietnamese import nfc

# Spaces that a reader leaves may join what was apart; real texts need one round.
MAX_ROUNDS = 6

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f\ufeff]")
_BULLET = re.compile(r"(?m)^[^\S\n]*[-+*•]+[^\S\n]+")
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
    (re.compile(r"([,;])(?=[^\W\d_])"), r"\1 "),
    (re.compile(r"(?<=[^\W\d_A-Z])\.(?=[A-ZÀ-ỸĐ][^\W\d_A-Z])"), ". "),
    (re.compile(r",(?:\s*,)+"), ","),
    (re.compile(r"(?<=[.;:!?…]),|,(?=[.;:!?…])"), ""),
    (re.compile(r"(?m)^[,;. ]+|[, ]+$"), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)


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
    text = _BULLET.sub("", _plain(text).replace("./.", "."))
    text = read(with_dots(text), READERS)
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
