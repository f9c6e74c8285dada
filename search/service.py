"""Searches: from the text of a reader to results of whichever engine answers. Never raises for input."""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from cms.listing import MAX_SIZE
from cms.optional_writes import write_or_log
from search import connection
from search.analysis import fold_form, tokens
from search.deadline import call_within
from search.decoder import Decoder
from search.discovery import help_kinds
from search.earlier_names import EarlierName, find_earlier_name, with_region_terms
from search.editorial_settings import EditorialSettings, PinnedResult, current_settings
from search.engines.base import Choice, EngineError, Request, Results
from search.items import SearchItem
from search.language import Language, general_language, with_words
from search.query import Query, parse, with_first
from search.schema import FACETS
from search.sync import deliver_task, is_behind, local_targets

logger = logging.getLogger(__name__)

# Elasticsearch answers no deeper than its result window; nobody reads so far.
MAX_OFFSET = 10_000
MAX_SUGGESTIONS = 8
# A missing index is rebuilt by the worker; the task is enqueued once in that many seconds.
REPAIR_KEY, REPAIR_PAUSE = "search-repair", 60
BEHIND_KEY, BEHIND_CACHE_SECONDS = "search-behind", 1


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Text, known filters, order, page from 1, size; ``literal`` searches exactly what was typed.

    ``expanded`` are the provinces whose communes are counted too.
    """

    text: str = ""
    filters: Mapping[str, Choice] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    size: int = 10
    literal: bool = False
    facets: Sequence[str] = FACETS
    expanded: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """``available`` is False when no engine answered; ``page`` is the page that the results are of.

    ``promoted`` maps the primary key of a page that editors pinned to their text about it.
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

    @property
    def whole(self) -> int:
        """The number of results with all words as they were meant."""
        return self.results.whole

    @property
    def partial(self) -> int:
        """The number of results with some of the words, or the words with other marks."""
        return self.results.total - self.results.whole


NO_RESULTS = Results(0, 0, (), dict.fromkeys(FACETS, ()))


@lru_cache(maxsize=2)
def _language(words: tuple[str, ...]) -> Language:
    return with_words(general_language(), words)


def understand(text: str, literal: bool, editorial: EditorialSettings) -> Query | None:
    """Return the query of a text, decoded if there is an index and corrections are on.

    A reading is shown only if each of its words is common language or in live public items at this
    moment, and so is each pair of its words that the index knows: the index may know a pair from a
    removed document (rule 30).
    """
    literal = literal or not editorial.corrections
    decoder: Decoder | None
    try:
        decoder = connection.decoder()
    except EngineError:
        decoder = None
    language = _language(editorial.words)
    query = parse(text, decoder, editorial.synonyms, literal, language)
    if query is None or decoder is None:
        return query
    shows_reading = query.corrected_from is not None or query.did_you_mean is not None
    if shows_reading and not (editorial.corrections and _is_public(query, decoder, language)):
        as_typed = parse(text, decoder, editorial.synonyms, True, language)
        return replace(as_typed, did_you_mean=None) if as_typed else None
    return query


def _is_public(query: Query, decoder: Decoder, language: Language) -> bool:
    """Return whether all of the reading that was not typed is common language or on public items."""
    typed, shown = tokens(query.typed), tokens(query.did_you_mean or query.reading)
    pairs = {"_".join(pair) for pair in pairwise(shown)} - {"_".join(pair) for pair in pairwise(typed)}
    known_pairs = {pair for pair in pairs if pair not in language.steps and decoder.lexicon.pair_count(pair)}
    words = {term for term in shown if not language.knows(term)} - set(typed)
    try:
        return connection.embedded().holds(words, known_pairs, _now())
    except EngineError:
        return False


def _now() -> int:
    return int(timezone.now().timestamp())


def _pinned(text: str, query: Query | None, editorial: EditorialSettings) -> list[PinnedResult]:
    """Return the promotions that match the text as typed, then those that match its reading."""
    if query is None:
        return []
    typed = tuple(fold_form(token) for token in tokens(text[:400])[:32])
    reading = tuple(fold_form(term) for term in query.terms)
    rows = [row for row in editorial.pinned if row.matches(typed)]
    return rows + [row for row in editorial.pinned if row not in rows and row.matches(reading)]


