"""The engines of this process, made from the settings and opened when first used."""

import threading
import time
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from search.decoder import Decoder
from search.engines.base import Engine
from search.engines.embedded import Embedded
from search.engines.tantivy_index import Reader

if TYPE_CHECKING:
    from search.engines.elastic import Elastic

PUBLIC, STAFF = "public", "staff"
ELASTIC_TARGET = f"elasticsearch:{PUBLIC}"
# A reader's question must be answered, from here or from the embedded index, within a second.
ASK_TIMEOUT = 0.7
# Of a write, the longest silence of the server, and the longest time for one bulk of documents.
WRITE_TIMEOUT = 10.0
WRITE_LIMIT = 60.0
# After a failure the server is left alone for a while, so that a dead one costs one reader once.
REST = 10.0
# The decoder is made anew after a change, but takes at most this part of the time.
DECODER_SHARE = 0.05


def embedded(name: str = PUBLIC) -> Embedded:
    """The embedded index of that name under ``VAR_DIR``."""
    return _embedded(Path(settings.VAR_DIR) / "search" / name)


@lru_cache(maxsize=16)
def _embedded(root: Path) -> Embedded:
    return Embedded(root)


def elastic(
    name: str = PUBLIC, timeout: float = ASK_TIMEOUT, replicas: int | None = None
) -> "Elastic | None":
    """The Elasticsearch index of that name, or None when no server is configured."""
    if not settings.ELASTICSEARCH_URL:
        return None
    prefix = getattr(settings, "ELASTICSEARCH_PREFIX", "chungtay")
    copies = getattr(settings, "ELASTICSEARCH_REPLICAS", 1) if replicas is None else replicas
    shards = getattr(settings, "ELASTICSEARCH_SHARDS", 1)
    # The client library takes a second to load: only where there is a server.
    engine = import_module("search.engines.elastic")
    return engine.Elastic(_client(settings.ELASTICSEARCH_URL, timeout), f"{prefix}-{name}", shards, copies)


@lru_cache(maxsize=16)
def _client(url: str, timeout: float) -> Any:
    return import_module("elasticsearch").Elasticsearch(
        url.split(","), request_timeout=timeout, max_retries=0, retry_on_timeout=False
    )


# Until when a server is left alone (of the monotonic clock), by its address.
_rests: dict[str, float] = {}


def resting() -> bool:
    """Whether the server failed a moment ago and is left alone."""
    return time.monotonic() < _rests.get(settings.ELASTICSEARCH_URL, 0.0)


def usable_elastic() -> "Elastic | None":
    """The public Elasticsearch index, unless it failed a moment ago."""
    return None if resting() else elastic(PUBLIC)


def note_failure() -> None:
    _rests[settings.ELASTICSEARCH_URL] = time.monotonic() + REST


def note_answer() -> None:
    _rests.pop(settings.ELASTICSEARCH_URL, None)


def is_ours(target: str) -> bool:
    """Whether this host delivers to a target of the outbox: to Elasticsearch, or its own indexes."""
    kind, _colon, rest = target.partition(":")
    if kind == "elasticsearch":
        return bool(settings.ELASTICSEARCH_URL)
    return rest.partition("@")[2] == getattr(settings, "SEARCH_NODE", "")


def is_embedded(target: str) -> bool:
    return target.startswith("embedded:")


def is_usable(target: str) -> bool:
    """Whether an embedded target has an index that can be written to."""
    return embedded(target.partition(":")[2].partition("@")[0]).usable()


def writable(target: str) -> Engine | None:
    """The engine that a target of the outbox writes to, or None if this process has no part in it."""
    if not is_ours(target):
        return None
    kind, _colon, rest = target.partition(":")
    index = rest.partition("@")[0]
    if kind != "elasticsearch":
        return embedded(index)
    engine = elastic(index, WRITE_TIMEOUT)
    if engine is not None:
        engine.limit = WRITE_LIMIT
    return engine


def targets(index: str) -> list[str]:
    """The outbox targets of an index: the embedded one of each web host, and Elasticsearch."""
    nodes = getattr(settings, "SEARCH_NODES", None) or [""]
    found = [f"embedded:{index}@{node}" if node else f"embedded:{index}" for node in nodes]
    if index == PUBLIC and settings.ELASTICSEARCH_URL:
        found.append(ELASTIC_TARGET)
    return found


class _Decoders:
    """One decoder an index, renewed when the index has changed and enough time has gone by."""

    def __init__(self) -> None:
        self._made: dict[Embedded, tuple[Reader, Decoder, float, float]] = {}
        self._making = threading.Lock()

    def get(self, engine: Embedded) -> Decoder:
        reader = engine.reader()
        kept = self._made.get(engine)
        if kept is not None:
            used, decoder, made, took = kept
            if used is reader or time.monotonic() - made < took / DECODER_SHARE:
                return decoder
        with self._making:
            kept = self._made.get(engine)
            if kept is not None and kept[0] is reader:
                return kept[1]
            start = time.monotonic()
            decoder = Decoder(reader.lexicon())
            now = time.monotonic()
            self._made[engine] = (reader, decoder, now, now - start)
            return decoder


_decoders = _Decoders()


def decoder() -> Decoder:
    """The decoder of the public embedded index. Raises EngineError when there is none."""
    return _decoders.get(embedded(PUBLIC))
