"""A reader's own place as typed into a form: its code, or a name that leads to one place or to several."""

from dataclasses import dataclass
from typing import Any

from cms.vietnamese import match_key
from cms.vocabulary.finder import Match, find_regions

OFFERED = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """``params`` with the code in place of a name that is clear; ``offers`` for one that is not.

    ``typed`` is the name that is not clear, "" if there is none; ``why`` says how an earlier name led here.
    """

    params: Any
    typed: str = ""
    offers: tuple[Match, ...] = ()
    why: str = ""


def read_place(params: Any) -> Asked:
    """The parameter ``place`` of a request (a ``QueryDict``): at most three queries, none for mere codes."""
    values = params.getlist("place")
    typed = next((text for value in values if (text := value.strip()) and not text.isdigit()), "")
    if not typed:
        return Asked(params)
    found = find_regions(typed, OFFERED)
    exact = [match for match in found if match_key(match.region.name) == match_key(typed)]
    clear = exact[:1] or (found if len(found) == 1 else [])
    clean = params.copy()
    kept = [value for value in values if value.strip().isdigit()]
    clean.setlist("place", [*kept, *(match.region.code for match in clear)])
    if clear:
        return Asked(clean, why=clear[0].why)
    return Asked(clean, typed[:100], tuple(found))
