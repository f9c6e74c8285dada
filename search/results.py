"""The results page as data: cards with marked words, facets with counts, links that keep the query."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from cms.vietnamese import clean
from search import facets, service
from search.engines.base import Hit
from search.highlight import fragment, highlight
from search.schema import FACETS
from search.steering import current

SORTS = ("relevance", "date")
DEFAULT_SIZE = 10
SHOWN = 8


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 - search.highlight escapes all but its own marks


@dataclass(frozen=True, slots=True)
class Card:
    """One result as a reader sees it; ``title`` and ``extract`` are safe HTML."""

    title: SafeString
    extract: SafeString
    url: str
    kind: str
    date: dt.date | None
    numbers: tuple[str, ...]
    audience: str
    region: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool
    below: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: what is shown at once, and the rest behind a fold."""

    name: str
    title: str
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        return self.options[:SHOWN]

    @property
    def more(self) -> tuple[Option, ...]:
        return self.options[SHOWN:]


def number(raw: str, default: int) -> int:
    """A positive number of at most nine digits, else the default."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 and int(raw) else default


class Search:
    """A search seen through the parameters of a request; any value of them is fit."""

    def __init__(self, params: Any, size: int = DEFAULT_SIZE) -> None:
        self.text = clean(params.get("q", "")[:1000]).strip()[:200]
        self.literal = params.get("literal") == "1"
        self.sort = params.get("sort") if params.get("sort") in SORTS else "relevance"
        asked = number(params.get("size", ""), size)
        self.size = asked if asked <= service.MAX_SIZE else size
        self.page_number = number(params.get("page", ""), 1)
        self._values = facets.chosen(params)
        self._steering = current()

    @cached_property
    def _asked(self) -> facets.Names:
        """Names of the values in the request."""
        return facets.names_of(self._values, self._steering) if self._values else facets.Names()

    @cached_property
    def chosen(self) -> dict[str, list[str]]:
        """Known values by filter."""
        known = {name: self._asked.known(name, values) for name, values in self._values.items()}
        return {name: values for name, values in known.items() if values}

    @cached_property
    def answer(self) -> service.Answer:
        return service.ask(
            service.Wanted(
                self.text,
                facets.choices(self._values, self._asked),
                self.sort,
                self.page_number,
                self.size,
                self.literal,
                opened=facets.opened(self._values, self._asked),
            )
        )

    @cached_property
    def names(self) -> facets.Names:
        """Names of all values that the answer and the request speak of."""
        wanted: dict[str, list[str]] = {
            name: [value for value, _count in rows] for name, rows in self.answer.results.facets.items()
        }
        for name, values in self.chosen.items():
            wanted[name] = [*wanted.get(name, []), *values]
        for hit in self.answer.results.hits:
            wanted.setdefault("region", []).extend(hit.item.place)
        return facets.names_of(wanted, self._steering)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Facets with something to choose; a commune is offered below its province once that is chosen."""
        found = []
        for name in FACETS:
            options = tuple(self._options(name, self.answer.results.facets.get(name, ())))
            if options:
                found.append(Facet(name, str(facets.TITLES[name]), options))
        return tuple(found)

    def _options(self, name: str, rows: Sequence[tuple[str, int]]) -> Iterator[Option]:
        labels = self.names.labels.get(name, {})
        chosen = self.chosen.get(name, [])
        counts = dict.fromkeys(chosen, 0) | dict(rows)
        options = [
            Option(value, labels[value], count, value in chosen)
            for value, count in counts.items()
            if value in labels
        ]
        if name != "region":
            yield from sorted(options, key=lambda option: not option.chosen)
            return
        provinces = self.names.provinces
        open_ones = {provinces.get(value, value) for value in chosen}
        for option in options:
            if option.value in provinces:
                continue
            yield option
            if option.value in open_ones:
                for inner in options:
                    if provinces.get(inner.value) == option.value:
                        yield Option(inner.value, inner.label, inner.count, inner.chosen, below=True)

    @cached_property
    def cards(self) -> list[Card]:
        query = self.answer.query
        words = (query.folds, query.paired) if query else (frozenset[str](), frozenset[str]())
        return [self._card(hit, *words) for hit in self.answer.results.hits]

    def _card(self, hit: Hit, folds: frozenset[str], paired: frozenset[str]) -> Card:
        item, labels = hit.item, self.names.labels
        return Card(
            title=_safe(highlight(item.title, folds, paired)),
            extract=_safe(
                fragment(extract_source(item.summary, item.body, folds, paired), folds, paired=paired)
            ),
            url=item.url,
            kind=labels["kind"].get(item.kind, ""),
            date=item.date,
            numbers=item.numbers,
            audience=", ".join(labels["audience"][key] for key in item.audience if key in labels["audience"]),
            region=", ".join(labels["region"][key] for key in item.place if key in labels["region"]),
        )

    @property
    def first_number(self) -> int:
        return (self.answer.page - 1) * self.size + 1

    @property
    def hidden(self) -> list[tuple[str, list[str]]]:
        """Chosen filters that have no box of their own on the page; one place has the reader's own box."""
        shown = {("place", value) for value in self.chosen.get("place", [])[:1]}
        shown |= {(facet.name, option.value) for facet in self.facets for option in facet.options}
        return [
            (name, [value for value in values if (name, value) not in shown])
            for name, values in self.chosen.items()
        ]

    @property
    def place_name(self) -> str:
        """The first chosen place, as its box shows it; "" if there is none."""
        return next((self.names.labels["place"][code] for code in self.chosen.get("place", ())), "")

    @property
    def pages(self) -> int:
        return min(max(1, -(-self.answer.total // self.size)), service.MAX_OFFSET // self.size)

    @property
    def previous(self) -> str:
        return self.link(page=self.answer.page - 1) if self.answer.page > 1 else ""

    @property
    def next(self) -> str:
        return self.link(page=self.answer.page + 1) if self.answer.page < self.pages else ""

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        """(name of the filter, name of the value, link without it)."""
        return [
            (
                str(facets.TITLES[name]),
                self.names.labels[name].get(value, value),
                self.link(without=(name, value)),
            )
            for name, values in self.chosen.items()
            for value in values
        ]

    def link(self, without: tuple[str, str] | None = None, **changed: Any) -> str:
        """The query string of this search with something changed; "" takes a parameter away."""
        plain: Mapping[str, Any] = {
            "q": self.text,
            "sort": self.sort if self.sort != "relevance" else "",
            "literal": "1" if self.literal else "",
            "size": self.size if self.size != DEFAULT_SIZE else "",
        } | changed
        pairs = [(name, str(value)) for name, value in plain.items() if value]
        pairs += [
            (name, value)
            for name, values in self.chosen.items()
            for value in values
            if (name, value) != without
        ]
        return f"?{urlencode(pairs)}" if pairs else "?"

    @property
    def literal_link(self) -> str:
        return self.link(literal="1")

    @property
    def other_sort_link(self) -> str:
        return self.link(sort="date" if self.sort == "relevance" else "")

    @property
    def reading_link(self) -> str:
        query = self.answer.query
        return self.link(q=query.did_you_mean, literal="") if query and query.did_you_mean else ""

    @property
    def free_link(self) -> str:
        """The same words without any filter."""
        return f"?{urlencode({'q': self.text})}" if self.text else "?"


def extract_source(
    summary: str, body: str, folds: frozenset[str], paired: frozenset[str] = frozenset()
) -> str:
    """Where an extract is taken from: the summary if it holds words of the query, else all the text."""
    if summary and (not folds or "<mark>" in highlight(summary, folds, paired)):
        return summary
    return f"{summary} {body}".strip()
