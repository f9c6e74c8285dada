"""Engines for the contract suite: Tantivy always, Elasticsearch on a real node."""

import os
import secrets
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search import connection
from search.engines.base import Engine
from search.engines.elastic import Elastic
from search.engines.embedded import Embedded
from tests.elasticsearch.node import cluster, missing_tools

ENGINES = ["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)]


@pytest.fixture(scope="session")
def elastic_url() -> Iterator[str]:
    """A server that is there already, or a node started for the session."""
    given = os.environ.get("ELASTICSEARCH_URL")
    if given:
        yield given
        return
    require_node()
    with cluster() as nodes:
        yield nodes[0].url


def require_node() -> None:
    """Skip, and say so once, where no node can run; fail where continuous integration expects one."""
    missing = missing_tools()
    if missing:
        reason = f"left out: Elasticsearch, for want of {' and '.join(missing)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        warnings.warn(reason, stacklevel=2)
        pytest.skip(reason)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty index on each engine."""
    if request.param == "embedded":
        local = Embedded(tmp_path / "index")
        local.ensure()
        yield local
        return
    client = Elasticsearch(request.getfixturevalue("elastic_url"), request_timeout=20)
    remote = Elastic(client, f"test-{secrets.token_hex(4)}", replicas=0)
    remote.ensure()
    yield remote
    remote.remove()
    client.close()


@pytest.fixture(autouse=True)
def rested() -> Iterator[None]:
    """No server is remembered as failing from one test to the next."""
    yield
    connection._paused_until.clear()


@pytest.fixture
def index(settings: Any, tmp_path: Path, db: None) -> Iterator[Embedded]:
    """The site's own embedded index, empty, in a folder of its own."""
    settings.VAR_DIR = tmp_path
    settings.ELASTICSEARCH_URL = ""
    engine = connection.embedded(connection.PUBLIC)
    engine.ensure()
    yield engine


@pytest.fixture
def server(
    settings: Any, elastic_url: str, index: Embedded, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Elastic]:
    """The site's own index on the server; patient, since the tests share it with a starting node."""
    settings.ELASTICSEARCH_URL = elastic_url
    settings.ELASTICSEARCH_PREFIX = f"test-{secrets.token_hex(4)}"
    settings.ELASTICSEARCH_REPLICAS = 0
    monkeypatch.setattr(connection, "SEARCH_TIMEOUT", 20.0)
    monkeypatch.setattr("search.engines.elastic.HEALTH_TIMEOUT", 20.0)
    engine = connection.elastic(timeout=20.0)
    assert engine is not None
    monkeypatch.setattr(connection, "usable_elastic", lambda: engine)
    yield engine
    engine.remove()
