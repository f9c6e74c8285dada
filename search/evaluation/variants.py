"""Variants of a typed query: functions from text to text, repeatable by a seed."""

import math
import random
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from cms.vietnamese import TONES, fold, nfc
from search.analysis import tokens
from search.keyboards import to_telex, to_vni

Variant = Callable[[str, random.Random], str]
SHORT = 4
_LETTERS = "abcdeghiklmnopqrstuvxy"
_OPEN = ("oa", "oe", "uy")


def _typed(text: str, chance: random.Random) -> str:
    return text


def _plain(text: str, chance: random.Random) -> str:
    return fold(text)


def _nfd(text: str, chance: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def _split_tone(word: str) -> tuple[str, str]:
    """Return (word without its tone mark, the mark or "")."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((mark for mark in parts if mark in TONES), "")
    return nfc(parts.replace(tone, "") if tone else parts), tone


def _tone(text: str, chance: random.Random) -> str:
    """Replace the tone mark of one word by another."""
    words = text.split()
    toned = [at for at, word in enumerate(words) if _split_tone(word)[1]]
    if not toned:
        return text
    at = chance.choice(toned)
    right = _split_tone(words[at])[1]
    wrong = chance.choice([mark for mark in TONES if mark != right])
    # Letter by letter: a tone mark stands after the hook or hat of its vowel.
    words[at] = "".join(
        nfc(_split_tone(char)[0] + wrong) if _split_tone(char)[1] else char for char in nfc(words[at])
    )
    return " ".join(words)


def _typo(text: str, chance: random.Random) -> str:
    """Make one typo inside a word of four letters or more: a deletion, a swap or a substitution."""
    words = nfc(text).split()
    long = [at for at, word in enumerate(words) if len(word) > 3]
    if not long:
        return text
    at = chance.choice(long)
    word = words[at]
    position = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        word = word[:position] + word[position + 1 :]
    elif kind == 1:
        word = word[:position] + word[position + 1] + word[position] + word[position + 2 :]
    else:
        word = word[:position] + chance.choice(_LETTERS) + word[position + 1 :]
    words[at] = word
    return " ".join(words)


def _placement(text: str, chance: random.Random) -> str:
    """Move the tone mark of an open "oa", "oe", "uy" to the other vowel: "hoá" and "hóa"."""
    return " ".join(map(_other_placement, nfc(text).split()))


def _other_placement(word: str) -> str:
    bare, tone = _split_tone(word)
    letters = bare.rstrip('.,;:!?"”’)')
    if not tone or not letters.lower().endswith(_OPEN) or letters.lower().startswith("qu"):
        return word
    at = len(letters) - 2
    modern = nfc(bare[: at + 2] + tone + bare[at + 2 :])
    return nfc(bare[: at + 1] + tone + bare[at + 1 :]) if word == modern else modern


VARIANTS: Mapping[str, Variant] = {
    "typed": _typed,
    "plain": _plain,
    "tone": _tone,
    "typo": _typo,
    "telex": to_telex,
    "vni": to_vni,
    "nfd": _nfd,
    "placement": _placement,
}


def variant(name: str, text: str, seed: str) -> str:
    """Return the text in that variant; the same seed gives the same text."""
    return VARIANTS[name](nfc(text), random.Random(f"{name} {seed}"))  # noqa: S311 - repeatable on purpose


def short_form(text: str, relevant: Sequence[set[str]], documents: Sequence[set[str]]) -> str:
    """Return the four consecutive syllables that are rarest, of those that a relevant document contains.

    Documents are given as sets of exact terms.
    """
    words = tokens(text)
    if len(words) <= SHORT:
        return " ".join(words)
    relevant_words = set().union(*relevant) if relevant else set()
    count = {word: sum(word in document for document in documents) for word in set(words)}

    def rarity(window: Iterable[str]) -> float:
        return sum(
            math.log((len(documents) + 1) / (count[word] + 0.5)) for word in window if word in relevant_words
        )

    windows = [words[at : at + SHORT] for at in range(len(words) - SHORT + 1)]
    return " ".join(max(windows, key=rarity))
