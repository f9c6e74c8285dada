"""Reads the parameter ``place``: official codes, or a name that means one region or several."""

from dataclasses import dataclass
from typing import Any

from cms.vietnamese import match_key
from cms.vocabulary.finder import Match, find_regions

MAX_OFFERS = 12


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """``params`` with a unique name replaced by its code; ``offers`` are the regions of an ambiguous one.

    ``raw_name`` is the ambiguous or unknown name, else ""; ``why`` is the reason for an earlier name.
    """

    params: Any
    raw_name: str = ""
    offers: tuple[Match, ...] = ()
    why: str = ""


def read_place(params: Any) -> PlaceQuery:
    """Read the parameter ``place`` of a ``QueryDict``; at most three queries, none for codes only."""
    values = params.getlist("place")
    raw_name = next((text for value in values if (text := value.strip()) and not text.isdigit()), "")
    if not raw_name:
        return PlaceQuery(params)
    found = find_regions(raw_name, MAX_OFFERS)
    exact = [match for match in found if match_key(match.region.name) == match_key(raw_name)]
    clear = exact[:1] or (found if len(found) == 1 else [])
    clean = params.copy()
    codes = [value for value in values if value.strip().isdigit()]
    clean.setlist("place", [*codes, *(match.region.code for match in clear)])
    if clear:
        return PlaceQuery(clean, why=clear[0].why)
    return PlaceQuery(clean, raw_name[:100], tuple(found))
