"""Words of a text with their positions, in the forms that the checks compare."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cms.vietnamese import canonical_tone, fold

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text.

    ``exact`` is lower case with a canonical tone mark; ``letters`` is without diacritics except đ;
    ``joined``: only white space separates it from the word before.
    """

    text: str
    start: int
    end: int
    exact: str
    letters: str
    joined: bool


@lru_cache(maxsize=65536)
def forms(text: str) -> tuple[str, str]:
    """The forms ``exact`` and ``letters`` of a word."""
    exact = canonical_tone(text.lower())
    # đ is a separate letter: "đường" and "dường" differ by more than diacritics.
    return exact, "đ".join(fold(part) for part in exact.split("đ"))


def words(text: str) -> list[Word]:
    """The words of an NFC text: runs of letters."""
    answer: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        exact, letters = forms(match[0])
        joined = end > 0 and text[end : match.start()].isspace()
        answer.append(Word(match[0], match.start(), match.end(), exact, letters, joined))
        end = match.end()
    return answer


def like(model: str, replacement: str) -> str:
    """The replacement in the case of the model: all capitals, first capital or none."""
    if len(model) > 1 and model.isupper():
        return replacement.upper()
    return replacement[:1].upper() + replacement[1:] if model[:1].isupper() else replacement