def search(request: SearchRequest) -> SearchAnswer:
    """Return the answer of Elasticsearch if there is one, else of the embedded index, else an empty one."""
    start = time.perf_counter()
    editorial = current_settings()
    query = understand(request.text, request.literal, editorial)
    earlier = find_earlier_name(query) if query is not None else EarlierName()
    if query is not None and earlier.terms:
        query = with_region_terms(query, earlier.terms)
    if query is not None and earlier.present:
        query = with_first(query, earlier.present)
    pinned = _pinned(request.text, query, editorial)
    hotline = any(row.hotline for row in pinned)
    if query is not None and hotline:
        query = with_first(query, [("kind", kind) for kind in help_kinds()])
    promoted: dict[int, str] = {}
    for row in pinned:
        if row.page is not None:
            promoted.setdefault(row.page, row.text)
    size = min(max(request.size, 1), MAX_SIZE)
    page = min(max(request.page, 1), MAX_OFFSET // size)
    results: Results | None = None
    is_empty = query is None and not request.filters
    if not is_empty:
        deadline = time.monotonic() + connection.SEARCH_TIMEOUT
        results = _search(query, request, page, size, deadline)
        if results is not None and not results.hits and results.total and page > 1:
            page = (results.total - 1) // size + 1
            results = _search(query, request, page, size, deadline)
    return SearchAnswer(
        query=query,
        results=results or NO_RESULTS,
        took_ms=round((time.perf_counter() - start) * 1000, 1),
        page=page,
        available=results is not None or is_empty,
        promoted=promoted,
        hotline=hotline,
        notes=earlier.notes,
    )


def _search(
    query: Query | None, search_request: SearchRequest, page: int, size: int, deadline: float
) -> Results | None:
    """Return results of Elasticsearch if it answers before the deadline, else of the embedded index."""
    request = Request(
        query,
        _now(),
        search_request.filters,
        search_request.facets,
        search_request.expanded,
        search_request.sort,
        offset=(page - 1) * size,
        limit=size,
    )
    elastic = connection.usable_elastic()
    if elastic is not None and not _elastic_is_behind():
        try:
            results = call_within(deadline - time.monotonic(), lambda: elastic.search(request))
        except EngineError as error:
            connection.note_failure()
            logger.warning("Search answers from the embedded index: %s", error)
        else:
            connection.note_success()
            return results
    try:
        return connection.embedded().search(request)
    except EngineError as error:
        logger.error("No index can answer: %s", error)
        if cache.add(REPAIR_KEY, True, REPAIR_PAUSE):
            write_or_log(_enqueue_deliveries, "tasks that repair the indexes")
        return None


def _enqueue_deliveries() -> None:
    for target in local_targets():
        deliver_task.enqueue(target)


def _elastic_is_behind() -> bool:
    """Return whether changes are waiting for Elasticsearch: it might still show what was withdrawn."""
    behind = cache.get(BEHIND_KEY)
    if behind is None:
        try:
            behind = is_behind(connection.ELASTIC_TARGET)
        except DatabaseError:
            return True
        cache.set(BEHIND_KEY, behind, BEHIND_CACHE_SECONDS)
    return bool(behind)


def suggest(text: str) -> list[SearchItem]:
    """Return up to eight items whose title continues the text; always from the embedded index."""
    editorial = current_settings()
    typed = tokens(text[:100])[:12]
    if not editorial.suggestions or not typed or len("".join(typed)) < 2:
        return []
    readings = [typed]
    by_title: dict[str, SearchItem] = {}
    try:
        if editorial.corrections:
            readings.append(list(connection.decoder().decode(typed)))
        for words in readings:
            folds = [fold_form(word) for word in words]
            last_is_prefix = not text.endswith(" ")
            complete, prefix = (folds[:-1], folds[-1]) if last_is_prefix else (folds, "")
            for item in connection.embedded().suggest(complete, prefix, _now(), 3 * MAX_SUGGESTIONS):
                by_title.setdefault(" ".join(tokens(item.title)), item)
    except EngineError:
        return []
    return [item for item in by_title.values() if not editorial.is_blocked(item.title)][:MAX_SUGGESTIONS]
