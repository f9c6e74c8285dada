"""The concrete indexes behind an alias on a server: one for each generation, swapped atomically.

Every method may raise the exceptions of the client.
"""

import secrets
import time
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch_dsl import Index

from search.engines.elastic_index import mapping
from search.schema import fingerprint

# Seconds after which an unfinished index is deleted.
ABANDONED = 86_400


def filling(name: str) -> str:
    """Return the alias of an index while it is filled: a write to an alias never creates an index."""
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

    def all_indexes(self) -> dict[str, Any]:
        """Return the server's description of every index of this alias, by name."""
        return dict(self.client.indices.get(index=f"{self.alias}-*", expand_wildcards="open"))

    def current(self, client: Elasticsearch | None = None) -> list[str]:
        """Return the name of the index in use; an empty list before the first."""
        try:
            return sorted((client or self.client).indices.get_alias(name=self.alias))
        except NotFoundError:
            return []

    def create(self) -> str:
        """Create an empty index of this schema, not in use yet; return its name."""
        name = f"{self.prefix}{time.strftime('%Y%m%d%H%M%S')}-{secrets.token_hex(3)}"
        index = Index(name, using=self.client)
        index.settings(**self.settings)
        index.aliases(**{filling(name): {}})
        index.mapping(mapping())
        index.create()
        return name

    def point_to(self, name: str) -> None:
        """Put an index in use atomically, keep the previous one, delete those before.

        An index that another process is filling is left alone unless it is ``ABANDONED``.
        """
        before = self.current()
        indexes = self.all_indexes()
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": self.alias}} for old in before if old != name
        ]
        actions.append({"add": {"index": name, "alias": self.alias, "is_write_index": True}})
        if filling(name) in indexes[name]["aliases"]:
            actions.append({"remove": {"index": name, "alias": filling(name)}})
        self.client.indices.update_aliases(actions=actions)
        for old, description in indexes.items():
            if old in (name, *before):
                continue
            age = time.time() - int(description["settings"]["index"]["creation_date"]) / 1000
            if filling(old) not in description["aliases"] or age > ABANDONED:
                self.client.indices.delete(index=old, ignore_unavailable=True)

    def restore_previous(self) -> bool:
        """Put the previous index in use; False if there is none that this code can read."""
        unused = [name for name, description in self.all_indexes().items() if not description["aliases"]]
        readable = [name for name in unused if name.startswith(self.prefix)]
        if not readable:
            return False
        self.point_to(max(readable))
        return True
