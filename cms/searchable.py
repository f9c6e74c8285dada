"""The contract between page types and search: pages describe themselves, search imports no page type."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

# The address of the page of results, to which content links.
SEARCH_PATH = "/tim-kiem/"


@dataclass(frozen=True, slots=True)
class SearchContent:
    """The plain values of one page that search indexes, beside its title, address and terms.

    The files and media that it refers to are followed by search itself. ``campaign`` is the (key,
    label) of the campaign it belongs to; ``form`` is its form within its kind, by which its list can be
    filtered; ``valid_until`` ends its time in results.
    """

    summary: str = ""
    body: str = ""
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    date: dt.date | None = None
    campaign: tuple[str, str] | None = None
    form: str = ""
    valid_until: dt.datetime | None = None
    boost: float = 1.0


class Searchable:
    """A page type states its ``search_kind`` (a key such as "khau-hieu"), or None to stay out.

    A type that states neither fails the system check ``search.E001``. ``search_follows`` names the
    models ("app.Model") whose every record is among the words of such a page; what a page refers to
    is followed without being named. ``search_help`` marks a kind that tells where to get help: it
    comes first for whoever may need help now.
    """

    search_kind: ClassVar[str | None]
    search_follows: ClassVar[tuple[str, ...]] = ()
    search_help: ClassVar[bool] = False

    def search_content(self) -> SearchContent:
        """Values of the page as it stands in memory; called for live pages and drafts alike."""
        raise NotImplementedError(f"{type(self).__name__} must describe itself for search")
