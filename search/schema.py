"""Fields, weights and facets as data; each engine compiles its schema from them and adds none.

Text fields hold terms of ``search.analysis`` joined by spaces. Every field exists in three forms
("title_exact", "title_fold", "title_bigram"); ``body`` contains the words of all fields, so that one
field answers whether a document contains all terms.
"""

import hashlib
from typing import Any

from search.analysis import Forms, analyse, code_keys, numbers_in
from search.items import SearchItem

WEIGHTS = {"title": 4.0, "lead": 2.0, "body": 1.0}
FORMS = ("exact", "fold", "bigram")
TEXT_FIELDS = tuple(f"{name}_{form}" for name in WEIGHTS for form in FORMS)
# Pairs of neighbouring exact terms; read by the decoder only, never searched.
PAIR_FIELD = "body_pair"
# A document's own number, and the numbers it cites.
CODE_WEIGHTS = {"code": 50.0, "cited": 5.0}
# Terms in a row, and the field that keeps their positions.
PHRASE_FIELDS = {"title_phrase": "title_fold", "phrase": "body_fold", "exact_phrase": "body_exact"}
# Fixed scores of terms that are not words: document numbers, regions searched by name, the whole text
# in a row.
FIXED_WEIGHTS = CODE_WEIGHTS | {"region": 60.0, "place": 40.0, "title_phrase": 3.0, "phrase": 3.0}
# The fixed score of a kind that tells where to get help, for whoever may need help now.
FIXED_WEIGHTS["kind"] = 200.0
FACETS = ("kind", "audience", "region", "topic", "channel", "year", "campaign")
# Facets whose values form a tree, and the field of their outermost values, which are counted quickly.
ROOTS = {"region": "province"}
# What only lists are filtered by.
OF_LISTS = ("trait", "form")
FILTERS = (*FACETS, *ROOTS.values(), *OF_LISTS, "place", "department", "model")
INTEGERS = ("day", "place_in_lists", "until", "pk", "version", "checksum")
# Bits of the milliseconds of a first publication below those of the day.
MOMENT_BITS = 42
# Raise it when the analysis yields other terms, to have every index rebuilt.
REVISION = 2


def fingerprint() -> str:
    """Return ten characters that change with the schema; part of an index's name."""
    parts = (REVISION, TEXT_FIELDS, PAIR_FIELD, tuple(CODE_WEIGHTS), FILTERS, INTEGERS, PHRASE_FIELDS)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


def _text(prefix: str, forms: Forms) -> dict[str, str]:
    return {f"{prefix}_{form}": getattr(forms, form) for form in FORMS}


def _place_in_lists(item: SearchItem) -> int:
    """Return a number that sorts as lists do: by day, then by first publication; without a day last."""
    return ((item.date.toordinal() if item.date else 0) << MOMENT_BITS) + item.first_published


def document(item: SearchItem) -> dict[str, Any]:
    """Return the item as both engines index it: text as terms, filters as lists of keys, integers."""
    title = analyse(item.title)
    lead = analyse("\n".join((item.summary, *item.keywords, *item.numbers)))
    parts = (title, lead, analyse(item.body))
    whole = Forms(*(" ".join(filter(None, forms)) for forms in zip(*parts, strict=True)))
    numbers = [*item.numbers, *numbers_in(item.title)]
    codes = {key for number in numbers for key in code_keys(number)}
    cited = {key for number in numbers_in(item.body) for key in code_keys(number)} - codes
    return {
        "key": item.key,
        **_text("title", title),
        **_text("lead", lead),
        **_text("body", whole),
        PAIR_FIELD: whole.pair,
        "code": sorted(codes),
        "cited": sorted(cited),
        "kind": [item.kind] if item.kind else [],
        "audience": list(item.audience),
        "region": list(item.region),
        "province": list(item.province),
        "trait": list(item.trait),
        "form": [item.form] if item.form else [],
        "topic": list(item.topic),
        "channel": list(item.channel),
        "year": [str(item.date.year)] if item.date else [],
        "campaign": list(item.campaign),
        "place": list(item.place),
        "department": list(item.department),
        "model": [item.model],
        "day": item.date.toordinal() if item.date else 0,
        "place_in_lists": _place_in_lists(item),
        "until": item.valid_until,
        "pk": item.pk,
        "version": item.version,
        "checksum": item.checksum,
        "boost": item.boost,
        "source": item.source(),
    }
