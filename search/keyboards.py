"""Telex and VNI input methods: from keystrokes to text, and from text to keystrokes.

Reading simulates the input method on one syllable: a mark key may follow its vowel directly or come
anywhere later, as real input methods allow. A result is a candidate; the decoder uses it if the index
has the word.
"""

import random
import unicodedata
from collections.abc import Callable

from cms.vietnamese import canonical_tone, fold, nfc

TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"2": "\u0300", "1": "\u0301", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_MARKS = {"ă": "aw", "â": "aa", "đ": "dd", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw"}
_VNI_MARKS = {"ă": "a8", "â": "a6", "đ": "d9", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7"}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"o": "ơ", "u": "ư"}
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơư")


def _nucleus(letters: list[str]) -> tuple[int, int]:
    """Return (start, end) of the vowels that can carry the tone, without the u of "qu" and the i of "gi"."""
    start = next((at for at, letter in enumerate(letters) if letter in _VOWELS), len(letters))
    end = start
    while end < len(letters) and letters[end] in _VOWELS:
        end += 1
    if start and end - start > 1 and letters[start - 1] + letters[start] in ("qu", "gi"):
        start += 1
    return start, end


def with_tone(letters: list[str], tone: str) -> str:
    """Return the syllable with the tone on the vowel where modern spelling puts it."""
    start, end = _nucleus(letters)
    if end == len(letters) and letters[start:end] == ["ư", "ơ"]:
        # Without a coda there is no ươ: one key for both letters meant "thuở", "huơ".
        letters = [*letters[:start], "u", "ơ"]
    if not tone or start == end:
        return "".join(letters)
    vowels = letters[start:end]
    marked = [at for at, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        at = marked[-1]
    elif len(vowels) == 1:
        at = 0
    elif len(vowels) > 2 or end < len(letters) or "".join(vowels) in ("oa", "oe", "uy"):
        at = 1
    else:
        at = 0
    shaped = [*letters]
    shaped[start + at] = nfc(shaped[start + at] + tone)
    return "".join(shaped)


def _add_horn(letters: list[str]) -> bool:
    """Apply the key w: the horn of ươ, ư, ơ or the breve of ă; False if no letter takes it."""
    start, end = _nucleus(letters)
    vowels = "".join(letters[start:end])
    if "uo" in vowels:
        at = start + vowels.index("uo")
        letters[at : at + 2] = ["ư", "ơ"]
        return True
    if "ưo" in vowels:
        letters[start + vowels.index("ưo") + 1] = "ơ"
        return True
    for pair in ("ua", "uu"):
        if pair in vowels:
            letters[start + vowels.index(pair)] = "ư"
            return True
    for at in range(end - 1, start - 1, -1):
        if letters[at] in "aou":
            letters[at] = {"a": "ă", "o": "ơ", "u": "ư"}[letters[at]]
            return True
    return False


def _circumflex(letters: list[str], base: str) -> bool:
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] == base:
            letters[at] = _CIRCUMFLEX[base]
            return True
    return False


def _crossed_d(letters: list[str]) -> bool:
    if letters and letters[0] == "d":
        letters[0] = "đ"
        return True
    return False


def _has_vowel(letters: list[str]) -> bool:
    return any(letter in _VOWELS for letter in letters)


def from_telex(token: str) -> str | None:
    """Return the syllable of lower-case Telex keys ("dduwowfng": "đường"), or None."""
    letters: list[str] = []
    tone = ""
    changed = False
    for key in token:
        if key in TELEX_TONES and _has_vowel(letters):
            if tone:
                return None
            tone = TELEX_TONES[key]
            changed = True
        elif key == "d" and _crossed_d(letters):
            changed = True
        elif key in _CIRCUMFLEX and key in letters and not _split_pair(letters, key):
            _circumflex(letters, key)
            changed = True
        elif key == "w":
            if not _add_horn(letters):
                letters.append("ư")
            changed = True
        else:
            letters.append(key)
    return canonical_tone(with_tone(letters, tone)) if changed else None


def _split_pair(letters: list[str], key: str) -> bool:
    """Return whether another vowel directly precedes the key, as in "ngoeo": two letters, not a mark."""
    return letters[-1] in _VOWELS and letters[-1] != key


def from_vni(token: str) -> str | None:
    """Return the syllable of lower-case VNI keys ("d9u7o7ng2": "đường"), or None."""
    letters: list[str] = []
    tone = ""
    for key in token:
        if not key.isdigit():
            letters.append(key)
        elif key in VNI_TONES and _has_vowel(letters) and not tone:
            tone = VNI_TONES[key]
        elif not _vni_mark(letters, key):
            return None
    if not any(key.isdigit() for key in token):
        return None
    return canonical_tone(with_tone(letters, tone))


def _vni_mark(letters: list[str], key: str) -> bool:
    start, end = _nucleus(letters)
    if key == "9":
        return _crossed_d(letters)
    if key == "6":
        return any(_circumflex(letters, base) for base in reversed("".join(letters)) if base in _CIRCUMFLEX)
    if key == "8" and "a" in letters:
        letters[len(letters) - 1 - letters[::-1].index("a")] = "ă"
        return True
    if key == "7":
        vowels = "".join(letters[start:end])
        if "uo" in vowels:
            at = start + vowels.index("uo")
            letters[at : at + 2] = ["ư", "ơ"]
            return True
        for at in range(end - 1, start - 1, -1):
            if letters[at] in _HORN and not (letters[at] == "u" and "ưu" in vowels):
                letters[at] = _HORN[letters[at]]
                return True
    return False


def _keys(syllable: str, marks: dict[str, str], tones: dict[str, str], at_end: bool) -> str:
    keys: list[str] = []
    tone_at_end = ""
    by_mark = {mark: key for key, mark in tones.items()}
    for char in nfc(syllable):
        parts = unicodedata.normalize("NFD", char)
        tone = next((by_mark[mark] for mark in parts if mark in by_mark), "")
        bare = nfc("".join(mark for mark in parts if mark not in by_mark))
        low = bare.lower()
        keys.append(marks.get(low, bare))
        if at_end:
            tone_at_end = tone_at_end or tone
        else:
            keys.append(tone)
    return "".join(keys) + tone_at_end


def _keystrokes(marks: dict[str, str], tones: dict[str, str]) -> Callable[[str, random.Random], str]:
    def keystrokes(text: str, chance: random.Random) -> str:
        """Return keystrokes for each word, with the tone key at its vowel or at the end."""
        return " ".join(
            word if fold(word) == word else _keys(word, marks, tones, chance.random() < 0.5)
            for word in text.split()
        )

    return keystrokes


to_telex = _keystrokes(_TELEX_MARKS, TELEX_TONES)
to_vni = _keystrokes(_VNI_MARKS, VNI_TONES)
