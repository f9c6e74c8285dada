"""SearchItem: the one data structure of everything that is searched."""

import datetime as dt
from dataclasses import dataclass, fields
from hashlib import blake2s
from typing import Any

# Characters of the original text that are stored for highlights; all of the text is indexed.
STORED_BODY = 20_000


@dataclass(frozen=True, slots=True)
class SearchItem:
    """Plain values of one item; terms are given by their keys.

    ``key`` is "app_label.model:pk"; ``version`` grows with each change of that key. ``region``
    has the codes it is tagged with and their ancestors, ``province`` the outermost of these,
    ``place`` only those it is tagged with ("vn" when none), ``trait`` the traits of any of these regions.
    ``valid_until`` is seconds since 1970, 0 for no end, ``first_published`` milliseconds since 1970.
    """

    key: str
    title: str
    url: str = ""
    summary: str = ""
    body: str = ""
    numbers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    kind: str = ""
    audience: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    place: tuple[str, ...] = ("vn",)
    trait: tuple[str, ...] = ()
    form: str = ""
    topic: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    date: dt.date | None = None
    valid_until: int = 0
    first_published: int = 0
    boost: float = 1.0
    version: int = 1

    @property
    def pk(self) -> int:
        """The primary key at the end of ``key`` if it is a number, else 0."""
        tail = self.key.rpartition(":")[2]
        return int(tail) if tail.isdecimal() else 0

    @property
    def model(self) -> str:
        return self.key.rpartition(":")[0]

    @property
    def checksum(self) -> int:
        """A number below 2^56 that changes with anything about the item but its version."""
        values = repr([getattr(self, name) for name, _default in _DEFAULTS if name != "version"])
        return int.from_bytes(blake2s(values.encode(), digest_size=7).digest(), "big")

    def source(self) -> dict[str, Any]:
        """Return the values of a result as JSON, the body cut to ``STORED_BODY`` characters.

        Default values are left out; ``from_source`` restores them.
        """
        source = {name: value for name, default in _DEFAULTS if (value := getattr(self, name)) != default}
        if self.body:
            source["body"] = self.body[:STORED_BODY]
        if self.date:
            source["date"] = self.date.isoformat()
        return source

    @classmethod
    def from_source(cls, source: dict[str, Any]) -> "SearchItem":
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in source.items()
        }
        if values.get("date"):
            values["date"] = dt.date.fromisoformat(values["date"])
        return cls(**values)


_DEFAULTS = tuple((field.name, field.default) for field in fields(SearchItem))
