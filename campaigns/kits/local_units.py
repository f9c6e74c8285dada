"""Units that everybody may put on outputs: organisations, and bodies of the communes of today (rule 115).

A unit has a key, which addresses carry in place of its name: "ubnd-01273", "to-chuc-12", "viet-tay".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.kits.text_version import BLANK
from campaigns.kits.unit_names import MAX_LENGTH
from cms.accounts.models import Organisation
from cms.vietnamese import canonical_tone, clean, match_key
from cms.vocabulary.finder import find_regions
from cms.vocabulary.models import Region

# Every unit has these; what is not on the list is written on by hand.
COMMITTEE = "ubnd"
BODIES = {
    COMMITTEE: "UBND",
    "dai": "Đài truyền thanh",
    "mam-non": "Trường Mầm non",
    "tieu-hoc": "Trường Tiểu học",
    "thcs": "Trường THCS",
    "th-thcs": "Trường Tiểu học và THCS",
    "thpt": "Trường THPT",
}
ORGANISATION, BY_HAND = "to-chuc", "viet-tay"
MAX_REGIONS, MAX_ORGANISATIONS = 8, 12
_KEY = re.compile(rf"(?P<kind>{'|'.join([*BODIES, ORGANISATION])})-(?P<code>[0-9]{{1,9}})\Z")
_LONG_COMMITTEE = re.compile(r"\A(?:ủy|uỷ) ban nhân dân\s+")


@dataclass(frozen=True, slots=True)
class LocalUnit:
    """A unit with the name that is printed."""

    key: str
    name: str


WRITTEN_BY_HAND = LocalUnit(BY_HAND, BLANK)


@dataclass(frozen=True, slots=True)
class Group:
    """Units that were found, under the label of their commune."""

    label: str
    units: tuple[LocalUnit, ...]


def unit_with(key: str) -> LocalUnit | None:
    """The unit with this key; None when there is none today. At most one query."""
    if key == BY_HAND:
        return WRITTEN_BY_HAND
    found = _KEY.match(key)
    if found is None:
        return None
    kind, code = found["kind"], found["code"]
    if kind == ORGANISATION:
        organisation = _organisations().filter(pk=int(code)).first()
        return _of_organisation(organisation) if organisation else None
    region = Region.objects.current().filter(slug=code).first()
    return _of_region(kind, region) if region else None


def find_units(text: str) -> list[Group]:
    """Units for the name of a unit or of a commune, typed with or without marks, best first.

    An old name of a commune finds the units of today. At most five queries.
    """
    text = clean(text)
    body, place = _split(text)
    groups = _groups_of_regions(body, place) if place else []
    words = match_key(text).split()
    organisations = [
        unit
        for row in (_organisations() if words else ())
        if _has(row, words) and (unit := _of_organisation(row))
    ]
    if organisations:
        groups.append(Group(_("Cơ quan, tổ chức"), tuple(organisations[:MAX_ORGANISATIONS])))
    return groups


def exact_unit(text: str, groups: Iterable[Group]) -> LocalUnit | None:
    """The unit whose whole name was typed, with its marks; of namesakes the first, since they print alike."""
    wanted = _comparable(text)
    units = [unit for group in groups for unit in group.units]
    return next((unit for unit in units if _comparable(unit.name) == wanted), None)


def _comparable(name: str) -> str:
    text = " ".join(canonical_tone(clean(name).casefold()).split())
    return _LONG_COMMITTEE.sub("ubnd ", text)


def _split(text: str) -> tuple[str, str]:
    """(key of the body that the text begins with or "", the rest, which names a commune)."""
    words = text.split()
    spellings = [(COMMITTEE, "Ủy ban nhân dân"), *BODIES.items()]
    for body, name in sorted(spellings, key=lambda row: -len(row[1])):
        length = len(name.split())
        if match_key(" ".join(words[:length])) == match_key(name):
            return body, " ".join(words[length:])
    return "", text


def _groups_of_regions(body: str, place: str) -> list[Group]:
    codes = [match.region.code for match in find_regions(place, MAX_REGIONS)]
    regions = {region.code: region for region in Region.objects.current().filter(slug__in=codes)}
    groups = []
    for region in (regions[code] for code in codes if code in regions):
        units = [unit for kind in ([body] if body else BODIES) if (unit := _of_region(kind, region))]
        if units:
            groups.append(Group(region.name, tuple(units)))
    return groups


def _of_region(body: str, region: Region) -> LocalUnit | None:
    """A body of a region; a province has its committee only."""
    if region.parent_id is None and body != COMMITTEE:
        return None
    name = region.official_name
    return LocalUnit(f"{body}-{region.code}", f"{BODIES[body]} {name[:1].lower()}{name[1:]}")


def _organisations() -> "QuerySet[Organisation]":
    today = timezone.localdate()
    return Organisation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))


def _has(organisation: Organisation, words: list[str]) -> bool:
    key = match_key(f"{organisation.name} {organisation.short_name}")
    return all(f" {word}" in f" {key}" for word in words)


def _of_organisation(organisation: Organisation) -> LocalUnit | None:
    """The organisation by its name, by the short one when that is too long to print."""
    names = (organisation.name, organisation.short_name)
    name = next((name for name in names if 0 < len(name) <= MAX_LENGTH), "")
    return LocalUnit(f"{ORGANISATION}-{organisation.pk}", name) if name else None
