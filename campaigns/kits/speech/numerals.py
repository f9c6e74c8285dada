"""Numbers in Vietnamese words, in northern usage: "linh", "nghìn", "tỷ".

The grammar: 1 is "mốt" after "mươi", 4 is "tư" there, 5 is "lăm" after "mười" and "mươi"; a missing ten
is "linh"; a group of three that follows another is read with its missing hundreds ("không trăm").
"""

import re

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Longer runs are codes, not quantities.
MAX_DIGITS = 15
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _under_thousand(number: int, padded: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [DIGITS[hundreds], "trăm"] if hundreds or padded else []
    if tens == 0:
        if ones:
            words += ["linh", DIGITS[ones]] if words else [DIGITS[ones]]
        return words
    words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 4 and tens > 1:
        words.append("tư")
    elif ones == 5:
        words.append("lăm")
    elif ones:
        words.append(DIGITS[ones])
    return words


def cardinal(number: int) -> str:
    """A number from 0 up in words: 2025 gives "hai nghìn không trăm hai mươi lăm"."""
    if number == 0:
        return DIGITS[0]
    # "tỷ" closes a cycle of nine digits: 10¹⁸ is "một tỷ tỷ".
    billions, rest = divmod(number, 10**9)
    words = [cardinal(billions), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += [*_under_thousand(group, padded=bool(words)), *([name] if name else [])]
    return " ".join(words)


def digits(text: str) -> str:
    """Each digit as a word, other characters left out: "111" gives "một một một"."""
    return " ".join(DIGITS[int(char)] for char in text if char.isascii() and char.isdigit())


def number(text: str) -> str:
    """A run of ASCII digits: a quantity, or digit by digit if it can only be a code ("007")."""
    if len(text) > MAX_DIGITS or (len(text) > 2 and text[0] == "0"):
        return digits(text)
    return cardinal(int(text))


def fraction(text: str) -> str:
    """The digits after a decimal comma: "5" gives "năm", "75" "bảy mươi lăm", "05" "không năm"."""
    return cardinal(int(text)) if len(text) <= 2 and text[0] != "0" else digits(text)


def month(text: str) -> str:
    """The name of a month after "tháng": the fourth is "tư"."""
    return "tư" if int(text) == 4 else cardinal(int(text))


def ordinal(value: int) -> str:
    """The ordinal after "thứ": "nhất", "tư", else the cardinal."""
    return {1: "nhất", 4: "tư"}.get(value) or cardinal(value)


def roman(text: str) -> int:
    """The value of a Roman numeral up to 39, 0 for anything else; written with I, V and X only."""
    match = _ROMAN.fullmatch(text)
    return 10 * len(match[1]) + _ROMAN_ONES.index(match[2]) if match else 0
