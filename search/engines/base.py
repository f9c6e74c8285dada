"""The interface of a search engine. The contract tests run on every engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.items import SearchItem
from search.query import Query
from search.schema import FACETS, ROOTS

# A document matches if it contains at least this share of the groups, rounded up.
LOOSE_PART = 0.25
# A document with all words of a short query ranks before one with some of them in its title. Few
# documents contain all words of a whole question, and those are not the better ones.
SHORT_QUERY = 5
ALL_WORDS_BONUS = 6.0
FACET_SIZE = 1_000
# More than there are provinces and communes.
WHOLE_TREE_SIZE = 5_000
# One filter: any of these (field, value) pairs must hold.
Choice = tuple[tuple[str, str], ...]


class EngineError(Exception):
    """The engine cannot answer now: it is missing, too slow, or its answer is malformed."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request to an engine.

    ``query`` None matches everything. ``filters`` maps a filter's name to its choice; a facet is
    counted without the filter of the same name. Of regions, which are thousands, provinces are counted
    and the communes of those in ``expanded``, {province: its communes}; with ``whole_trees`` all of
    them. ``now`` is in seconds since 1970: items that expired before are not found. ``sort`` is
    "relevance" or "date" (newest first, whole matches before all others).
    """

    query: Query | None
    now: int
    filters: Mapping[str, Choice] = field(default_factory=dict)
    facets: Sequence[str] = FACETS
    expanded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10
    whole_trees: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    item: SearchItem
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """Hits of one page; ``total`` and ``facets`` count all documents that match.

    ``whole`` of them contain all words as they were meant, the others some of them or with other marks.
    ``facets`` maps a name to (value, count) pairs, the largest first.
    """

    total: int
    whole: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Removal:
    """Removes a key from an index, as of this version."""

    key: str
    version: int


Change = SearchItem | Removal


class Build(Protocol):
    """A new index, built beside the one in use."""

    def fill(self, changes: Iterable[Change]) -> None:
        """Add items whose keys are not in this index yet; may be called repeatedly."""

    def write(self, changes: Iterable[Change]) -> None:
        """Apply changes of any keys; may be called repeatedly, later versions win."""

    def swap(self) -> None:
        """Replace the index in use by this one, atomically for every reader."""


class Engine(Protocol):
    """A search engine with one index. Every method may raise EngineError."""

    def usable(self) -> bool:
        """Return whether there is an index that this code can read and write."""

    def ensure(self) -> None:
        """Create an empty index unless there is a usable one: for temporary indexes."""

    def lock(self) -> AbstractContextManager[bool]:
        """Try to lock the index for writing, without waiting: False if another process has the lock."""

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        """Apply the changes, the last one of a key wins; return {key: reason} for those refused.

        The caller holds the lock. An older version never replaces a newer one.
        """

    def search(self, request: Request) -> Results:
        """Return the results among documents that have not expired."""

    def suggest(self, words: Sequence[str], prefix: str, now: int, limit: int) -> list[SearchItem]:
        """Return items whose title has all folded words and a word that starts with the folded prefix."""

    def stored_versions(self) -> Iterator[tuple[str, int, int]]:
        """Yield (key, version, checksum of the content) of every document, in no order."""

    def count(self) -> int:
        """Return the number of documents in the index."""

    def restore_previous(self) -> bool:
        """Put the previous index in use again; False if there is none that this code can use."""

    def build(self) -> AbstractContextManager[Build]:
        """Build a new, empty index; it is discarded unless swapped in."""

    def refresh(self) -> None:
        """Make everything written so far visible to searches."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count of the values of a field, for a facet; ``among`` limits it to those values."""

    facet: str
    field: str
    among: tuple[str, ...] | None = None
    size: int = FACET_SIZE


def count_passes(request: Request) -> dict[tuple[Choice, ...], list[Count]]:
    """Return the counts that a request needs, grouped by the choices that apply to them.

    A facet is counted without its own choice. The first pass is over the results themselves.
    """
    found: dict[tuple[Choice, ...], list[Count]] = {tuple(request.filters.values()): []}
    for name in request.facets:
        choices = tuple(choice for other, choice in request.filters.items() if other != name)
        if request.whole_trees:
            found.setdefault(choices, []).append(Count(name, name, size=WHOLE_TREE_SIZE))
            continue
        found.setdefault(choices, []).append(Count(name, ROOTS.get(name, name)))
        if name in ROOTS and request.expanded:
            inside = tuple((name, root) for root in request.expanded)
            parts = tuple(sorted({part for parts in request.expanded.values() for part in parts}))
            found.setdefault((*choices, inside), []).append(Count(name, name, parts))
    return found


def merge_counts(
    request: Request, rows: Iterable[tuple[Count, Iterable[tuple[str, int]]]]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the facets of a request from its counts: the largest first, equal ones by value."""
    found: dict[str, dict[str, int]] = {name: {} for name in request.facets}
    for count, values in rows:
        among = None if count.among is None else set(count.among)
        found[count.facet] |= {key: number for key, number in values if among is None or key in among}
    return {
        name: tuple(sorted(values.items(), key=lambda row: (-row[1], row[0])))
        for name, values in found.items()
    }


def all_words_bonus(groups: int) -> float:
    """Return what is added to the score of a document that contains all groups of the query."""
    return ALL_WORDS_BONUS * groups if 1 < groups <= SHORT_QUERY else 0.0


def minimum_groups(groups: int) -> int:
    """Return how many groups a document must contain to match."""
    return max(1, -int(-groups * LOOSE_PART // 1))
