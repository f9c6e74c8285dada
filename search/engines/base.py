"""The small interface that both engines keep; the contract suite runs on each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.items import SearchItem
from search.query import Query
from search.schema import FACETS

# Under this many documents with all terms, those with enough of the terms count too.
ENOUGH = 10
# Of that many groups, a loose match must hold at least this part, rounded up.
LOOSE_PART = 0.3
# A document with all words of a short query comes before one with some of them in its title. In a
# whole question few documents hold all words, and those that do are not the better ones.
SHORT_QUERY = 4
ALL_WORDS_BONUS = 3.0
FACET_SIZE = 1000
# One filter: any of these (field, value) pairs must hold.
Choice = tuple[tuple[str, str], ...]


class EngineError(Exception):
    """The engine cannot answer now: not there, too slow, or it answers nonsense."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question to an engine.

    ``query`` None asks for everything. ``filters`` maps a filter's name to its choice; a facet is
    counted without the filter of its own name. ``now`` is seconds since 1970: what ended before is
    not found. ``sort`` is "relevance" or "date" (newest first).
    """

    query: Query | None
    now: int
    filters: Mapping[str, Choice] = field(default_factory=dict)
    facets: Sequence[str] = FACETS
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Hit:
    item: SearchItem
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """``total`` and ``facets`` count the same set of documents that ``hits`` are taken from.

    ``facets`` maps a name to (value, count) pairs, the largest first; ``complete`` tells whether
    the set holds all terms or only enough of them.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Removal:
    """The wish that a key be gone, as of this version of it."""

    key: str
    version: int


Change = SearchItem | Removal


class Build(Protocol):
    """A new index beside the one in use."""

    def write(self, changes: Iterable[Change]) -> None:
        """Add to the new index; may be called often, later versions win."""

    def swap(self) -> None:
        """Put the new index in the place of the old, at once for every reader."""


class Engine(Protocol):
    """What stands between search and an index. Every method may raise EngineError."""

    def ensure(self) -> bool:
        """Make an empty index if there is none that this code can use; True if one was made."""

    def lock(self) -> AbstractContextManager[bool]:
        """The right to write, without waiting: False if somebody else has it."""

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        """Apply the changes, the last one of a key wins; {key: reason} for those refused.

        Call it with the lock held. An older version never replaces a newer one.
        """

    def search(self, request: Request) -> Results:
        """The answer from documents whose time has not ended."""

    def suggest(self, words: Sequence[str], prefix: str, now: int, limit: int) -> list[SearchItem]:
        """Items with all folded words, and one that starts with the folded prefix, in the title."""

    def versions(self) -> Iterator[tuple[str, int]]:
        """(key, version) of every document, in no order."""

    def count(self) -> int:
        """How many documents the index holds."""

    def build(self) -> AbstractContextManager[Build]:
        """A new, empty index; left aside unless swapped in."""

    def refresh(self) -> None:
        """Make everything written so far visible to searches from here on."""


def bonus(groups: int) -> float:
    """What a document gets on top when it holds all groups of the query."""
    return ALL_WORDS_BONUS * groups if 1 < groups <= SHORT_QUERY else 0.0


def loose_minimum(groups: int) -> int:
    """How many of the groups a document must hold when too few hold all."""
    return max(1, -int(-groups * LOOSE_PART // 1))
