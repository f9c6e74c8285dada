"""Every change reaches the index, in its transaction or not at all, and failures lose nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from campaigns.models import (
    NewsPage,
    StandardPage,
)
from cms.outbox import MAX_ATTEMPTS
from search import connection, service, sync
from search.engines.base import EngineError
from search.engines.embedded import Embedded, EmbeddedBuild
from search.models import IndexRow
from search.rebuild import compare
from search.sync import repair
from tests import factories
from tests.search.finding import TARGET, row, titles

pytestmark = pytest.mark.usefixtures("index")


def test_a_row_for_each_target_unique_and_counted(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    page = factories.published(NewsPage)
    rows = IndexRow.objects.filter(key=f"wagtailcore.page:{page.pk}").order_by("target")
    assert [found.target for found in rows] == ["elasticsearch:public", TARGET, "embedded:staff"]
    before = row(page).version
    page.save()
    assert row(page).version > before


def test_a_change_that_is_rolled_back_leaves_no_row() -> None:
    page = factories.published(NewsPage)
    before = row(page).version
    with pytest.raises(RuntimeError), transaction.atomic():
        page.save()
        raise RuntimeError
    assert row(page).version == before


def test_publishing_delivers_after_the_commit(
    django_capture_on_commit_callbacks: Any, index: Embedded
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.published(NewsPage, title="Bản tin sau khi lưu")
    assert index.count() >= 1
    assert row(page).delivered == row(page).version


def test_many_changes_are_left_to_the_worker(
    settings: Any, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(sync, "AT_ONCE", 2)
    with django_capture_on_commit_callbacks(execute=True):
        pages = [factories.published(NewsPage, title=f"Bản tin số {number}") for number in range(3)]
    assert all(row(page).delivered < row(page).version for page in pages)
    sync.deliver_all()
    assert all(row(page).delivered == row(page).version for page in pages)


def test_what_changed_behind_all_signals_is_found_by_its_content(index: Embedded) -> None:
    page = factories.published(NewsPage, title="Bản tin trước")
    assert titles("bản tin trước")
    NewsPage.objects.filter(pk=page.pk).update(title="Bản tin sau")
    found = compare(TARGET)
    assert (found.missing, found.extra, found.stale) == ((), (), (row(page).key,))
    assert repair(TARGET, found) == 1
    assert titles("bản tin sau") == ["Bản tin sau"]


def test_an_index_that_is_not_there_is_not_compared(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "moi"
    factories.published(NewsPage, title="Bản tin còn đó")
    connection.embedded().generations.drop(connection.embedded().generations.current() or tmp_path / "x")
    with pytest.raises(EngineError):
        compare(TARGET)
    assert connection.embedded().generations.current() is None
    assert titles("bản tin còn đó") == ["Bản tin còn đó"]


def test_an_older_schema_answers_until_the_new_index_is_full(
    index: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.published(NewsPage, title="Bản tin qua lần nâng cấp")
    assert titles("nâng cấp")
    before = index.generations.current()
    monkeypatch.setattr(index.generations, "prefix", "newschema-t0-")
    seen: list[list[str]] = []
    fill = EmbeddedBuild.fill

    def watched(self: Any, changes: Any) -> None:
        fill(self, changes)
        seen.append(
            [hit.item.title for hit in service.search(service.SearchRequest("nâng cấp")).results.hits]
        )

    monkeypatch.setattr(EmbeddedBuild, "fill", watched)
    sync.deliver_all()
    assert seen[0] == ["Bản tin qua lần nâng cấp"]
    assert titles("nâng cấp") == ["Bản tin qua lần nâng cấp"]
    assert index.generations.current() != before


def test_what_cannot_describe_itself_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = (
        factories.published(StandardPage, title="Trang hỏng"),
        factories.published(NewsPage, title="Bản tin lành"),
    )
    monkeypatch.setattr(StandardPage, "search_content", lambda self: 1 / 0)
    for _try in range(MAX_ATTEMPTS):
        IndexRow.objects.filter(key=row(bad).key).update(next_try="2020-01-01T00:00Z")
        assert titles("bản tin lành") == [good.title]
    assert row(bad).dead and "ZeroDivisionError" in row(bad).answer
    monkeypatch.undo()
    assert IndexRow.objects.retry() == 1
    assert titles("trang hỏng") == ["Trang hỏng"]


def test_an_index_that_is_broken_is_built_anew(index: Embedded, client: Client) -> None:
    factories.published(NewsPage, title="Bản tin bền bỉ")
    assert titles("bền bỉ")
    path = index.generations.current()
    assert path is not None
    (path / "meta.json").write_text("{")
    assert "tạm nghỉ" in client.get("/tim-kiem/?q=ben+bi").content.decode()
    assert titles("bền bỉ") == ["Bản tin bền bỉ"]


def test_reconciling_finds_and_repairs(index: Embedded) -> None:
    page = factories.published(NewsPage, title="Bản tin đối chiếu")
    other = factories.published(NewsPage, title="Bản tin thứ hai")
    assert len(titles("bản tin")) == 2
    NewsPage.objects.filter(pk=other.pk).update(live=False)
    IndexRow.objects.filter(pk=row(page).pk).update(version=50, delivered=50)
    found = compare(TARGET)
    assert (found.missing, found.extra, found.stale) == ((), (row(other).key,), (row(page).key,))
    assert repair(TARGET, found) == 2
    assert not compare(TARGET)
    assert index.count() == 1


def test_a_server_that_is_down_leaves_rows_waiting_for_ever(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    page = factories.published(NewsPage)
    for _try in range(MAX_ATTEMPTS + 3):
        IndexRow.objects.update(next_try="2020-01-01T00:00Z")
        connection.note_success()
        assert sync.deliver("elasticsearch:public") == 0
    waiting = IndexRow.objects.get(target="elasticsearch:public", key=f"wagtailcore.page:{page.pk}")
    assert not waiting.dead and waiting.version > waiting.delivered
    with pytest.raises(EngineError):
        connection.elastic().count()
