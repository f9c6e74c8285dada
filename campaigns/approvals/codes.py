"""Approval codes: short, not to be guessed in sequence, not to be misread. Pure functions.

Ten characters of an alphabet without 0, O, 1, I and L, shown as "ABCDE-FGHJK". The alphabet has 31
letters, a prime, so the last one, a weighted sum of the others, finds every wrong letter and every
swap of two neighbours (rules 34 and 35).
"""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
# Wrong codes that one address may try in a minute, wherever codes are asked for: a code is one in
# 2.6e13, so nobody meets one by trying.
TRIES_A_MINUTE, SCOPE = 30, "codes"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_NOISE = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2212\ufeff._/:\-]+")


def _check(letters: str) -> str:
    """The letter that makes the weighted sum of all a multiple of 31; weights 2, 3, 4 … from the left."""
    total = sum(weight * _VALUES[letter] for weight, letter in enumerate(letters, start=2))
    return ALPHABET[-total % len(ALPHABET)]


def new_code() -> str:
    """A code nobody can foresee: nine random letters (31**9, about 2.6e13) and the check letter."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return letters + _check(letters)


def clean(raw_code: str) -> str:
    """The input in capitals without spaces, dashes and the like; whether it is a code is not checked."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", raw_code[:100])).upper()


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
