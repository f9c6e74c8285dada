"""Synonyms, promotions, blocked suggestions and switches of search, as editors maintain them.

Read from the database at most twice a minute by each process group, cached in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache

from cms.vocabulary.models import Audience, Channel, Topic
from search.models import BlockedSuggestion, Promotion, SearchSettings, Synonym, folded

CACHE_SECONDS = 30
CACHE_KEY = "search-editorial-settings"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PinnedResult:
    """One promotion: the folded queries that it matches, and the page or hotline card that it shows."""

    phrases: tuple[Phrase, ...]
    contains: bool
    hotline: bool
    page: int | None
    text: str

    def matches(self, query: Phrase) -> bool:
        if self.contains:
            return any(_contains(query, phrase) for phrase in self.phrases)
        return query in self.phrases


@dataclass(frozen=True, slots=True)
class EditorialSettings:
    """``words`` are the phrases of all synonyms as they are written.

    ``labels`` names the terms of the small vocabularies, {facet: {key: name}}, in their order.
    """

    synonyms: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    pinned: tuple[PinnedResult, ...] = ()
    blocked: tuple[Phrase, ...] = ()
    suggestions: bool = True
    corrections: bool = True
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def is_blocked(self, text: str) -> bool:
        """Return whether the text contains a phrase that is never suggested."""
        words = folded(text)
        return any(_contains(words, phrase) for phrase in self.blocked)


def _contains(words: Sequence[str], phrase: Phrase) -> bool:
    """Return whether the words contain the whole phrase, in a row."""
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))


def synonym_table(groups: Iterable[Iterable[str]]) -> dict[Phrase, tuple[Phrase, ...]]:
    """Return {folded phrase: the other phrases of its groups}."""
    table: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for group in groups:
        phrases = [phrase for line in group if (phrase := folded(line))]
        for phrase in phrases:
            table[phrase] |= dict.fromkeys(other for other in phrases if other != phrase)
    return {phrase: tuple(others) for phrase, others in table.items() if others}


def _load() -> EditorialSettings:
    # Not ``SearchSettings.load()``: that creates a missing row, and a search writes nothing.
    switches = SearchSettings.objects.first() or SearchSettings()
    synonyms = [row.lines for row in Synonym.objects.filter(active=True)]
    return EditorialSettings(
        synonyms=synonym_table(synonyms),
        words=tuple(line for lines in synonyms for line in lines),
        pinned=tuple(
            PinnedResult(
                tuple(phrase for line in row.lines if (phrase := folded(line))),
                row.match == Promotion.Match.CONTAINS,
                row.hotline,
                row.page_id,
                row.text,
            )
            for row in Promotion.objects.active()
        ),
        blocked=tuple(phrase for row in BlockedSuggestion.objects.all() if (phrase := folded(row.phrase))),
        suggestions=switches.suggestions,
        corrections=switches.corrections,
        labels={
            name: dict(model.objects.values_list("slug", "name"))
            for name, model in (("audience", Audience), ("topic", Topic), ("channel", Channel))
        },
    )


def current_settings() -> EditorialSettings:
    """Return the cached settings, or load them."""
    cached = cache.get(CACHE_KEY)
    if isinstance(cached, EditorialSettings):
        return cached
    fresh = _load()
    cache.set(CACHE_KEY, fresh, CACHE_SECONDS)
    return fresh


def clear_cache() -> None:
    """Drop the cached settings after a change; caches of other processes expire within 30 seconds."""
    cache.delete(CACHE_KEY)
