"""Three real nodes, two replicas: one is killed while writing and searching, and nothing is lost."""

import secrets
import threading
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.engines.base import EngineError, Request
from search.engines.elastic import Elastic
from search.query import parse
from tests.elasticsearch.node import cluster
from tests.search.conftest import require_node
from tests.search.items import NOW, item, versions

pytestmark = [pytest.mark.elasticsearch, pytest.mark.slow]
BATCH = 20


def test_a_node_dies_and_nothing_is_lost() -> None:
    require_node()
    with cluster(3, heap="384m") as nodes:
        client = Elasticsearch([node.url for node in nodes], request_timeout=20)
        engine = Elastic(client, f"test-{secrets.token_hex(4)}", shards=2, replicas=2)
        engine.ensure()
        client.cluster.health(wait_for_status="green", timeout="60s")
        acknowledged: dict[str, int] = {}
        answered: list[int] = []
        killed, enough = threading.Event(), threading.Event()

        def search() -> None:
            while not enough.is_set():
                try:
                    answered.append(engine.search(Request(parse("bản tin"), NOW)).total)
                except EngineError:
                    answered.append(-1)

        searching = threading.Thread(target=search)
        searching.start()
        try:
            for number in range(60):
                if number == 20:
                    nodes[1].kill()
                    killed.set()
                write(engine, number, acknowledged)
        finally:
            enough.set()
            searching.join(60)
        survivors = Elastic(Elasticsearch([nodes[0].url, nodes[2].url], request_timeout=20), engine.alias)
        survivors.client.cluster.health(wait_for_status="yellow", timeout="60s")
        survivors.refresh()
        assert versions(survivors) == acknowledged
        assert len(acknowledged) == 60 * BATCH
        assert killed.is_set() and max(answered) > 0


def write(engine: Any, number: int, acknowledged: dict[str, int]) -> None:
    """One batch, again until it is taken, as the outbox does."""
    changes = [item(number * BATCH + at, f"Bản tin {number}", version=number + 1) for at in range(BATCH)]
    for _attempt in range(30):
        try:
            if engine.write(changes) == {}:
                acknowledged.update({change.key: change.version for change in changes})
                return
        except EngineError:
            continue
    raise AssertionError("a batch was never taken")
