"""The concrete indexes behind an alias on a server: one a generation, swapped in one step.

Every method may raise what the client raises.
"""

import secrets
import time
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch_dsl import Index

from search.engines.elastic_index import mapping
from search.schema import fingerprint

# Seconds after which an index that nobody finished filling is thrown away.
ABANDONED = 86_400


def filling(name: str) -> str:
    """The alias of an index while it is filled: a write behind an alias never makes an index by itself."""
    return f"filling-{name}"


class Generations:
    def __init__(self, client: Elasticsearch, alias: str, shards: int, replicas: int) -> None:
        self.client = client
        self.alias = alias
        self.settings = {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "max_result_window": 100_000,
        }
        self.prefix = f"{alias}-{fingerprint()}-"

    def every(self) -> dict[str, Any]:
        """What the server tells of every index of this alias, by its name."""
        return dict(self.client.indices.get(index=f"{self.alias}-*", expand_wildcards="open"))

    def current(self, client: Elasticsearch | None = None) -> list[str]:
        """The index in use, or none before the first."""
        try:
            return sorted((client or self.client).indices.get_alias(name=self.alias))
        except NotFoundError:
            return []

    def create(self) -> str:
        """A new empty index of this schema; not in use yet."""
        name = f"{self.prefix}{time.strftime('%Y%m%d%H%M%S')}-{secrets.token_hex(3)}"
        index = Index(name, using=self.client)
        index.settings(**self.settings)
        index.aliases(**{filling(name): {}})
        index.mapping(mapping())
        index.create()
        return name

    def point_to(self, name: str) -> None:
        """Put an index in use at once, keep the one before it, drop those before that.

        What somebody else is filling is left alone, unless it was begun long ago.
        """
        before = self.current()
        every = self.every()
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": self.alias}} for old in before if old != name
        ]
        actions.append({"add": {"index": name, "alias": self.alias, "is_write_index": True}})
        if filling(name) in every[name]["aliases"]:
            actions.append({"remove": {"index": name, "alias": filling(name)}})
        self.client.indices.update_aliases(actions=actions)
        for old, told in every.items():
            if old in (name, *before):
                continue
            age = time.time() - int(told["settings"]["index"]["creation_date"]) / 1000
            if filling(old) not in told["aliases"] or age > ABANDONED:
                self.client.indices.delete(index=old, ignore_unavailable=True)

    def go_back(self) -> bool:
        """Put the index before this one in use; False if there is none that this code can read."""
        used = [name for name, told in self.every().items() if not told["aliases"]]
        fit = [name for name in used if name.startswith(self.prefix)]
        if not fit:
            return False
        self.point_to(max(fit))
        return True
