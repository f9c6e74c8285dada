"""Elasticsearch down, hanging, or talking nonsense: readers get answers, editors publish."""

import socket
import threading
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.utils import timezone

from campaigns.models import NewsPage
from search import connection, service
from search.engines.base import EngineError, Hit, Results
from search.engines.elastic import HEALTH_TIMEOUT
from search.items import SearchItem
from search.models import IndexRow
from search.sync import BEHIND, deliver, deliver_soon
from tests import factories
from tests.search.servers import ANSWERS, drop_by_drop, half, never, server, talking

pytestmark = pytest.mark.usefixtures("index")
# Longer than a reader's question may take, for a machine that is busy with other tests.
MAX_SECONDS = 1.5


@pytest.fixture
def bulletin() -> Any:
    made = factories.published(NewsPage, title="Bản tin vẫn tìm được")
    deliver_soon()
    return made


def found() -> list[str]:
    return [
        hit.item.title for hit in service.search(service.SearchRequest("bản tin vẫn tìm được")).results.hits
    ]


def found_title(title: str) -> bool:
    return title in [hit.item.title for hit in service.search(service.SearchRequest(title)).results.hits]


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("answer", ANSWERS)
def test_nonsense_is_answered_from_the_embedded_index(
    bulletin: Any, settings: Any, answer: bytes, status: int
) -> None:
    with server(answer, status) as url:
        settings.ELASTICSEARCH_URL = url
        assert found() == ["Bản tin vẫn tìm được"]
        assert connection.usable_elastic() is None
        assert found() == ["Bản tin vẫn tìm được"]


def test_a_refused_connection(bulletin: Any, settings: Any, client: Client) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    answer = client.get("/tim-kiem/?q=ban+tin")
    assert answer.status_code == 200 and "vẫn tìm được" in answer.content.decode()


def _not_again(self: Any, request: Any) -> Any:
    raise AssertionError("the server failed a moment ago and is asked again")


