"""Approval codes: short, not to be guessed in sequence, not to be misread. Pure functions.

Ten characters of an alphabet without 0, O, 1, I and L, shown as "ABCDE-FGHJK". The alphabet has 31
letters, a prime, so the last one, a weighted sum of the others, finds every wrong letter and every
swap of two neighbours (rules 34 and 35).
"""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
# Wrong codes that one address may try in a minute, wherever codes are asked for: a code is one in
# 2.6e13, so nobody meets one by trying.
TRIES_A_MINUTE, SCOPE = 30, "codes"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_MAX_PASTED = 1000  # characters; a pasted address has its parameters with it
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORD = re.compile(r"\w+")
# Between the parts of one code; other signs end it.
_JOINT = re.compile(r"[\s\u2010-\u2015\u2212._/:\-]*")
_LIKE_A_CODE = re.compile(r"(?<!\w)[^\W_]{4,6}[\u2010-\u2015\u2212-][^\W_]{4,6}(?!\w)")
# Letters of other scripts that look like ours.
_LOOK_ALIKE = str.maketrans("АВЕЅЈКМНРСТУХΑΒΕΖΗΚΜΝΡΤΥΧ", "ABESJKMHPCTYXABEZHKMNPTYX")


def _check(letters: str) -> str:
    """The letter that makes the weighted sum of all a multiple of 31; weights 2, 3, 4 … from the left."""
    total = sum(weight * _VALUES[letter] for weight, letter in enumerate(letters, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def new_code() -> str:
    """A code nobody can foresee: nine random letters (31**9, about 2.6e13) and the check letter."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return letters + _check(letters)


def clean(raw_code: str) -> str:
    """The code in what was typed or pasted; whether it is one is not checked.

    Understood are small letters, spaces and dashes, an address of the check page or of a kit with or without
    its scheme, and a code among words and quotation marks ("mã duyệt AVJUE-VDBX8"). A text that holds no code
    is given in capitals without spaces and signs, or only the part that was meant as one, so that ``fault``
    can name what is wrong with it.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", unquote(raw_code[:_MAX_PASTED])))
    text = text.upper().translate(_LOOK_ALIKE)
    meant = [_JOINT.sub("", found) for found in _LIKE_A_CODE.findall(text)]
    runs = [run for run in _runs(text) if is_code(run)]
    # Words may make a code by chance, but hardly one with a digit.
    sure = [*filter(is_code, meant), *(run for run in runs if re.search(r"\d", run))]
    return next(iter([*sure, *meant[-1:], *runs]), _JOINT.sub("", text))


def _runs(text: str) -> Iterator[str]:
    """Every row of neighbouring words that has the length of a code, those in the fewest words first."""
    words = list(_WORD.finditer(text.replace("_", "-")))
    for count in range(1, LENGTH + 1):
        for row in zip(*(words[at:] for at in range(count)), strict=False):
            joined = "".join(word[0] for word in row)
            if len(joined) == LENGTH and all(
                _JOINT.fullmatch(text, left.end(), right.start()) for left, right in pairwise(row)
            ):
                yield joined


def is_code(text: str) -> bool:
    """Whether a cleaned text has the form of a code, its check letter included."""
    return len(text) == LENGTH and all(letter in _VALUES for letter in text) and _check(text[:-1]) == text[-1]


def shown(code: str) -> str:
    """The code as people read it: "ABCDE-FGHJK"."""
    return f"{code[:5]}-{code[5:]}" if len(code) == LENGTH else code


def fault(raw_code: str) -> str:
    """Fault of a cleaned text: "" (none), "empty", "letters", "length" or "check"."""
    if not raw_code:
        return "empty"
    if any(letter not in _VALUES for letter in raw_code):
        return "letters"
    if len(raw_code) != LENGTH:
        return "length"
    return "" if is_code(raw_code) else "check"
