"""The whole way on a real server: from publishing to the answer, and a rebuild beside it."""

import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from campaigns.models import NewsPage
from search import connection, service
from search.engines.base import EngineError
from search.engines.elastic import Elastic
from search.engines.embedded import Embedded
from search.rebuild import compare, rebuild
from search.sync import deliver_soon
from tests import factories

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("index")]
TARGET = "elasticsearch:public"


@pytest.fixture
def server(settings: Any, elastic_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Elastic]:
    """The site's own index on the server; patient, since the tests share it with a starting node."""
    settings.ELASTICSEARCH_URL = elastic_url
    settings.ELASTICSEARCH_PREFIX = f"test-{secrets.token_hex(4)}"
    settings.ELASTICSEARCH_REPLICAS = 0
    monkeypatch.setattr(connection, "ASK_TIMEOUT", 20.0)
    monkeypatch.setattr("search.engines.elastic.KNOCK", 20.0)
    engine = connection.elastic(timeout=20.0)
    assert engine is not None
    monkeypatch.setattr(connection, "usable_elastic", lambda: engine)
    yield engine
    engine.remove()


def titles(text: str, server: Elastic) -> list[str]:
    deliver_soon()
    server.refresh()
    return [hit.item.title for hit in service.ask(service.Wanted(text)).results.hits]


def test_published_found_withdrawn_gone(server: Elastic, monkeypatch: pytest.MonkeyPatch) -> None:
    page = factories.published(NewsPage, title="Cảnh giác việc nhẹ lương cao")
    deliver_soon()
    connection.decoder()

    def refuse(self: Embedded, request: Any) -> Any:
        raise EngineError("only the server may answer")

    monkeypatch.setattr(Embedded, "search", refuse)
    assert titles("viec nhe luong cao", server) == [page.title]
    assert titles("vieejc nhej", server) == [page.title]
    page.unpublish()
    assert titles("viec nhe luong cao", server) == []


def test_a_rebuild_and_a_comparison(server: Elastic) -> None:
    pages = [factories.published(NewsPage, title=f"Bản tin số {number}") for number in range(3)]
    assert len(titles("bản tin số", server)) == 3
    steps: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        steps.append(done)
        if len(steps) == 1:
            pages[0].unpublish()

    assert rebuild(TARGET, meanwhile) == 2
    assert not compare(TARGET)
    assert len(titles("bản tin số", server)) == 2


def test_an_index_that_is_gone_is_filled_again(server: Elastic) -> None:
    factories.published(NewsPage, title="Bản tin bền bỉ")
    assert titles("bền bỉ", server) == ["Bản tin bền bỉ"]
    server.remove()
    assert titles("bền bỉ", server) == ["Bản tin bền bỉ"]
