"""Finds regions by name: without diacritics, by an earlier name, by name and province, by official code.

The text is split into words. Current names with the words in sequence come first, then earlier names:
"huyen cao loc" finds the communes on its former land. A text may also consist of several names from the
smaller place to the larger, as in an old address: "xa Tan Ky, huyen Tu Ky, tinh Hai Duong". Stored keys are
``cms.vietnamese.match_key`` of a label or an earlier name: "xa tan tien, lang son".
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.vietnamese import match_key
from cms.vocabulary.models import Region, RegionAlias

TWO_TIERS = date(2025, 7, 1)
MAX_LENGTH = 100
MAX_WORDS = 12
TYPES = ("thanh pho", "thi tran", "thi xa", "dac khu", "phuong", "huyen", "quan", "tinh", "xa")
DISTRICTS = ("huyen", "quan", "thi-xa", "thanh-pho")
SHORT_TYPES = {"tp": "thanh pho", "tt": "thi tran", "tx": "thi xa", "p": "phuong", "h": "huyen", "q": "quan"}
_TYPE = re.compile(rf"(?:{'|'.join(TYPES)})(?: |$)")
_APOSTROPHES = dict.fromkeys(map(ord, "'‘ʼ`"), "’")
_WORD = re.compile(r"[^\W_]+(?:’[^\W_]+)*")
# Initial consonants that Vietnamese does not have may lack an apostrophe: "hleo" for "H’leo".
_LOST = re.compile(r"\b(?!ch|gh|kh|ng|nh|ph|th|tr)([b-df-hj-np-tv-xz])(?=[b-df-hj-np-tv-xz])")


@dataclass(frozen=True)
class RegionLabel:
    """Official code and label of a unit, for choosers."""

    code: str
    name: str


@dataclass(frozen=True)
class Match:
    """A unit that was found, with the reason when it was found by an earlier name."""

    region: RegionLabel
    why: str = ""


class Unit(NamedTuple):
    """Values of a row of ``Region``."""

    pk: int
    code: str
    label: str
    key: str
    parent: int | None
    order: int
    valid_from: date | None


class Old(NamedTuple):
    """Values of a row of ``RegionAlias``; ``unit`` is its current unit."""

    name: str
    key: str
    kind: str
    valid_to: date | None
    unit: Unit


UNIT_FIELDS = ("pk", "slug", "name", "key", "parent_id", "sort_order", "valid_from")


def find_regions(text: str, limit: int = 20) -> list[Match]:
    """Current units for a text, best first; none for a text that is empty, invalid or too long.

    Order: official code, exact name, start of a name, start of a word, earlier names; in each, provinces
    before communes, then the order of the list. Units with the words in any order are returned only when
    nothing else is found. At most three queries.
    """
    phrase = phrase_of(text)
    if not phrase or limit < 1:
        return []
    found, scattered = by_name(phrase)
    matches = [Match(RegionLabel(unit.code, unit.label)) for unit in found[:limit]]
    if len(matches) < limit and untyped(phrase):
        known = {unit.pk for unit in found}
        matches += by_old_name(phrase, known)[: limit - len(matches)]
    return matches or [Match(RegionLabel(unit.code, unit.label)) for unit in scattered[:limit]]


def phrase_of(text: str) -> str:
    """The folded words of a text: "TP. Hải Dương" gives "thanh pho hai duong"; "" without words."""
    if len(text) > MAX_LENGTH or "\0" in text:
        return ""
    words = _WORD.findall(match_key(text).translate(_APOSTROPHES))
    if len(words) > MAX_WORDS:
        return ""
    if len(words) > 1:
        words[0] = SHORT_TYPES.get(words[0], words[0])
    return " ".join(words)


def untyped(name: str) -> str:
    """A folded name without its type: "huyen cao loc" gives "cao loc"."""
    match = _TYPE.match(name)
    return name[match.end() :] if match else name


def loose(key: str) -> str:
    """A key as words only: "xa chan may - lang co, hue" gives "xa chan may lang co hue"."""
    return key.replace("’", "").replace(",", "").replace(" - ", " ")


def spellings(phrase: str) -> set[str]:
    """The phrase itself, and with the apostrophes that it may lack."""
    return {phrase, _LOST.sub(r"\1’", phrase)}


def starts(phrase: str, field: str = "key") -> Q:
    """The condition that the key contains the phrase from the start of a word on."""
    found = Q()
    for spelling in spellings(phrase):
        found |= Q(**{f"{field}__contains": f" {spelling}"})
        # Every key begins with a type, so only a type can match at its start.
        if any(kind.startswith(spelling.split()[0]) for kind in TYPES):
            found |= Q(**{f"{field}__startswith": spelling})
    return found


def by_name(phrase: str) -> tuple[list[Unit], list[Unit]]:
    """(units with the words in sequence or with this code, units with all words in any order)."""
    matching = Q()
    for word in phrase.split():
        matching &= starts(word)
    if phrase.isdigit() and len(phrase) > 1:
        matching |= Q(slug__startswith=phrase)
    rows = Region.objects.current().filter(matching).order_by().values_list(*UNIT_FIELDS)
    ranked: list[tuple[int, bool, int, Unit]] = []
    plain = loose(phrase)
    for unit in map(Unit._make, rows):
        key = loose(unit.key)
        bare = untyped(key)
        if key.startswith(plain) or bare.startswith(plain):
            name = loose(unit.key.partition(",")[0])
            rank = 1 if plain in (key, bare, name, untyped(name)) else 2
        elif f" {plain}" in key or unit.code.startswith(phrase):
            rank = 0 if unit.code == phrase else 3
        else:
            rank = 4
        ranked.append((rank, unit.parent is not None, unit.order, unit))
    ranked.sort()
    return [row[3] for row in ranked if row[0] < 4], [row[3] for row in ranked if row[0] == 4]


def by_old_name(phrase: str, known: set[int]) -> list[Match]:
    """Units found by earlier names: exact name, then words in sequence, then several names in sequence."""
    words = phrase.split()
    matching = starts(phrase)
    if len(words) > 1:
        near = Q(region__parent__isnull=True) | starts(words[0], "region__key")
        matching |= Q(key__in=whole_names(words)) | (starts(words[-1]) & near)
    rows = RegionAlias.objects.filter(matching, region__valid_to__isnull=True).values_list(
        "name", "key", "kind", "valid_to", *(f"region__{field}" for field in UNIT_FIELDS)
    )
    olds: dict[int, list[Old]] = defaultdict(list)
    units: dict[int, Unit] = {}
    for name, key, kind, valid_to, *fields in rows:
        unit = Unit._make(fields)
        units[unit.pk] = unit
        olds[unit.pk].append(Old(name, key, kind, valid_to, unit))
    units |= {unit.pk: unit for unit in below_old_provinces(words, olds, units)}
    ranked: list[tuple[int, bool, int, Match]] = []
    for pk, unit in units.items():
        if pk in known:
            continue
        rank, old = best(phrase, unit, olds)
        if old:
            match = Match(RegionLabel(unit.code, unit.label), reason(old))
            ranked.append((rank, unit.parent is not None, unit.order, match))
    return [row[3] for row in sorted(ranked, key=lambda row: row[:3])]


def whole_names(words: list[str]) -> set[str]:
    """Keys of earlier names that some of the words may form: each run of words, with every type."""
    runs = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    # Two names of two words each: Phan Rang - Tháp Chàm.
    runs |= {f"{words[i]} {words[i + 1]} - {words[i + 2]} {words[i + 3]}" for i in range(len(words) - 3)}
    runs = {spelling for run in runs for spelling in spellings(run)}
    return runs | {f"{kind} {run}" for run in runs for kind in TYPES}


def below_old_provinces(
    words: list[str], olds: dict[int, list[Old]], units: dict[int, Unit]
) -> Iterable[Unit]:
    """Current communes followed by the earlier name of their province: "tan ky hai duong"."""
    matching = Q()
    for end in range(1, len(words)):
        rest = " ".join(words[end:])
        provinces = [
            pk
            for pk, names in olds.items()
            if units[pk].parent is None and any(reads(old.key, rest) for old in names)
        ]
        if provinces:
            matching |= Q(parent__in=provinces) & starts(" ".join(words[:end]) + ",")
    if not matching:
        return ()
    return map(Unit._make, Region.objects.current().filter(matching).values_list(*UNIT_FIELDS))


def reads(key: str, phrase: str) -> bool:
    """Whether the phrase is the name or its start, with or without its type."""
    key, phrase = loose(key), loose(phrase)
    return key.startswith(phrase) or untyped(key).startswith(phrase)


def best(phrase: str, unit: Unit, olds: dict[int, list[Old]]) -> tuple[int, Old | None]:
    """(rank, earlier name that matches); ranks: 0 exact, 1 words in sequence, 2 several names in sequence."""
    aliases = olds.get(unit.pk, [])
    plain = loose(phrase)
    together = [old for old in aliases if f" {plain}" in f" {loose(old.key)}"]
    if together:
        exact = [old for old in together if plain in (loose(old.key), untyped(loose(old.key)))]
        # Prefer the smaller place: "thị trấn Cao Lộc" before "huyện Cao Lộc".
        return (0 if exact else 1), min(exact or together, key=lambda old: old.kind in DISTRICTS)
    names: list[tuple[str, Old | None, bool]] = [(unit.key.partition(",")[0], None, True)]
    names += [(old.key, old, True) for old in aliases]
    if unit.parent:
        names.append((unit.key.partition(", ")[2], None, False))
        names += [(old.key, old, False) for old in olds.get(unit.parent, ())]
    words = plain.split()
    # Most units share only the last word with the phrase and are skipped here.
    if not any(f" {words[0]} " in f" {loose(key)} " for key, _old, _is_alias in names):
        return 2, None
    read = in_a_row(words, names)
    if not any(name[2] for name in read):
        return 2, None
    return 2, next((old for _key, old, _is_alias in read if old), None)


def in_a_row(
    words: list[str], names: list[tuple[str, Old | None, bool]]
) -> list[tuple[str, Old | None, bool]]:
    """The names that the words consist of, each used once; the last one may be incomplete."""
    for name in names:
        if reads(name[0], " ".join(words)):
            return [name]
        for form in (loose(name[0]).split(), untyped(loose(name[0])).split()):
            if words[: len(form)] == form:
                rest = in_a_row(words[len(form) :], [other for other in names if other is not name])
                if rest:
                    return [name, *rest]
    return []


def reason(old: Old) -> str:
    """The reason, as a sentence for readers, why an earlier name finds its unit."""
    unit = old.unit
    values = {"old": old.name, "new": unit.label, "day": ""}
    since = old.valid_to + timedelta(days=1) if old.valid_to else None
    if since:
        month = f"{since.month:02}" if since.month < 3 else since.month
        values["day"] = f"{since.day:02}/{month}/{since.year}"
    same_name = untyped(unit.key.partition(",")[0]) in untyped(old.key)
    if unit.parent is None and since:
        if same_name:
            return _("Trước ngày %(day)s là %(old)s") % values
        if unit.valid_from and since < unit.valid_from:
            return _("%(old)s nay thuộc %(new)s, sáp nhập từ %(day)s") % values
        return _("%(old)s nhập vào %(new)s từ %(day)s") % values
    if not old.name[-1].isdigit():
        values["old"] = old.name[0].lower() + old.name[1:]
    if old.kind in DISTRICTS:
        return _("Thuộc %(old)s cũ") % values
    if same_name and since and since > TWO_TIERS:
        return _("Trước ngày %(day)s là %(old)s") % values
    return _("Có địa bàn của %(old)s cũ") % values
