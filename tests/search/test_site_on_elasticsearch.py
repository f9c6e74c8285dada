"""The whole way on a real server: from publishing to the answer, and a rebuild beside it."""

from typing import Any

import pytest

from campaigns.models import NewsPage
from search import connection, service
from search.engines.base import EngineError
from search.engines.elastic import Elastic
from search.engines.elastic_generations import filling
from search.engines.embedded import Embedded
from search.rebuild import compare
from search.sync import deliver_all, deliver_soon, rebuild, repair, restore_previous
from tests import factories

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("index")]
TARGET = "elasticsearch:public"


def titles(text: str, server: Elastic) -> list[str]:
    deliver_soon()
    server.refresh()
    return [hit.item.title for hit in service.search(service.SearchRequest(text)).results.hits]


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
    deliver_all()
    assert titles("bền bỉ", server) == ["Bản tin bền bỉ"]


def test_two_rebuilds_at_once_leave_a_whole_index(server: Elastic) -> None:
    """One host rebuilds while another does: neither throws away what the other is filling."""
    for number in range(3):
        factories.published(NewsPage, title=f"Bản tin số {number}")
    assert len(titles("bản tin số", server)) == 3
    began: list[int] = []

    def other_host(done: int, total: int) -> None:
        if not began:
            began.append(done)
            assert rebuild(TARGET) == 3

    assert rebuild(TARGET, other_host) == 3
    assert not compare(TARGET)
    assert len(server.generations.all_indexes()) == 2


def test_an_index_that_vanishes_while_it_is_filled_is_not_made_by_writing(server: Elastic) -> None:
    factories.published(NewsPage, title="Bản tin")
    titles("bản tin", server)

    def vanish(done: int, total: int) -> None:
        for name, facts in server.generations.all_indexes().items():
            if filling(name) in facts["aliases"]:
                server.client.indices.delete(index=name)

    page = factories.published(NewsPage, title="Bản tin thứ hai")
    with pytest.raises(EngineError):
        rebuild(TARGET, lambda done, total: (vanish(done, total), page.save()))
    assert len(server.generations.all_indexes()) == 1
    assert titles("bản tin", server)


def test_the_way_back(server: Elastic) -> None:
    page = factories.published(NewsPage, title="Bản tin bị thu hồi")
    titles("bản tin", server)
    before = server.generations.current()
    rebuild(TARGET)
    page.unpublish()
    assert titles("bản tin", server) == []
    assert restore_previous(TARGET) and server.generations.current() == before
    repair(TARGET, compare(TARGET))
    assert titles("bản tin", server) == []
