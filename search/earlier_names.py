"""Earlier names of regions: "huyện Cao Lộc" finds what concerns its communes of today, with a note."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cms.vocabulary.finder import TYPES, find_regions, phrase_of
from cms.vocabulary.models import Region, RegionAlias
from search.analysis import tokens
from search.keyboards import from_telex, from_vni
from search.query import Query
from search.words import Term

MAX_TERMS = 6
MAX_NOTES = 3
MAX_REGIONS = 30


@dataclass(frozen=True, slots=True)
class EarlierName:
    """Notes for the reader, and index terms of the regions that succeeded the region of that name.

    ``present`` are the terms of a region that has the name today, and of the region above it.
    """

    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    present: tuple[Term, ...] = ()


def _spellings(query: Query) -> dict[str, str]:
    """Return {folded name: text} of the query as typed, as read, and as Telex and VNI read its keys."""
    typed = tokens(query.typed)
    texts = [query.typed, query.reading]
    texts += [" ".join(read(term) or term for term in typed) for read in (from_telex, from_vni)]
    return {phrase: text for text in texts if (phrase := phrase_of(text))}


def _keys(names: Iterable[str]) -> set[str]:
    """Return names as keys of regions; "xa bao lac cao bang" may be "xa bao lac, cao bang"."""
    words = [name.split() for name in names]
    parted = {f"{' '.join(name[:at])}, {' '.join(name[at:])}" for name in words for at in range(2, len(name))}
    return {*names, *parted}


def find_earlier_name(query: Query) -> EarlierName:
    """Return the regions of today for a query that is an earlier name of a region.

    A search costs two queries by index, one with an earlier name five.
    """
    if len(query.terms) > MAX_TERMS:
        return EarlierName()
    texts = _spellings(query)
    names = {f"{kind} {phrase}": phrase for phrase in texts for kind in TYPES} | {key: key for key in texts}
    key = RegionAlias.objects.filter(key__in=names).values_list("key", flat=True).first()
    if key is None:
        units = Region.objects.filter(key__in=_keys(names)).values_list("slug", "parent__slug")[:MAX_NOTES]
        own = [("region", code) for code, _above in units]
        return EarlierName(present=(*own, *(("place", above) for _code, above in units if above)))
    matches = [match for match in find_regions(texts[names[key]], limit=MAX_REGIONS) if match.why]
    if not matches:
        return EarlierName()
    codes = [match.region.code for match in matches]
    above = Region.objects.filter(children__slug__in=codes).values_list("slug", flat=True).distinct()
    terms = [("region", code) for code in codes] + [("place", code) for code in above]
    notes = dict.fromkeys(match.why for match in matches)
    return EarlierName(tuple(notes)[:MAX_NOTES], tuple(terms))


def with_region_terms(query: Query, terms: tuple[Term, ...]) -> Query:
    """Return the query with the regions as alternatives to each of its words."""
    alternatives = tuple((term,) for term in terms)
    return replace(
        query,
        reading=query.typed,
        corrected_from=None,
        did_you_mean=None,
        groups=tuple(group + alternatives for group in query.groups),
        whole=tuple(group + alternatives for group in query.whole),
        weights={**query.weights, **dict.fromkeys(terms, 1.0)},
    )
