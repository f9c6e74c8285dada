"""Vietnamese typed for the fonts of the time before Unicode: TCVN3 (.VnTime …) and VNI (VNI-Times …).

A file in such a font holds characters of Latin-1 that only the font draws as Vietnamese letters. All
functions are pure; what they return is in NFC.
"""

import re
import unicodedata
from collections.abc import Callable

from cms.syllables import is_syllable
from cms.vietnamese import fold, nfc

TCVN3, VNI = "tcvn3", "vni"

# The letters of TCVN 5712:1993 (VN3) by their bytes; 0xAD, in Unicode the soft hyphen, is ư.
_TCVN3 = dict(
    zip(
        map(
            ord,
            "¡¢£¤¥¦§¨©ª«¬\xad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)
# Readers of PDF files give these signs for two bytes of TCVN3.
_TCVN3_SIGNS = re.compile(r"[\u2212\u2219](?=[^\W\d_])|(?<=[^\W\d_])[\u2212\u2219]")
_TCVN3_BYTES = {"\u2212": "\xad", "\u2219": "·"}

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _CIRCUMFLEX, _BREVE = "\u0300\u0301\u0309\u0303\u0323\u0302\u0306"
_TONES = (_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT)
# Marks that VNI writes behind a letter: the tone alone, the circumflex or breve, or both in one.
_VNI_MARKS = dict(zip("øùûõï", _TONES, strict=True))
_VNI_MARKS |= {"â": _CIRCUMFLEX} | {
    mark: _CIRCUMFLEX + tone for mark, tone in zip("àáåãä", _TONES, strict=True)
}
_VNI_MARKS |= {"ê": _BREVE} | {mark: _BREVE + tone for mark, tone in zip("èéúüë", _TONES, strict=True)}
_VNI_LETTERS = dict(zip("ñôöæóòî", "đơưỉĩịỵ", strict=True))
_VNI_LETTERS |= {letter.upper(): value.upper() for letter, value in _VNI_LETTERS.items()}
_VNI = re.compile(r"([aeouyôöAEOUYÔÖ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|([ñôöæóòîÑÔÖÆÓÒÎ])")

# Runs of letters as the old fonts write them: any character outside ASCII but spaces, quotes and dashes.
_WORD = re.compile(r"[^\x00-@\[-`{-\x7f\xa0\u2010-\u2027\u3000\ufeff]+")
_CAPITALS_FONT = re.compile(r"H(?=$|[-, ])")
# Fewer words with marks are not judged; so many of them must be syllables after decoding, and so few before.
MIN_WORDS = 3
MIN_SHARE, MAX_SHARE_BEFORE = 0.85, 0.5


def from_tcvn3(text: str) -> str:
    """The Unicode text of a text in TCVN3; capitals that a font such as .VnTimeH draws stay lower case."""
    text = _TCVN3_SIGNS.sub(lambda sign: _TCVN3_BYTES[sign.group()], text)
    return nfc(text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """The Unicode text of a text in VNI."""
    return nfc(_VNI.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    letter, mark, single = match.groups()
    if single:
        return _VNI_LETTERS[single]
    mark = _VNI_MARKS[mark.lower()]
    composed = unicodedata.normalize("NFC", _VNI_LETTERS.get(letter, letter) + mark)
    # A letter that cannot bear the mark: the text is not VNI here.
    return composed if len(composed) == 1 else str(match.group())


DECODERS = {TCVN3: from_tcvn3, VNI: from_vni}


def encoding_of_font(font: str) -> str | None:
    """The encoding that the name of a font tells: "tcvn3" for ".VnTimeH", "vni" for "VNI-Times"."""
    # A PDF sets six capitals before the name of a font it holds in part.
    name = re.sub(r"^/?(?:[A-Z]{6}\+)?", "", font).lower()
    if name.startswith(".vn"):
        return TCVN3
    return VNI if name.startswith("vni") else None


def from_font(text: str, font: str) -> str:
    """The text as Unicode if the font is one of TCVN3 or VNI and the text is typed for it."""
    encoding = encoding_of_font(font)
    # Unicode pasted into a paragraph that kept its old font.
    if encoding is None or _has_unicode_letters(text):
        return text
    decoded = DECODERS[encoding](text)
    if decoded != text and syllable_share(text) > syllable_share(text, DECODERS[encoding]):
        return text
    # The letters of .VnTimeH and its like are capitals, whatever was typed.
    return decoded.upper() if encoding == TCVN3 and _CAPITALS_FONT.search(font) else decoded


def looks_legacy(text: str) -> str | None:
    """The encoding ("tcvn3", "vni") that a text without font was typed in; ``None`` if it is Unicode.

    Told only of a text whose words with marks become Vietnamese syllables by decoding and are none before.
    """
    if _has_unicode_letters(text) or syllable_share(text) > MAX_SHARE_BEFORE:
        return None
    share, encoding = max((syllable_share(text, decode), name) for name, decode in DECODERS.items())
    return encoding if share >= MIN_SHARE else None


def without_legacy(text: str) -> str:
    """The text as Unicode, whether it looks like TCVN3, VNI or neither."""
    encoding = looks_legacy(text)
    return text if encoding is None else DECODERS[encoding](text)


def _has_unicode_letters(text: str) -> bool:
    """Whether there are letters outside Latin-1, which no text in an old font has."""
    return any(char > "\u0100" and char.isalpha() for char in text)


def syllable_share(text: str, decode: Callable[[str], str] = nfc, *, fewest: int = MIN_WORDS) -> float:
    """The share of syllables among the decoded words with marks; 0 for fewer words than ``fewest``."""
    words = [decode(word).lower() for word in _WORD.findall(text) if not word.isascii()]
    # "QĐ" and "NĐ" are abbreviations.
    words = [word for word in words if fold(word).strip("bcdghklmnpqrstvx")]
    if len(words) < fewest:
        return 0.0
    return sum(map(is_syllable, words)) / max(len(words), 1)
