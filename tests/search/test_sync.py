"""Every change reaches the index, in its transaction or not at all, and failures lose nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import MaterialPage, NewsPage, StandardPage
from cms.outbox import MAX_ATTEMPTS
from cms.vocabulary.models import Audience, Region
from search import connection, nightly, sync
from search.engines.base import EngineError
from search.engines.embedded import Embedded
from search.models import IndexRow
from search.rebuild import compare, repair
from tests import factories
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")
TARGET = "embedded:public"


def row(page: Any) -> IndexRow:
    return IndexRow.objects.get(target=TARGET, key=f"wagtailcore.page:{page.pk}")


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


def test_a_new_address_reaches_the_descendants(
    department: Any, django_capture_on_commit_callbacks: Any
) -> None:
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    child = factories.published(StandardPage, parent=parent, title="Trang con nhỏ")
    titles("trang")
    before = row(child).version
    parent.slug = "dia-chi-moi"
    parent.save_revision()
    factories.approve(parent)
    with django_capture_on_commit_callbacks(execute=True):
        parent.get_latest_revision().publish()
    assert row(child).version > before


def test_the_name_of_a_term_is_found_and_follows_its_change() -> None:
    audience = Audience.objects.first()
    factories.published(NewsPage, title="Bản tin cho nhóm", audiences=[audience])
    assert titles(audience.name) == ["Bản tin cho nhóm"]
    audience.name = "Nhóm đổi tên"
    audience.save()
    assert titles("nhóm đổi tên") == ["Bản tin cho nhóm"]


def test_an_old_name_of_a_place_finds_what_is_there_today() -> None:
    place = Region.objects.get(slug="31")
    factories.published(NewsPage, title="Bản tin địa phương", regions=[place])
    assert titles("tinh hai duong") == ["Bản tin địa phương"]


def test_words_of_an_attached_file_are_found(department: Any) -> None:
    file = factories.document("Lời trong tệp: ngocbichxanhlam.".encode(), "loi.txt")
    page = factories.draft(MaterialPage, department, title="Tài liệu có tệp")
    page.files.create(document=file)
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    assert titles("ngocbichxanhlam") == ["Tài liệu có tệp"]


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
        connection.note_answer()
        assert sync.deliver("elasticsearch:public") == 0
    waiting = IndexRow.objects.get(target="elasticsearch:public", key=f"wagtailcore.page:{page.pk}")
    assert not waiting.dead and waiting.version > waiting.delivered
    with pytest.raises(EngineError):
        connection.elastic().count()


def test_a_move_and_a_new_slug_are_noted_in_their_own_transaction(
    department: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Nothing is left to what comes after the commit: a crash there would lose it."""
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    child = factories.published(StandardPage, parent=parent, title="Trang con")
    other = factories.published(StandardPage, parent=department, title="Trang khác")
    before = row(child).version
    with django_capture_on_commit_callbacks(execute=False):
        Page.objects.get(pk=parent.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
        moved = row(child).version
        assert moved > before
        renamed = Page.objects.get(pk=parent.pk)
        renamed.slug = "ten-khac"
        renamed.save(clean=False)
        assert row(child).version > moved
    assert Page.objects.get(pk=child.pk).url_path.endswith("/ten-khac/trang-con/")
    quiet = row(child).version
    Page.objects.get(pk=parent.pk).save(clean=False)
    assert row(child).version == quiet


def test_a_move_that_is_rolled_back_leaves_no_row(department: Any) -> None:
    page = factories.published(StandardPage, parent=department, title="Trang ở lại")
    other = factories.published(StandardPage, parent=department, title="Trang khác")
    before = row(page).version
    with pytest.raises(RuntimeError), transaction.atomic():
        StandardPage.objects.get(pk=page.pk).move(StandardPage.objects.get(pk=other.pk), pos="last-child")
        assert row(page).version > before
        raise RuntimeError
    assert row(page).version == before


def test_once_a_night_every_index_is_compared(monkeypatch: pytest.MonkeyPatch, index: Embedded) -> None:
    page = factories.published(NewsPage, title="Bản tin trôi dạt")
    assert titles("trôi dạt")
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    evening = timezone.localtime().replace(hour=20)
    nightly.reconcile_at_night(evening)
    assert index.count() == 1
    compared: list[str] = []
    monkeypatch.setattr(nightly, "compare", lambda target: compared.append(target) or compare(target))
    for minute in (0, 1, 59):
        nightly.reconcile_at_night(evening.replace(hour=nightly.HOUR, minute=minute))
    assert compared == [TARGET, "embedded:staff"]
    assert index.count() == 0
    nightly.reconcile_at_night(evening.replace(hour=nightly.HOUR) + timedelta(days=1))
    assert len(compared) == 4


def test_a_server_that_is_down_is_compared_another_night(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert nightly.reconcile("elasticsearch:public") == 0
