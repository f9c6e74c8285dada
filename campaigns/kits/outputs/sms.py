"""Text messages: encoding, length and number of parts of a text, and its form without diacritics.

Sizes after 3GPP TS 23.038 (GSM 03.38, with Unicode's mapping table) and TS 23.040: one message holds
160 septets or 70 UTF-16 code units; in a chain each part gives 6 bytes to the header that joins them,
which leaves 153 or 67. National shift tables are not used: operators here do not send them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cms.letters import invisible
from cms.vietnamese import fold, nfc

Encoding = Literal["GSM-7", "UCS-2"]

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Sent as ESC and a second septet.
GSM_EXTENSION = frozenset("\f^{}\\[~]|€")
SINGLE: dict[Encoding, int] = {"GSM-7": 160, "UCS-2": 70}
CHAINED: dict[Encoding, int] = {"GSM-7": 153, "UCS-2": 67}
# Characters that Vietnamese gateways often refuse (rule 50).
OFTEN_REFUSED = "#&[]{}\\<@"

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−•", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t", " "),
        **dict.fromkeys("\u2028\u2029", "\n"),
        "…": "...",
        "₫": "d",
        "×": "x",
    }
)


@dataclass(frozen=True, slots=True)
class Message:
    """Size of a text as a phone network counts it.

    ``characters`` are code points of the NFC text; ``units`` are septets for GSM-7 and 16-bit code
    units for UCS-2; ``forbidden`` are the characters a gateway may refuse, each once, as they come.
    """

    text: str
    encoding: Encoding
    characters: int
    units: int
    parts: int
    forbidden: tuple[str, ...]


def _one_ending(text: str) -> str:
    # Forms send CRLF, which would add a unit for each line.
    return re.sub(r"\r\n?", "\n", text)


def unmarked(text: str) -> str:
    """The text without diacritics, with its case: "Đẩy lùi – “việc nhẹ”" gives 'Day lui - "viec nhe"'.

    Typographic quotes, dashes, spaces and the ellipsis become their ASCII forms and invisible
    characters are removed, since a single one would turn the whole message into UCS-2.
    """
    return fold(invisible.strip(_one_ending(text)).translate(_PLAIN))


def _sizes(text: str, encoding: Encoding) -> Iterator[int]:
    """The units of each character; a character is never divided between two parts."""
    for char in text:
        if encoding == "GSM-7":
            yield 2 if char in GSM_EXTENSION else 1
        else:
            yield 2 if ord(char) > 0xFFFF else 1


def _parts(text: str, encoding: Encoding) -> int:
    sizes = list(_sizes(text, encoding))
    if sum(sizes) <= SINGLE[encoding]:
        return 1 if sizes else 0
    parts, used = 1, 0
    for size in sizes:
        # An escape pair or a surrogate pair that would straddle the border moves on as a whole.
        if used + size > CHAINED[encoding]:
            parts, used = parts + 1, 0
        used += size
    return parts


def measure(text: str) -> Message:
    """Encoding, length and number of parts of a text, after NFC; an empty text has no part."""
    text = _one_ending(nfc(text))
    seven = all(char in GSM_BASIC or char in GSM_EXTENSION for char in text)
    encoding: Encoding = "GSM-7" if seven else "UCS-2"
    return Message(
        text=text,
        encoding=encoding,
        characters=len(text),
        units=sum(_sizes(text, encoding)),
        parts=_parts(text, encoding),
        forbidden=tuple(dict.fromkeys(char for char in text if char in OFTEN_REFUSED)),
    )


def forms(text: str) -> tuple[Message, Message]:
    """The text with and without diacritics."""
    return measure(text), measure(unmarked(text))
