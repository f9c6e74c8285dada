"""The words of plain text in whatever encoding it came: Unicode, Windows-1258, TCVN3 or VNI."""

import codecs
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from cms.file_text.states import TooLargeError, UnknownEncodingError
from cms.legacy_fonts import MIN_SHARE, from_tcvn3, from_vni, syllable_share, without_legacy
from cms.vietnamese import nfc

# UTF-16 has two bytes and more for a letter.
MAX_TEXT_BYTES = 4_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Higher bytes of the letters of Vietnamese and of punctuation in UTF-16.
_HIGH_BYTES = frozenset((0x00, 0x01, 0x03, 0x1E, 0x20))
# UTF-8 with one broken byte in so many characters is read without them; a text of Western Europe has at
# most one letter with a mark in so many.
_MAX_STRAY, _MAX_FOREIGN = 200, 10
_PUNCTUATION = "\xa0‘’“”–—…€°©®§"


def read_plain(file: BinaryIO) -> Iterator[str]:
    """The decoded text; ``TooLargeError`` after the part that is read of a longer one."""
    content = file.read(MAX_TEXT_BYTES)
    yield decode_text(content)
    if file.read(1):
        raise TooLargeError


def decode_text(content: bytes) -> str:
    """The text of the bytes of a file, in Unicode; ``UnknownEncodingError`` rather than rubbish."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_decode(content, encoding))
    if encoding := _utf16_without_mark(content):
        return _checked(_decode(content, encoding))
    try:
        return _checked(without_legacy(_decode(content, "utf-8")))
    except UnicodeDecodeError:
        return _checked(_from_eight_bits(content))


def _decode(content: bytes, encoding: str) -> str:
    # A long file may have been cut inside a letter: its half is left out.
    return codecs.getincrementaldecoder(encoding)().decode(content)


def _utf16_without_mark(content: bytes) -> str:
    """ "utf-16-le", "utf-16-be" or "": every second byte of a Vietnamese text is one of a few."""
    if len(content) < 4 or 0 not in content[:4000]:
        return ""
    sample = content[:4000]
    shares = {
        encoding: sum(byte in _HIGH_BYTES for byte in sample[start::2]) / len(sample[start::2])
        for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be"))
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= 0.95 and min(shares.values()) < 0.5 else ""


def _from_eight_bits(content: bytes) -> str:
    # Quotes and dashes of Windows stand among the letters of the old fonts.
    latin = codecs.decode(content, "cp1252", "replace")
    vietnamese = (nfc(codecs.decode(content, "cp1258", "replace")), from_tcvn3(latin), from_vni(latin))
    share, text = max((syllable_share(reading, fewest=1), reading) for reading in vietnamese)
    if share >= MIN_SHARE:
        return text
    text = codecs.decode(content, "utf-8", "replace")
    if (
        text.count("\ufffd") * _MAX_STRAY < len(text)
        and syllable_share(text.replace("\ufffd", "")) >= MIN_SHARE
    ):
        return text.replace("\ufffd", "")
    strange = [char for char in latin if not char.isascii() and char not in _PUNCTUATION]
    if len(strange) * _MAX_FOREIGN < len(latin) and all(map(str.isalpha, strange)):
        return latin
    raise UnknownEncodingError


def _checked(text: str) -> str:
    """The text, unless it has control characters as no text has them."""
    sample = text[:10_000]
    controls = sum(
        unicodedata.category(char) in ("Cc", "Cn", "Co") for char in sample if char not in "\t\n\r\f"
    )
    if controls > 3 and controls * 20 > len(sample):
        raise UnknownEncodingError
    return text
