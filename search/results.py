"""The results page as data: cards with highlighted words, facets with counts, links."""

import datetime as dt
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.listing import (
    PARAMETERS,
    Facet,
    Option,
    ResultList,
    bad_numbers,
    page_number,
    page_size,
    unknown_names,
    unknown_values,
)
from cms.listing.results import query_string
from cms.vietnamese import clean
from search import facets, service
from search.editorial_settings import current_settings
from search.engines.base import Hit
from search.highlight import fragment, highlight
from search.quotations import without_quotations
from search.schema import FACETS
from search.words import Highlights

SORTS = ("relevance", "date")
DEFAULT_SIZE = 10
# Characters of a question.
MAX_LENGTH = 200


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


class Search(ResultList):
    """A search seen through the parameters of a request; a bad value of any of them is ignored."""

    default_size = DEFAULT_SIZE

    def __init__(self, params: Any) -> None:
        self.text = clean(params.get("q", "")[:1000]).strip()[:MAX_LENGTH]
        self.literal = params.get("literal") == "1"
        self.sort = params.get("sort") if params.get("sort") in SORTS else "relevance"
        self.size = page_size(params, DEFAULT_SIZE)
        self._page_number = page_number(params)
        self._settings = current_settings()
        self._values = facets.requested_values(params)
        self._requested = facets.names_of(self._values, self._settings) if self._values else facets.Names()
        known = {name: self._requested.known(name, values) for name, values in self._values.items()}
        self.chosen = {name: labels for name, labels in known.items() if labels}

    def problems(self, params: Any) -> list[str]:
        """Messages for what means nothing in these parameters, for the API (rule 129)."""
        found = unknown_names(params, (*PARAMETERS, "literal")) + bad_numbers(params)
        allowed: dict[str, Container[str]] = {
            name: self.chosen.get(name, {}) for name in facets.FILTER_LABELS
        }
        allowed |= {"sort": SORTS, "literal": ("0", "1")}
        found += [
            message for name, values in allowed.items() for message in unknown_values(params, name, values)
        ]
        if len(params.get("q", "")) > MAX_LENGTH:
            found.append(_("q dài nhất %(most)d ký tự.") % {"most": MAX_LENGTH})
        return found

    @property
    def is_beyond_end(self) -> bool:
        """Whether a page after the last one is asked for; readers get the last one."""
        return self._page_number > self.answer.page

    @property
    def filter_labels(self) -> Mapping[str, Any]:
        return facets.FILTER_LABELS

    @property
    def query_parameters(self) -> Mapping[str, Any]:
        return {
            "q": self.text,
            "sort": self.sort if self.sort != "relevance" else "",
            "literal": "1" if self.literal else "",
        }

    def query(self, remove: tuple[str, str] | None = None, **changes: Any) -> str:
        # A link to "" would lead to the address of the page with its present query.
        return super().query(remove, **changes) or "?"

    @cached_property
    def answer(self) -> service.SearchAnswer:
        return service.search(
            service.SearchRequest(
                self.text,
                facets.choices(self._values, self._requested),
                self.sort,
                self._page_number,
                self.size,
                self.literal,
                expanded=facets.expanded_provinces(self._values, self._requested),
            )
        )

    @cached_property
    def page(self) -> ResultPage:
        """The page that the answer holds, of as many pages as an engine can be asked for."""
        reachable = min(self.answer.total, service.MAX_OFFSET // self.size * self.size)
        return Paginator(range(reachable), self.size).get_page(self.answer.page)

    @cached_property
    def names(self) -> facets.Names:
        """Labels of all values in the answer and in the request."""
        values: dict[str, list[str]] = {
            name: [value for value, _count in rows] for name, rows in self.answer.results.facets.items()
        }
        for name, chosen in self.chosen.items():
            values[name] = [*values.get(name, []), *chosen]
        for hit in self.answer.results.hits:
            values.setdefault("region", []).extend(hit.item.place)
        return facets.names_of(values, self._settings)

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """Facets with something to choose from; communes are listed below a chosen province."""
        listed = []
        for name in FACETS:
            options = tuple(self._options(name, self.answer.results.facets.get(name, ())))
            if options:
                listed.append(Facet(name, facets.FILTER_LABELS[name], options))
        return tuple(listed)

    def _options(self, name: str, rows: Sequence[tuple[str, int]]) -> Iterator[Option]:
        labels = self.names.labels.get(name, {})
        chosen = self.chosen.get(name, {})
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
        expanded = {provinces.get(value, value) for value in chosen}
        for option in options:
            if option.value in provinces:
                continue
            yield option
            if option.value in expanded:
                for inner in options:
                    if provinces.get(inner.value) == option.value:
                        yield replace(inner, below=True)

    @cached_property
    def cards(self) -> list[Card]:
        query = self.answer.query
        wanted = query.highlights if query else Highlights()
        return [self._card(hit, wanted) for hit in self.answer.results.hits]

    def _card(self, hit: Hit, wanted: Highlights) -> Card:
        item, labels = hit.item, self.names.labels
        return Card(
            title=_safe(highlight(item.title, wanted)),
            extract=_safe(fragment(extract_source(item.summary, item.body, wanted), wanted)),
            url=item.url,
            kind=labels["kind"].get(item.kind, ""),
            date=item.date,
            numbers=item.numbers,
            audience=", ".join(labels["audience"][key] for key in item.audience if key in labels["audience"]),
            region=", ".join(labels["region"][key] for key in item.place if key in labels["region"]),
        )

    @property
    def hidden(self) -> list[tuple[str, list[str]]]:
        """Chosen filters without a box of their own on the page; the first place has the place box."""
        shown = {("place", value) for value in list(self.chosen.get("place", ()))[:1]}
        shown |= {(facet.name, option.value) for facet in self.facets for option in facet.options}
        return [
            (name, [value for value in values if (name, value) not in shown])
            for name, values in self.chosen.items()
        ]

    @property
    def count(self) -> SafeString:
        """The number of results in words, whole matches apart from partial ones, as safe HTML."""
        answer = self.answer
        if answer.query is not None and answer.query.required:
            return format_html(_("<b>{}</b> kết quả có đúng cụm từ trong dấu ngoặc"), answer.total)
        if not answer.partial:
            return format_html(_("Có <b>{}</b> kết quả"), answer.total)
        partial = format_html(_("<b>{}</b> kết quả khớp một phần"), answer.partial)
        if not answer.whole:
            return partial
        return format_html(
            "{}, {}", format_html(_("<b>{}</b> kết quả khớp đủ các từ"), answer.whole), partial
        )

    @property
    def unquoted_link(self) -> str:
        """The words without their quotation marks, or "" if nothing is quoted."""
        query = self.answer.query
        return self.query(q=without_quotations(self.text)) if query and query.required else ""

    @property
    def literal_link(self) -> str:
        return self.query(literal="1")

    @property
    def other_sort_link(self) -> str:
        return self.query(sort="date" if self.sort == "relevance" else "")

    @property
    def reading_link(self) -> str:
        query = self.answer.query
        return self.query(q=query.did_you_mean, literal="") if query and query.did_you_mean else ""

    @property
    def unfiltered_link(self) -> str:
        """The same words without any filter."""
        return query_string([("q", self.text)]) or "?"


def extract_source(summary: str, body: str, wanted: Highlights) -> str:
    """Return the text to cut an extract from: the summary if the query matches it, else the whole text."""
    if summary and (not wanted or "<mark>" in highlight(summary, wanted)):
        return summary
    return f"{summary} {body}".strip()
