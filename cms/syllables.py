"""Syllables that Vietnamese orthography allows: onset, rime and tone by the rules of quốc ngữ.

The table covers what can be spelled, not what has a meaning: "thứu" is valid, "hoach" is not, because a
syllable that ends in a stop (c, ch, p, t) has the tone sắc or nặng.
"""

import re
import unicodedata
from functools import lru_cache

from cms.vietnamese import TONES, nfc

_ONSETS = "ngh ng nh gh gi kh ch ph qu th tr b c d đ g h k l m n p r s t v x"
_RIMES = (
    "a ai ao au ay ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng "
    "eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac "
    "oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc "
    "oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un "
    "ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyn uyp uyt uyu ư ưa ưc ưi ưm ưn "
    "ưng ưt ươc ươi ươm ươn ương ươp ươt ươu ưu y yp yêm yên yêng yêt yêu"
)

ONSETS = tuple(_ONSETS.split())
RIMES = frozenset(_RIMES.split())
_LETTERS = re.compile("[abcdđeghiklmnopqrstuvxyăâêôơư]+")
_STOPS = ("c", "ch", "p", "t")
_FRONT = tuple("eêiy")
# "qu" is written with the rime that follows it; these do not stand alone.
_AFTER_QU = frozenset(("ynh", "ych", "yt", "yn", "yp"))


@lru_cache(maxsize=65536)
def parts(syllable: str) -> tuple[str, str, str] | None:
    """(onset, rime, tone) of a lower-case syllable, tone "" for ngang; ``None`` if it cannot be one."""
    decomposed = unicodedata.normalize("NFD", syllable)
    tones = [TONES[char] for char in decomposed if char in TONES]
    bare = nfc("".join(char for char in decomposed if char not in TONES))
    if len(tones) > 1 or len(bare) > 7 or not _LETTERS.fullmatch(bare):
        return None
    tone = tones[0] if tones else ""
    for onset in (*(name for name in ONSETS if bare.startswith(name)), ""):
        rime = bare[len(onset) :]
        if _fits(onset, rime):
            return onset, rime, tone
    return None


def _fits(onset: str, rime: str) -> bool:
    if onset == "gi":
        # The i of "gi" also begins the rime: "giêng" is gi + iêng, "gì" is g + i.
        return rime == "" or rime in RIMES or f"i{rime}" in RIMES
    if rime not in RIMES and not (onset == "qu" and rime in _AFTER_QU):
        return False
    front = rime.startswith(_FRONT)
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front or rime in ("i", "in", "iêng")
    return front if onset in ("k", "gh", "ngh") else True


def is_vietnamese(word: str) -> bool:
    """Whether a lower-case word has only letters of the Vietnamese alphabet, marks aside."""
    decomposed = unicodedata.normalize("NFD", word)
    return _LETTERS.fullmatch(nfc("".join(char for char in decomposed if char not in TONES))) is not None


@lru_cache(maxsize=65536)
def is_syllable(syllable: str) -> bool:
    """Whether a lower-case syllable is valid, with its tone."""
    found = parts(syllable)
    return found is not None and not lacks_tone(syllable)


def lacks_tone(syllable: str) -> bool:
    """Whether onset and rime are valid but a final stop lacks sắc or nặng: "hoach", "đôc"."""
    found = parts(syllable)
    return found is not None and found[1].endswith(_STOPS) and found[2] not in ("s", "j")
