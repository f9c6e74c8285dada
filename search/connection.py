"""The search engines of this process: created from the settings, opened when first used."""

import threading
import time
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

from search.decoder import Decoder
from search.engines.base import Engine
from search.engines.embedded import Embedded
from search.engines.tantivy_index import Reader

if TYPE_CHECKING:
    from search.engines.elastic import Elastic

PUBLIC, STAFF = "public", "staff"
ELASTIC_TARGET = f"elasticsearch:{PUBLIC}"
# Seconds for a search on the server, so that the embedded index can still answer within a second.
SEARCH_TIMEOUT = 0.7
# Seconds without any byte of the server during a write, and seconds for one bulk of documents.
WRITE_TIMEOUT = 10.0
WRITE_LIMIT = 60.0
# Seconds without a call to a server that failed, so that a dead one delays one reader only.
FAILURE_PAUSE = 10.0
# The decoder is rebuilt after a change of the index, but in at most this share of the time.
DECODER_SHARE = 0.05


def embedded(name: str = PUBLIC) -> Embedded:
    """Return the embedded index of that name under ``VAR_DIR``."""
    return _embedded(Path(settings.VAR_DIR) / "search" / name)


@lru_cache(maxsize=16)
def _embedded(root: Path) -> Embedded:
    return Embedded(root)


def elastic(
    name: str = PUBLIC, timeout: float = SEARCH_TIMEOUT, replicas: int | None = None
) -> "Elastic | None":
    """Return the Elasticsearch index of that name, or None when no server is configured."""
    if not settings.ELASTICSEARCH_URL:
        return None
    prefix = settings.ELASTICSEARCH_PREFIX
    copies = settings.ELASTICSEARCH_REPLICAS if replicas is None else replicas
    shards = settings.ELASTICSEARCH_SHARDS
    # Imported only where there is a server: the client library takes a second to load.
    engine = import_module("search.engines.elastic")
    return engine.Elastic(_client(settings.ELASTICSEARCH_URL, timeout), f"{prefix}-{name}", shards, copies)


@lru_cache(maxsize=16)
def _client(url: str, timeout: float) -> Any:
    return import_module("elasticsearch").Elasticsearch(
        url.split(","), request_timeout=timeout, max_retries=0, retry_on_timeout=False
    )


# {server address: end of its pause, on the monotonic clock}.
_paused_until: dict[str, float] = {}


def is_paused() -> bool:
    """Return whether the server failed less than ``FAILURE_PAUSE`` ago."""
    return time.monotonic() < _paused_until.get(settings.ELASTICSEARCH_URL, 0.0)


def usable_elastic() -> "Elastic | None":
    """Return the public Elasticsearch index, unless it is paused after a failure."""
    return None if is_paused() else elastic(PUBLIC)


def note_failure() -> None:
    _paused_until[settings.ELASTICSEARCH_URL] = time.monotonic() + FAILURE_PAUSE


def note_success() -> None:
    _paused_until.pop(settings.ELASTICSEARCH_URL, None)


def is_local(target: str) -> bool:
    """Return whether this host delivers to a target: Elasticsearch, or an embedded index of this host."""
    kind, _colon, rest = target.partition(":")
    if kind == "elasticsearch":
        return bool(settings.ELASTICSEARCH_URL)
    return rest.partition("@")[2] == settings.SEARCH_NODE


def is_embedded(target: str) -> bool:
    return target.startswith("embedded:")


def is_local_embedded(target: str) -> bool:
    return is_embedded(target) and is_local(target)


def is_usable(target: str) -> bool:
    """Return whether the index of an embedded target can be read and written."""
    return embedded(target.partition(":")[2].partition("@")[0]).usable()


def writable_engine(target: str) -> Engine | None:
    """Return the engine of an outbox target, or None if this host does not deliver to it."""
    if not is_local(target):
        return None
    kind, _colon, rest = target.partition(":")
    index = rest.partition("@")[0]
    if kind != "elasticsearch":
        return embedded(index)
    engine = elastic(index, WRITE_TIMEOUT)
    if engine is not None:
        engine.time_limit = WRITE_LIMIT
    return engine


def targets(index: str) -> list[str]:
    """Return the outbox targets of an index: the embedded one of each web host, and Elasticsearch."""
    nodes = settings.SEARCH_NODES or [""]
    found = [f"embedded:{index}@{node}" if node else f"embedded:{index}" for node in nodes]
    if index == PUBLIC and settings.ELASTICSEARCH_URL:
        found.append(ELASTIC_TARGET)
    return found


class _CachedDecoder(NamedTuple):
    """``built`` is when it was built, on the monotonic clock, ``seconds`` how long that took."""

    reader: Reader
    decoder: Decoder
    built: float
    seconds: float


class _Decoders:
    """One decoder for each index, rebuilt when the index has changed, within ``DECODER_SHARE``."""

    def __init__(self) -> None:
        self._cache: dict[Embedded, _CachedDecoder] = {}
        self._lock = threading.Lock()

    def get(self, engine: Embedded) -> Decoder:
        reader = engine.reader()
        cached = self._cache.get(engine)
        if cached is not None:
            age = time.monotonic() - cached.built
            if cached.reader is reader or age < cached.seconds / DECODER_SHARE:
                return cached.decoder
        with self._lock:
            cached = self._cache.get(engine)
            if cached is not None and cached.reader is reader:
                return cached.decoder
            start = time.monotonic()
            decoder = Decoder(reader.lexicon())
            now = time.monotonic()
            self._cache[engine] = _CachedDecoder(reader, decoder, now, now - start)
            return decoder


_decoders = _Decoders()


def decoder() -> Decoder:
    """Return the decoder of the public embedded index. Raises EngineError without an index."""
    return _decoders.get(embedded(PUBLIC))
