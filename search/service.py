"""One search from the words of a reader to results, whichever engine answers. Never raises for input."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from search import connection
from search.analysis import fold_form, tokens
from search.decoder import Decoder
from search.engines.base import Choice, EngineError, Request, Results
from search.items import SearchItem
from search.patience import within
from search.places import Old, old_place, with_place
from search.query import Query, parse
from search.schema import FACETS
from search.steering import Steering, current
from search.sync import deliver_task, is_behind, own_targets

logger = logging.getLogger(__name__)

MAX_SIZE = 50
# Elasticsearch answers no deeper than its result window; nobody reads so far.
MAX_OFFSET = 10_000
SUGGESTIONS = 8
# An index that is gone is built anew by the worker, asked for once in that many seconds.
REPAIR_KEY, REPAIR_PAUSE = "search-repair", 60
BEHIND_KEY, BEHIND_KEPT = "search-behind", 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question: text, known filters, order, page from 1, size; ``literal`` searches as typed.

    ``opened`` are the provinces whose communes are counted too.
    """

    text: str = ""
    filters: Mapping[str, Choice] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = 10
    literal: bool = False
    facets: Sequence[str] = FACETS
    opened: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """``available`` is False when no engine answered; ``page`` is the page that was really taken.

    ``promoted`` maps the key of a page that editors pinned to their word about it.
    """

    query: Query | None
    results: Results
    took_ms: float
    page: int = 1
    available: bool = True
    promoted: Mapping[int, str] = field(default_factory=dict)
    hotline: bool = False
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return self.results.total


NOTHING = Results(0, (), dict.fromkeys(FACETS, ()))


def understand(text: str, literal: bool, steering: Steering) -> Query | None:
    """The query of a text, read by the decoder if the index is there and corrections are on.

    A reading is shown only if live public items hold each word of it at this very moment, and each
    pair of words that the index remembers: it may remember it of a document that is gone.
    """
    literal = literal or not steering.corrections
    reader: Decoder | None
    try:
        reader = connection.decoder()
    except EngineError:
        reader = None
    query = parse(text, reader, steering.synonyms, literal)
    if query is None or reader is None:
        return query
    said = query.corrected_from is not None or query.did_you_mean is not None
    if said and not (steering.corrections and _held(query, reader)):
        as_typed = parse(text, reader, steering.synonyms, literal=True)
        return replace(as_typed, did_you_mean=None) if as_typed else None
    return query


def _held(query: Query, reader: Decoder) -> bool:
    typed, shown = tokens(query.typed), tokens(query.did_you_mean or query.reading)
    pairs = {"_".join(pair) for pair in pairwise(shown)} - {"_".join(pair) for pair in pairwise(typed)}
    remembered = {pair for pair in pairs if reader.lexicon.pair_count(pair)}
    try:
        return connection.embedded().holds(set(shown) - set(typed), remembered, _now())
    except EngineError:
        return False


def _now() -> int:
    return int(timezone.now().timestamp())


def ask(wanted: Wanted) -> Answer:
    """The answer of Elasticsearch if there is one, else of the embedded index, else an empty one."""
    start = time.perf_counter()
    steering = current()
    query = understand(wanted.text, wanted.literal, steering)
    place = old_place(query) if query is not None else Old()
    if query is not None and place.terms:
        query = with_place(query, place.terms)
    words = tuple(fold_form(token) for token in tokens(wanted.text[:400])[:32])
    pinned = [row for row in steering.pinned if query is not None and row.fits(words)]
    read = tuple(fold_form(term) for term in query.terms) if query else ()
    pinned += [row for row in steering.pinned if query is not None and row not in pinned and row.fits(read)]
    promoted: dict[int, str] = {}
    for row in pinned:
        if row.page is not None:
            promoted.setdefault(row.page, row.text)
    size = min(max(wanted.size, 1), MAX_SIZE)
    page = min(max(wanted.page, 1), MAX_OFFSET // size)
    found: Results | None = None
    if query is not None or wanted.filters:
        deadline = time.monotonic() + connection.ASK_TIMEOUT
        found = _search(query, wanted, page, size, deadline)
        if found is not None and not found.hits and found.total and page > 1:
            page = (found.total - 1) // size + 1
            found = _search(query, wanted, page, size, deadline)
    available = found is not None or (query is None and not wanted.filters)
    return Answer(
        query=query,
        results=found or NOTHING,
        took_ms=round((time.perf_counter() - start) * 1000, 1),
        page=page,
        available=available,
        promoted=promoted,
        hotline=any(row.hotline for row in pinned),
        notes=place.notes,
    )


def _search(query: Query | None, wanted: Wanted, page: int, size: int, deadline: float) -> Results | None:
    """From Elasticsearch if it answers before the deadline, else from the embedded index."""
    request = Request(
        query,
        _now(),
        wanted.filters,
        wanted.facets,
        wanted.opened,
        wanted.sort,
        offset=(page - 1) * size,
        limit=size,
    )
    elastic = connection.usable_elastic()
    if elastic is not None and not _behind():
        try:
            found = within(deadline - time.monotonic(), lambda: elastic.search(request))
        except EngineError as error:
            connection.note_failure()
            logger.warning("Search answers from the embedded index: %s", error)
        else:
            connection.note_answer()
            return found
    try:
        return connection.embedded().search(request)
    except EngineError as error:
        logger.error("No index can answer: %s", error)
        if cache.add(REPAIR_KEY, True, REPAIR_PAUSE):
            for target in own_targets():
                deliver_task.enqueue(target)
        return None


def _behind() -> bool:
    """Whether Elasticsearch has yet to hear of a change: it might still show what was withdrawn."""
    kept = cache.get(BEHIND_KEY)
    if kept is None:
        try:
            kept = is_behind(connection.ELASTIC_TARGET)
        except DatabaseError:
            return True
        cache.set(BEHIND_KEY, kept, BEHIND_KEPT)
    return bool(kept)


def suggest(text: str) -> list[SearchItem]:
    """Up to eight items whose title goes on as typed so far; always from the embedded index."""
    steering = current()
    typed = tokens(text[:100])[:12]
    if not steering.suggestions or not typed or len("".join(typed)) < 2:
        return []
    attempts = [typed]
    found: dict[str, SearchItem] = {}
    try:
        if steering.corrections:
            attempts.append(list(connection.decoder().decode(typed)))
        for words in attempts:
            folds = [fold_form(word) for word in words]
            begun = not text.endswith(" ")
            complete, prefix = (folds[:-1], folds[-1]) if begun else (folds, "")
            for item in connection.embedded().suggest(complete, prefix, _now(), 3 * SUGGESTIONS):
                found.setdefault(" ".join(tokens(item.title)), item)
    except EngineError:
        return []
    return [item for item in found.values() if not steering.blocks(item.title)][:SUGGESTIONS]
