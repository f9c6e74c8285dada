"""What editors steer, read from the database at most twice a minute: synonyms, promotions, switches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache

from cms.vocabulary.models import Audience, Channel, Topic
from search.models import BlockedSuggestion, Promotion, SearchSettings, Synonym, folded

KEPT = 30
CACHE_KEY = "search-steering"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """One promotion: for which folded queries it stands, and what it shows."""

    phrases: tuple[Phrase, ...]
    contains: bool
    hotline: bool
    page: int | None
    text: str

    def fits(self, query: Phrase) -> bool:
        if self.contains:
            return any(_within(phrase, query) for phrase in self.phrases)
        return query in self.phrases


@dataclass(frozen=True, slots=True)
class Steering:
    """``labels`` names the terms of the small vocabularies: {facet: {key: name}}, in their order."""

    synonyms: dict[Phrase, tuple[Phrase, ...]] = field(default_factory=dict)
    pinned: tuple[Pinned, ...] = ()
    blocked: tuple[Phrase, ...] = ()
    suggestions: bool = True
    corrections: bool = True
    labels: dict[str, dict[str, str]] = field(default_factory=dict)

    def blocks(self, text: str) -> bool:
        words = folded(text)
        return any(_within(phrase, words) for phrase in self.blocked)


def _within(phrase: Phrase, words: Sequence[str]) -> bool:
    """Whether the phrase stands in the words, all of it in a row."""
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))


def synonym_table(groups: Iterable[Iterable[str]]) -> dict[Phrase, tuple[Phrase, ...]]:
    """{folded phrase: the other phrases of its groups}."""
    table: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for group in groups:
        phrases = [phrase for line in group if (phrase := folded(line))]
        for phrase in phrases:
            table[phrase] |= dict.fromkeys(other for other in phrases if other != phrase)
    return {phrase: tuple(others) for phrase, others in table.items() if others}


def _read() -> Steering:
    # Not ``load()``: that writes a row, and a reader's question writes nothing.
    switches = SearchSettings.objects.first() or SearchSettings()
    return Steering(
        synonyms=synonym_table(row.lines for row in Synonym.objects.filter(active=True)),
        pinned=tuple(
            Pinned(
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


def current() -> Steering:
    kept = cache.get(CACHE_KEY)
    if isinstance(kept, Steering):
        return kept
    fresh = _read()
    cache.set(CACHE_KEY, fresh, KEPT)
    return fresh


def forget() -> None:
    """Called when any of it is saved; other processes hear of it within half a minute."""
    cache.delete(CACHE_KEY)
