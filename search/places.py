"""Earlier names of places: "huyện Cao Lộc" finds what concerns its communes of today, and says why."""

from dataclasses import dataclass, replace

from cms.vocabulary.finder import TYPES, find_regions, phrase_of
from cms.vocabulary.models import Region, RegionAlias
from search.analysis import tokens
from search.keyboards import from_telex, from_vni
from search.query import Query, Term

LONGEST = 6
SHOWN = 3
UNITS = 30


@dataclass(frozen=True, slots=True)
class Old:
    """Sentences for the reader, and terms that stand for the place."""

    notes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()


def _spellings(query: Query) -> dict[str, str]:
    """{folded name: the text} for the query as typed, as read, and as an input method reads its keys."""
    typed = tokens(query.typed)
    texts = [query.typed, query.reading]
    texts += [" ".join(read(term) or term for term in typed) for read in (from_telex, from_vni)]
    return {phrase: text for text in texts if (phrase := phrase_of(text))}


def old_place(query: Query) -> Old:
    """The units of today for a query that is the earlier name of a place.

    One query by index for every search, four more for one that is such a name.
    """
    if len(query.terms) > LONGEST:
        return Old()
    texts = _spellings(query)
    names = {f"{kind} {phrase}": phrase for phrase in texts for kind in TYPES} | {key: key for key in texts}
    key = RegionAlias.objects.filter(key__in=names).values_list("key", flat=True).first()
    if key is None:
        return Old()
    found = [match for match in find_regions(texts[names[key]], limit=UNITS) if match.why]
    if not found:
        return Old()
    codes = [match.region.code for match in found]
    above = Region.objects.filter(children__slug__in=codes).values_list("slug", flat=True).distinct()
    terms = [("region", code) for code in codes] + [("place", code) for code in above]
    notes = dict.fromkeys(match.why for match in found)
    return Old(tuple(notes)[:SHOWN], tuple(terms))


def with_place(query: Query, terms: tuple[Term, ...]) -> Query:
    """The query that such a place answers as well as its name does."""
    stands_for = tuple((term,) for term in terms)
    return replace(
        query,
        reading=query.typed,
        corrected_from=None,
        did_you_mean=None,
        groups=tuple(group + stands_for for group in query.groups),
        weights={**query.weights, **dict.fromkeys(terms, 1.0)},
    )
