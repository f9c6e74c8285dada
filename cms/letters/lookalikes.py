"""Letters that look like others: forms that are the same letter, and letters of other scripts."""

import re
import unicodedata

from cms.syllables import is_syllable, is_vietnamese
from cms.vietnamese import STROKED, TONES, nfc

# Dotless i of PDF files, caron for breve, IPA letters.
_OTHERS = {"ı": "i", "ǎ": "ă", "Ǎ": "Ă", "ɑ": "a", "ɡ": "g"}
TWINS = STROKED | _OTHERS
_TWIN = re.compile(f"[{''.join(TWINS)}]")

# Cyrillic, Greek and Armenian letters that nobody can tell from Latin ones.
HOMOGLYPHS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухһԁԛԝёїΑΒΕΖΗΙΚΜΝΟΡΤΥΧανοικυρϲϳօոսց",
        "ABESIJKMHOPCTYXQWaesijopcyxhdqwëïABEZHIKMNOPTYXavoikupcjonug",
        strict=True,
    )
)
_HOMOGLYPH = re.compile(f"[{''.join(HOMOGLYPHS)}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

# The same letter in another dress: full width, mathematical styles, letterlike signs, ligatures, Roman
# numerals as one sign. Punctuation of full width is right beside Han characters.
STYLED = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\ufb00-\ufb06\u2160-\u217f"
STYLED += "ℂℊℋℌℍℎℐℑℒℓℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴℹ"
WIDE_SIGNS = "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e"
# With the controls that Word writes for its line breaks.
SPACES = "\x0b\x0c\x1c-\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
_VOWELS = frozenset("AEIOUYĂÂÊÔƠƯ")


def plain(letters: str) -> str:
    """The letters without their dress: "Ａ" and "𝐀" are "A", "Ⅲ" is "III"."""
    return unicodedata.normalize("NFKC", letters)


def mend_twins(word: str) -> str | None:
    """The word with its own letters in place of twins, ``None`` when another alphabet may be meant.

    "Ðường" can only be "Đường"; "Guðmundur" is a name.
    """
    mended = with_own_letters(word)
    lower = mended.lower()
    if is_syllable(lower):
        return mended
    if any(char in _OTHERS for char in word):
        return None
    known = all(char.isascii() or is_vietnamese(char) for char in lower)
    is_short_form = word.isupper() and (len(word) <= 4 or not _VOWELS.intersection(fold_tones(mended)))
    return mended if known and (word[0] in STROKED or is_short_form) else None


def fold_tones(word: str) -> str:
    """The word without any mark but its letters' case."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def with_own_letters(word: str) -> str:
    """The word with the Vietnamese letter in place of each twin."""
    return nfc(_TWIN.sub(lambda match: TWINS[match.group()], word))


def is_vowel(letter: str) -> bool:
    """Whether the letter, with any marks, is a Vietnamese vowel with marks that Vietnamese has."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    return base in "aeiouyAEIOUY" and any(mark in TONES for mark in marks)


def has_twins(word: str) -> bool:
    return _TWIN.search(word) is not None


def latin_of(word: str, script_is_used: bool) -> str | None:
    """The word in Latin letters when it holds homoglyphs that were hardly meant, else ``None``.

    ``script_is_used`` says that the text has other words in Cyrillic, Greek or Armenian.
    """
    if not _HOMOGLYPH.search(word):
        return None
    latin = _HOMOGLYPH.sub(lambda match: HOMOGLYPHS[match.group()], word)
    is_mixed = _LATIN.search(word) is not None
    is_disguised = len(word) > 1 and not script_is_used and all(char in HOMOGLYPHS for char in word)
    return latin if is_mixed or is_disguised else None


def uses_other_script(text: str) -> bool:
    """Whether the text has Cyrillic, Greek or Armenian letters that look like no Latin one."""
    return any(char.isalpha() and char not in HOMOGLYPHS for char in re.findall("[\u0370-\u058f]", text))
