"""A rebuild while editors publish, and the commands around it."""

import gc
import weakref
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from campaigns.models import NewsPage
from search import builder
from search.engines.embedded import Embedded
from search.models import IndexRow
from search.rebuild import BusyError
from search.sync import rebuild
from tests import factories
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")
TARGET = "embedded:public"


def test_what_is_published_or_withdrawn_meanwhile_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.rebuild.CHUNK", 2)
    pages = [factories.published(NewsPage, title=f"Bản tin số {number}") for number in range(5)]
    titles("bản tin")
    steps: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        """Editors at work between two batches: the first page goes, the second changes, one is new."""
        steps.append(done)
        if len(steps) == 1:
            pages[0].unpublish()
            pages[1].title = "Bản tin viết lại"
            pages[1].save_revision()
            factories.approve(pages[1])
            pages[1].get_latest_revision().publish()
            factories.published(NewsPage, title="Bản tin mới toanh")

    assert rebuild(TARGET, meanwhile) == 5
    expected = {"Bản tin viết lại", "Bản tin mới toanh", *(f"Bản tin số {number}" for number in (2, 3, 4))}
    assert set(titles("bản tin")) == expected
    assert not IndexRow.objects.filter(target=TARGET).pending().exists()


def test_a_rebuild_takes_what_was_loaded_behind_its_back(index: Embedded) -> None:
    factories.published(NewsPage, title="Bản tin nạp thẳng")
    IndexRow.objects.all().delete()
    assert rebuild(TARGET) == 1
    assert index.generations.previous() is not None
    assert titles("nạp thẳng") == ["Bản tin nạp thẳng"]


def test_two_rebuilds_do_not_meet(index: Embedded) -> None:
    factories.published(NewsPage)
    with index.generations.lock(wait=True) as locked, pytest.raises(BusyError):
        assert locked
        rebuild(TARGET)


def test_the_old_index_stays_for_a_rollback(index: Embedded) -> None:
    factories.published(NewsPage, title="Bản tin bền")
    titles("bản tin")
    before = index.generations.current()
    rebuild(TARGET)
    assert before is not None and index.generations.previous() == before
    index.generations.point_to(before)
    assert titles("bản tin bền") == ["Bản tin bền"]


def test_a_rebuild_holds_one_batch_of_items_at_a_time(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Whatever the number of pages: items, rows and remembered queries of one batch, not of all."""
    monkeypatch.setattr("search.rebuild.CHUNK", 4)
    settings.DEBUG = True
    for number in range(24):
        factories.published(NewsPage, title=f"Bản tin số {number}")
    alive: weakref.WeakSet[Any] = weakref.WeakSet()
    most: list[tuple[int, int]] = []
    described = builder.build_item

    def watched(*args: Any) -> Any:
        item = described(*args)
        # Items have slots and no weak references; each is watched by its page, which it is made of.
        alive.add(args[0])
        gc.collect()
        most.append((len(alive), len(connection.queries)))
        return item

    monkeypatch.setattr(builder, "build_item", watched)
    assert rebuild(TARGET) == 24
    assert len(most) == 24
    assert max(pages for pages, _queries in most) <= 2 * 4
    assert not IndexRow.objects.filter(target=TARGET).pending().exists()
    assert max(queries for _pages, queries in most[12:]) <= max(queries for _pages, queries in most[:12])


def test_the_way_back_brings_the_old_index_up_to_date(index: Embedded) -> None:
    withdrawn = factories.published(NewsPage, title="Bản tin bị thu hồi")
    titles("bản tin")
    before = index.generations.current()
    rebuild(TARGET)
    withdrawn.unpublish()
    factories.published(NewsPage, title="Bản tin sau lần lập")
    assert titles("bản tin") == ["Bản tin sau lần lập"]
    assert "đã quay lại" in run("search_rebuild", "--back", "--target", TARGET)
    assert index.generations.current() == before
    assert titles("bản tin") == ["Bản tin sau lần lập"]


def test_without_an_index_before_there_is_no_way_back(settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path / "moi"
    with pytest.raises(CommandError, match="không còn bản trước"):
        run("search_rebuild", "--back", "--target", TARGET)


def run(name: str, *args: Any) -> str:
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


def test_the_commands_say_what_they_did() -> None:
    page = factories.published(NewsPage, title="Bản tin lệnh")
    assert "0 mục còn chờ" in run("search_drain", "--retry")
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    assert "1 mục thừa" in run("search_reconcile", "--dry-run")
    assert "đã sửa 1 mục" in run("search_reconcile")
    assert "khớp" in run("search_reconcile")
    assert "embedded:public: 0 mục" in run("search_rebuild")
    assert "mục" in run("search_defaults") and "0 mục" in run("search_defaults")
