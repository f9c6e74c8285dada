"""Elasticsearch down, hanging, or talking nonsense: readers get answers, editors publish."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from campaigns.models import NewsPage
from search import connection, service
from search.models import IndexRow
from search.sync import deliver, deliver_soon
from tests import factories

pytestmark = pytest.mark.usefixtures("index")
ANSWERS = [
    b"",
    b"<html>Bad gateway</html>",
    b"{}",
    b'{"hits": {}}',
    b'{"timed_out": true, "_shards": {"failed": 0}, "hits": {"hits": [], "total": {"value": 0}}}',
    b'{"timed_out": false, "_shards": {"failed": 1}, "hits": {"hits": [], "total": {"value": 0}}}',
]


@contextmanager
def server(answer: bytes, status: int = 200) -> Iterator[str]:
    """A server on a free port that says the same to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_HEAD = do_DELETE = do_POST

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


@contextmanager
def silence() -> Iterator[str]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@pytest.fixture
def page() -> Any:
    made = factories.published(NewsPage, title="Bản tin vẫn tìm được")
    deliver_soon()
    return made


def found() -> list[str]:
    return [hit.item.title for hit in service.ask(service.Wanted("bản tin vẫn tìm được")).results.hits]


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("answer", ANSWERS)
def test_nonsense_is_answered_from_the_embedded_index(
    page: Any, settings: Any, answer: bytes, status: int
) -> None:
    with server(answer, status) as url:
        settings.ELASTICSEARCH_URL = url
        assert found() == ["Bản tin vẫn tìm được"]
        assert connection.usable_elastic() is None
        assert found() == ["Bản tin vẫn tìm được"]


def test_a_refused_connection(page: Any, settings: Any, client: Client) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    answer = client.get("/tim-kiem/?q=ban+tin")
    assert answer.status_code == 200 and "vẫn tìm được" in answer.content.decode()


def test_a_server_that_hangs_costs_one_reader_less_than_a_second(page: Any, settings: Any) -> None:
    with silence() as url:
        settings.ELASTICSEARCH_URL = url
        start = time.monotonic()
        assert found() == ["Bản tin vẫn tìm được"]
        first = time.monotonic() - start
        assert connection.usable_elastic() is None
        assert first < 10 * connection.ASK_TIMEOUT


def test_publishing_does_not_wait_and_it_catches_up_by_itself(
    settings: Any, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    with django_capture_on_commit_callbacks(execute=True):
        made = factories.published(NewsPage, title="Bản tin đăng lúc máy chủ nghỉ")
    waiting = IndexRow.objects.get(target="elasticsearch:public", key=f"wagtailcore.page:{made.pk}")
    assert waiting.version > waiting.delivered and waiting.answer
    connection.note_answer()
    told: list[Any] = []
    monkeypatch.setattr("search.engines.elastic.Elastic.ensure", lambda self: False)
    monkeypatch.setattr("search.engines.elastic.Elastic.write", lambda self, rows: told.extend(rows) or {})
    IndexRow.objects.filter(pk=waiting.pk).update(next_try="2020-01-01T00:00Z")
    assert deliver("elasticsearch:public") >= 1
    assert made.title in [getattr(change, "title", "") for change in told]


def test_no_index_at_all_is_a_page_with_the_hotline(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path / "leer"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    answer = client.get("/tim-kiem/?q=ban+tin")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert "tạm nghỉ" in answer.content.decode() and "tel:111" in answer.content.decode()
    assert client.get("/api/search/?q=ban+tin").status_code == 503
