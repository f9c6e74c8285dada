"""The small interface that both engines keep; the contract suite runs on each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from search.items import SearchItem
from search.query import Query
from search.schema import FACETS, ROOTS

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
    counted without the filter of its own name. Of places, which are thousands, provinces are counted,
    and the communes of those in ``opened``: {province: its communes}. ``now`` is seconds since 1970:
    what ended before is not found. ``sort`` is "relevance" or "date" (newest first).
    """

    query: Query | None
    now: int
    filters: Mapping[str, Choice] = field(default_factory=dict)
    facets: Sequence[str] = FACETS
    opened: Mapping[str, Sequence[str]] = field(default_factory=dict)
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

    def fill(self, changes: Iterable[Change]) -> None:
        """Add items whose keys were not told to this index before; may be called often."""

    def write(self, changes: Iterable[Change]) -> None:
        """Apply changes of any keys; may be called often, later versions win."""

    def swap(self) -> None:
        """Put the new index in the place of the old, at once for every reader."""


class Engine(Protocol):
    """What stands between search and an index. Every method may raise EngineError."""

    def usable(self) -> bool:
        """Whether there is an index that this code can write to and read."""

    def ensure(self) -> None:
        """Make an empty index if there is none that this code can use: for throw-away ones."""

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

    def held(self) -> Iterator[tuple[str, int, int]]:
        """(key, version, mark of the content) of every document, in no order."""

    def count(self) -> int:
        """How many documents the index holds."""

    def go_back(self) -> bool:
        """Put the index before this one in use again; False if there is none that this code can use."""

    def build(self) -> AbstractContextManager[Build]:
        """A new, empty index; left aside unless swapped in."""

    def refresh(self) -> None:
        """Make everything written so far visible to searches from here on."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count of the values of a field, for a facet; ``among`` are those that matter, None for all."""

    facet: str
    field: str
    among: tuple[str, ...] | None = None


def passes(request: Request) -> dict[tuple[Choice, ...], list[Count]]:
    """The counts that a request asks for, by the choices that hold for what is counted.

    A facet is counted without the choice of its own. The first pass is over the results themselves.
    """
    found: dict[tuple[Choice, ...], list[Count]] = {tuple(request.filters.values()): []}
    for name in request.facets:
        choices = tuple(choice for other, choice in request.filters.items() if other != name)
        found.setdefault(choices, []).append(Count(name, ROOTS.get(name, name)))
        if name in ROOTS and request.opened:
            inside = tuple((name, root) for root in request.opened)
            parts = tuple(sorted({part for parts in request.opened.values() for part in parts}))
            found.setdefault((*choices, inside), []).append(Count(name, name, parts))
    return found


def merged(
    request: Request, rows: Iterable[tuple[Count, Iterable[tuple[str, int]]]]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """The facets of a request from its counts: the largest values first, equal ones by their keys."""
    found: dict[str, dict[str, int]] = {name: {} for name in request.facets}
    for count, values in rows:
        kept = None if count.among is None else set(count.among)
        found[count.facet] |= {key: held for key, held in values if kept is None or key in kept}
    return {
        name: tuple(sorted(values.items(), key=lambda row: (-row[1], row[0])))
        for name, values in found.items()
    }


def bonus(groups: int) -> float:
    """What a document gets on top when it holds all groups of the query."""
    return ALL_WORDS_BONUS * groups if 1 < groups <= SHORT_QUERY else 0.0


def loose_minimum(groups: int) -> int:
    """How many of the groups a document must hold when too few hold all."""
    return max(1, -int(-groups * LOOSE_PART // 1))