@pytest.mark.parametrize("say", [never, drop_by_drop, half])
def test_a_reader_waits_less_than_a_second(
    bulletin: Any, settings: Any, say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connection.SEARCH_TIMEOUT <= 0.7 and HEALTH_TIMEOUT <= 0.7
    found()
    with talking(say) as url:
        settings.ELASTICSEARCH_URL = url
        start = time.monotonic()
        assert found() == ["Bản tin vẫn tìm được"]
        assert time.monotonic() - start < MAX_SECONDS
        assert connection.usable_elastic() is None
        monkeypatch.setattr("search.engines.elastic.Elastic.search", _not_again)
        assert found() == ["Bản tin vẫn tìm được"]


def test_a_page_beyond_the_end_is_not_waited_for_twice(
    bulletin: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both questions of one search share one deadline."""
    monkeypatch.setattr(connection, "SEARCH_TIMEOUT", 0.3)
    asked: list[float] = []

    def slow(self: Any, request: Any) -> Any:
        asked.append(time.monotonic())
        if len(asked) > 1:
            time.sleep(5)
        time.sleep(0.1)
        return Results(30, 30, (), {})

    monkeypatch.setattr("search.engines.elastic.Elastic.search", slow)
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    start = time.monotonic()
    service.search(service.SearchRequest("bản tin", page=9))
    assert len(asked) == 2 and time.monotonic() - start < MAX_SECONDS


@pytest.mark.parametrize("say", [never, drop_by_drop, half])
def test_publishing_sends_the_server_nothing(
    settings: Any, django_capture_on_commit_callbacks: Any, say: Any
) -> None:
    """The request only leaves a row and a task; as on a site, where a worker takes the task."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    asked: list[bool] = []

    def listen(connection: socket.socket, over: threading.Event) -> None:
        asked.append(True)
        say(connection, over)

    with talking(listen) as url:
        settings.ELASTICSEARCH_URL = url
        with django_capture_on_commit_callbacks(execute=True):
            made = factories.published(NewsPage, title="Bản tin đăng lúc máy chủ treo")
        assert not asked
        key = f"wagtailcore.page:{made.pk}"
        assert IndexRow.objects.pending().filter(target="elasticsearch:public", key=key).exists()
        # The worker that takes it up finds out at the door.
        start = time.monotonic()
        assert deliver("elasticsearch:public") == 0
        assert asked and time.monotonic() - start < MAX_SECONDS
        assert found_title(made.title)


def test_publishing_does_not_wait_and_it_catches_up_by_itself(
    settings: Any, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with django_capture_on_commit_callbacks(execute=True):
        made = factories.published(NewsPage, title="Bản tin đăng lúc máy chủ nghỉ")
    waiting = IndexRow.objects.get(target="elasticsearch:public", key=f"wagtailcore.page:{made.pk}")
    assert waiting.version > waiting.delivered and waiting.answer
    connection.note_success()
    told: list[Any] = []
    monkeypatch.setattr("search.engines.elastic.Elastic.usable", lambda self: True)
    monkeypatch.setattr("search.engines.elastic.Elastic.write", lambda self, rows: told.extend(rows) or {})
    IndexRow.objects.filter(pk=waiting.pk).update(next_try="2020-01-01T00:00Z")
    assert deliver("elasticsearch:public") >= 1
    assert made.title in [getattr(change, "title", "") for change in told]


@pytest.fixture
def stale_server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[Hit]:
    """A server that is up, and holds whatever it was last told of: everything that was ever found."""
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    told: list[Hit] = []
    monkeypatch.setattr(
        "search.engines.elastic.Elastic.search",
        lambda self, request: Results(len(told), len(told), tuple(told), {}),
    )
    return told


def test_a_server_that_missed_a_withdrawal_answers_nobody(
    bulletin: Any, stale_server: list[Hit], client: Client
) -> None:
    item = SearchItem(f"wagtailcore.page:{bulletin.pk}", bulletin.title, url=bulletin.url)
    stale_server.append(Hit(item, 1.0))
    IndexRow.objects.filter(target=connection.ELASTIC_TARGET).update(delivered=F("version"))
    assert found() == [bulletin.title]
    bulletin.unpublish()
    deliver_soon()
    rows = IndexRow.objects.filter(target=connection.ELASTIC_TARGET)
    rows.update(changed=timezone.now() - BEHIND, dead=True)
    cache.clear()
    assert found() == []
    assert bulletin.title not in client.get("/tim-kiem/?q=ban+tin").content.decode()


def test_a_failed_health_check_puts_nothing_off(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    page = factories.published(NewsPage, title="Bản tin chờ máy chủ")
    for _try in range(5):
        connection.note_success()
        assert deliver(connection.ELASTIC_TARGET) == 0
    row = IndexRow.objects.get(target=connection.ELASTIC_TARGET, key=f"wagtailcore.page:{page.pk}")
    assert row.answer and row.attempts == 0 and row.next_try <= timezone.now()


def test_a_write_that_fails_ends_the_delivery(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is waiting: the worker has other things to do."""
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    monkeypatch.setattr("cms.outbox.BATCH", 2)
    for number in range(5):
        factories.published(NewsPage, title=f"Bản tin số {number}")
    written: list[int] = []

    def fail(self: Any, rows: Any) -> Any:
        written.append(len(rows))
        raise EngineError("hangs")

    monkeypatch.setattr("search.engines.elastic.Elastic.usable", lambda self: True)
    monkeypatch.setattr("search.engines.elastic.Elastic.write", fail)
    assert deliver(connection.ELASTIC_TARGET) == 0
    assert written == [2] and connection.is_paused()


def test_no_index_at_all_is_a_page_with_the_hotline(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path / "leer"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    answer = client.get("/tim-kiem/?q=ban+tin")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "tạm nghỉ" in answer.content.decode() and "tel:111" in answer.content.decode()
    assert client.get("/api/search/?q=ban+tin").status_code == 503
