"""The one shape of everything that is searched, whatever it was in the database."""

import datetime as dt
from dataclasses import dataclass, fields
from hashlib import blake2s
from typing import Any

# How much original text an index keeps for highlights; all of it is searched all the same.
KEPT_BODY = 20_000


@dataclass(frozen=True, slots=True)
class SearchItem:
    """Plain values of one item; terms are given by their keys.

    ``key`` is "app_label.model:pk"; ``version`` grows with each change of that key. ``region``
    holds the codes it is tagged with and their ancestors, ``province`` the outermost of these,
    ``place`` only those it is tagged with ("vn" when none). ``valid_until`` is seconds since 1970,
    0 for ever.
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
    topic: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    date: dt.date | None = None
    valid_until: int = 0
    boost: float = 1.0
    version: int = 1

    @property
    def pk(self) -> int:
        """The primary key at the end of ``key`` when it is a number, else 0."""
        tail = self.key.rpartition(":")[2]
        return int(tail) if tail.isdecimal() else 0

    @property
    def model(self) -> str:
        return self.key.rpartition(":")[0]

    @property
    def mark(self) -> int:
        """A number below 2^56 that changes with anything about the item but its version."""
        values = repr([getattr(self, name) for name, _usual in _USUAL if name != "version"])
        return int.from_bytes(blake2s(values.encode(), digest_size=7).digest(), "big")

    def source(self) -> dict[str, Any]:
        """What a result shows, as JSON values; the body cut to what highlights look at.

        Values that are as usual are left out, ``from_source`` knows them.
        """
        kept = {name: value for name, usual in _USUAL if (value := getattr(self, name)) != usual}
        if self.body:
            kept["body"] = self.body[:KEPT_BODY]
        if self.date:
            kept["date"] = self.date.isoformat()
        return kept

    @classmethod
    def from_source(cls, source: dict[str, Any]) -> "SearchItem":
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in source.items()
        }
        if values.get("date"):
            values["date"] = dt.date.fromisoformat(values["date"])
        return cls(**values)


_USUAL = tuple((field.name, field.default) for field in fields(SearchItem))
