"""Characters that nobody sees: where they stand in a text, and which of them belong there."""

import re

# Scripts whose spelling needs joiners, direction marks or invisible breaks between words (Khmer, Lao).
_JOINING = "\u0590-\u10ff\u1780-\u18af\u1950-\u1aaf\ua800-\uabff"
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PICTURE = "©®\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_TONED = "[\U0001f3fb-\U0001f3ff]?[\ufe0e\ufe0f]?"
# What is needed to read what stands beside it: emoji sequences, other scripts, variants of Han characters.
_NEEDED = "|".join(
    (
        "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f",
        "[#*0-9]\ufe0f?\u20e3",
        f"[{_PICTURE}]{_TONED}(?:\u200d[{_PICTURE}]{_TONED})*",
        f"(?<=[{_JOINING}])[\u200b-\u200f]",
        f"[\u200b-\u200f](?=[{_JOINING}])",
        f"(?<=[{_HAN}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        "(?<=[\u1800-\u18af])[\u180b-\u180f]",
    )
)
CHARACTERS = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_FOUND = re.compile(f"{_NEEDED}|(?P<invisible>[{CHARACTERS}])")
_ANY = re.compile(f"[{CHARACTERS}]")


def positions(text: str) -> list[int]:
    """Positions of the invisible characters that no neighbour needs."""
    if not _ANY.search(text):
        return []
    return [match.start() for match in _FOUND.finditer(text) if match["invisible"]]


def strip(text: str) -> str:
    """The text without the invisible characters that no neighbour needs."""
    if not _ANY.search(text):
        return text
    return _FOUND.sub(lambda match: "" if match["invisible"] else match.group(), text)
