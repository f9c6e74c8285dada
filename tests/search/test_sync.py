"""Every change reaches the index, in its transaction or not at all, and failures lose nothing."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import typst
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import (
    HotlinePage,
    MaterialPage,
    NewsPage,
    OfficialDocumentPage,
    SloganPage,
    StandardPage,
)
from cms.outbox import MAX_ATTEMPTS
from cms.vocabulary.models import Audience, Region
from search import connection, nightly, service, sync
from search.engines.base import EngineError
from search.engines.embedded import Embedded, EmbeddedBuild
from search.models import IndexRow
from search.rebuild import compare
from search.sync import repair
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


def test_words_of_a_pdf_in_a_story_are_found() -> None:
    """Wherever a page refers to a file: a field, a block, a link in its text."""
    file = factories.document(typst.compile(b"Trang m\xe1\xbb\x99t: ngocbichxanhlam."), "trang.pdf")
    body = [*factories.TEXT, {"type": "file", "value": {"document": file.pk, "label": ""}}]
    factories.published(NewsPage, title="Bản tin có tệp", body=json.dumps(body))
    link = f'<p>Xem <a linktype="document" id="{file.pk}">kế hoạch</a>.</p>'
    factories.published(NewsPage, title="Bản tin có liên kết", body=[{"type": "text", "value": link}])
    assert set(titles("ngocbichxanhlam")) == {"Bản tin có tệp", "Bản tin có liên kết"}


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut", b"", b"PK\x05\x06" + bytes(18)])
def test_a_broken_file_stops_nothing(department: Any, content: bytes) -> None:
    page = factories.draft(MaterialPage, department, title="Tài liệu có tệp hỏng")
    page.files.create(document=factories.document(content, "hong.docx"))
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    assert titles("tệp hỏng") == ["Tài liệu có tệp hỏng"]


def test_a_changed_hotline_changes_the_page_of_hotlines(home: Any) -> None:
    line = factories.hotline(number="0981848484", name="Bảo hộ công dân")
    page = factories.published(HotlinePage, parent=home, title="Đường dây nóng thử")
    assert titles("0981848484") == [page.title]
    line.number = "0981999999"
    line.save()
    assert titles("0981848484") == []
    assert titles("0981999999") == [page.title]


def test_a_page_that_is_told_of_elsewhere_tells_of_its_change_there() -> None:
    document = factories.published(OfficialDocumentPage, title="Kế hoạch tên cũ", number="77/KH-BCĐ")
    slogan = factories.published(SloganPage, source_document=document)
    assert slogan.title in titles("77/KH-BCĐ")
    before = row(slogan).version
    document.save_revision()
    factories.approve(document)
    document.get_latest_revision().publish()
    assert row(slogan).version > before


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
