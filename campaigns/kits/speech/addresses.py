"""Reads addresses of sites and mailboxes, and codes, letter by letter where they are no words."""

import re

from campaigns.kits.speech.abbreviations import LETTERS, spelled
from campaigns.kits.speech.numerals import digits
from campaigns.kits.speech.reader import Match, left, reads

_DOMAINS = (
    "vn|com|org|net|edu|gov|info|me|ly|be|io|gl|gle|tv|app|asia|site|online|xyz|link|page|biz|int|eu|club|dev|"
    "shop|top|vip|cc|co|kr|jp|cn|us|uk"
)
_SIGNS = {
    "@": "a còng", ".": "chấm", "/": "gạch chéo", "-": "gạch ngang", "_": "gạch dưới", "?": "hỏi chấm",
    "=": "bằng", "&": "và", "#": "thăng", "%": "phần trăm", "+": "cộng", ":": "hai chấm", "~": "ngã",
}  # fmt: skip
_PIECE = re.compile(r"[A-Za-zÀ-ỹ]+|\d+|\S")
_ENDING = ".,;:!?…)"


def spelled_code(text: str) -> str:
    """Every letter by its name, every digit as a word: "V03" gives "vê không ba"."""
    return " ".join(digits(char) or spelled(char) for char in text if digits(char) or char.lower() in LETTERS)


def _piece(text: str) -> str:
    if text.isdigit():
        return digits(text)
    if not text.isalpha():
        return _SIGNS.get(text, "")
    # A part in capitals is a code; one without a vowel cannot be read as a word.
    is_word = re.search("[aeiouyà-ỹ]", text, re.IGNORECASE) and (text[1:].islower() or len(text) == 1)
    return text if is_word else spelled(text)


def _address(match: Match) -> str:
    address = match[0].rstrip(_ENDING)
    ending = match[0][len(address) :].rstrip(")")[-1:]
    words = re.sub(r"(?i)\A(?:https?://)?(?:www\.)?", "", address).rstrip("/")
    if words.isupper():
        words = words.lower()
    return " ".join(filter(None, map(_piece, _PIECE.findall(words)))) + ending.replace("…", ".")


site = reads(r"(?i)(?<!\w)(?:https?://|www\.)[^\s,;]+", at="Aa")(_address)
mailbox = reads(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)(_address)
domain = reads(
    rf"(?i)(?<![\w.@-])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:{_DOMAINS})(?![\w])(?!\.\w)(?:/[\w./?=&%#~@:+-]*)?",
    re.ASCII,
)(_address)


@reads(r"(?<!\w)(?!QL\d|TL\d|COVID)(?:[A-Z0-9]{5}[- ][A-Z0-9]{5}|[A-Z0-9]{4,})(?!\w)", at="0A")
def code(match: Match) -> str | None:
    """A code such as that of an approval: "AVJUE-VDBX8"."""
    named = re.search(r"(?i)\bmã(?: \w+){0,3}:? ?\Z", left(match))
    mixed = re.search("[A-Z].*[0-9]|[0-9].*[A-Z]", match[0])
    # "500K" is a quantity, two words in capitals are two words.
    sure = named or "-" in match[0] or match[0][0].isalpha()
    if not mixed or not sure or (" " in match[0] and not named):
        return None
    return ", ".join(spelled_code(part) for part in re.split("[- ]", match[0]))


READERS = (site, mailbox, domain, code)
