"""Refuses passwords made of what everybody here tries first (rule 108)."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.accounts.models import Organisation
from cms.vietnamese import fold
from cms.vocabulary.models import Region, RegionAlias

# Letters and digits that remain when the guessable parts are taken out; a common word counts as two.
NEEDED = 8
COMMON_WORD = 2
SHORTEST_COMMON_WORD = 5
# What stands behind it is not looked at; no name is longer than the second.
LONGEST, LONGEST_WORD = 128, 40
LEET = (str.maketrans("@4301!$579", "aaeoiisstg"), str.maketrans("@4301|$578", "aaeollsstb"))
KEYBOARD = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
KEY_COLUMNS = ("1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p")
# The work, the place, family names, what people type without thinking; without marks and spaces.
WORDS = frozenset((Path(__file__).parent / "guessable_words.txt").read_text(encoding="utf-8").split())


class GuessablePasswordValidator:
    """A password needs more than common words, names of places and people here, years and keyboard rows."""

    def validate(self, password: str, user: Any = None) -> None:
        if strength(password, _local_words(user)) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_guessable")

    def get_help_text(self) -> str:
        return _(
            "Mật khẩu không được ghép từ những thứ dễ đoán: tên người, tên tỉnh, tên đơn vị, “matkhau”, năm, "
            "dãy phím. Nên dùng bốn, năm từ không liên quan tới nhau mà chỉ mình anh chị nghĩ ra."
        )


def strength(password: str, names: Iterable[str] = ()) -> int:
    """Number of letters and digits left of the password without its guessable parts.

    Marks, case and the usual replacements of letters by digits and signs do not count.
    """
    known = WORDS | frozenset(names)
    text = fold(unicodedata.normalize("NFKC", password[:LONGEST])).casefold()
    joined = re.sub(r"[\W_]+", "", text)
    return min(_cheapest(text, known), _cheapest(joined, known))


def _cheapest(text: str, known: frozenset[str]) -> int:
    """The lowest cost of building the text from known words, runs and single characters."""
    spellings = [text, *(text.translate(table) for table in LEET)]
    best = [0]
    for end in range(1, len(text) + 1):
        cost = best[-1] + (1 if text[end - 1].isalnum() else 0)
        for start in range(max(0, end - LONGEST_WORD), end - 1):
            part = min(_cost(one[start:end], known) for one in spellings)
            cost = min(cost, best[start] + part)
        best.append(cost)
    return best[-1]


def _cost(part: str, known: frozenset[str]) -> int:
    if part in known or _is_run(part) or re.fullmatch(r"(19|20)\d\d", part):
        return 1
    if len(part) >= SHORTEST_COMMON_WORD and part in _common_words():
        return COMMON_WORD
    return 99


def _is_run(part: str) -> bool:
    """Whether this is one sign again and again, or neighbours on the keyboard or in the alphabet."""
    if len(part) < 3:
        return False
    if len(set(part)) == 1 or part in KEY_COLUMNS or part[::-1] in KEY_COLUMNS:
        return True
    return any(part in row or part[::-1] in row for row in KEYBOARD)


@cache
def _common_words() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def _local_words(user: Any) -> set[str]:
    """Words from the names of provinces, of departments, and of the user."""
    names = [*Region.objects.filter(parent=None).values_list("name", flat=True)]
    names += RegionAlias.objects.filter(region__parent=None).values_list("name", flat=True)
    own = getattr(user, "organisation", None)
    units = Organisation.objects.filter(kind=Organisation.Kind.DEPARTMENT)
    for unit in [*units, *([own] if own else [])]:
        names += [unit.name, unit.short_name]
    if user is not None:
        names += [user.username, user.email.partition("@")[0], user.get_full_name(), user.post]
    return {word for name in names for word in _pieces(name)}


def _pieces(name: str) -> set[str]:
    """The name in one, its words of four letters and more, and each two neighbouring words."""
    words = re.findall(r"[a-z0-9]+", fold(name).casefold())
    pairs = {first + second for first, second in pairwise(words)}
    initials = "".join(word[0] for word in words)
    found = {"".join(words), initials, *pairs, *(word for word in words if len(word) > 3)}
    return {word for word in found if len(word) > 2}
