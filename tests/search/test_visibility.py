"""Only what is live, public and in its time is ever found; a unique word in each says so."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from campaigns.models import MaterialPage, NewsPage, StandardPage
from cms.accounts.models import Role
from search import connection, service
from search.engines.base import EngineError
from search.engines.embedded import Embedded
from search.expiry import remove_expired
from search.sync import deliver_soon
from tests import factories
from tests.search.conftest import ENGINES
from tests.search.finding import titles

pytestmark = pytest.mark.usefixtures("index")
WORD = "chuonchuonkimloai"


@pytest.fixture(params=ENGINES, autouse=True)
def answering(request: pytest.FixtureRequest, index: Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers are answered by this engine and by no other."""
    if request.param == "elasticsearch":
        request.getfixturevalue("server")

        def refuse(self: Embedded, wanted: Any) -> Any:
            raise EngineError("only the server may answer")

        monkeypatch.setattr(Embedded, "search", refuse)


def published(**fields: Any) -> Any:
    return factories.published(NewsPage, title=f"Bản tin {WORD}", **fields)


def nowhere(client: Client) -> None:
    """The word, and how often it stands somewhere, is in nothing that a reader can ask."""
    assert titles(WORD) == []
    assert not service.suggest(WORD[:6])
    for address in ("/tim-kiem/?q=", "/tim-kiem/goi-y/?q=", "/api/search/?q="):
        answer = client.get(address + WORD[:-1]).content.decode()
        assert WORD not in answer
    assert WORD not in connection.decoder().lexicon.counts
    answer = client.get(f"/api/search/?q={WORD}").json()
    assert answer["total"] == 0 and answer["corrected_from"] is None


def test_a_live_page_is_found() -> None:
    published()
    assert titles(WORD) == [f"Bản tin {WORD}"]
    assert [item.title for item in service.suggest("ban tin " + WORD[:6])] == [f"Bản tin {WORD}"]


def test_a_draft(client: Client) -> None:
    factories.draft(NewsPage, title=f"Bản tin {WORD}")
    nowhere(client)


def test_a_draft_of_a_live_page(client: Client) -> None:
    page = factories.published(NewsPage, title="Bản tin cũ")
    page.title = f"Bản tin {WORD}"
    page.save_revision()
    nowhere(client)
    assert titles("bản tin cũ") == ["Bản tin cũ"]


def test_a_scheduled_page(client: Client) -> None:
    page = factories.draft(NewsPage, title=f"Bản tin {WORD}")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision()
    factories.approve(page)
    page.get_latest_revision().publish()
    nowhere(client)


def test_an_expired_page(client: Client, index: Embedded, monkeypatch: pytest.MonkeyPatch) -> None:
    page = published()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(seconds=30))
    page.refresh_from_db()
    page.save(update_fields=["expire_at"])
    deliver_soon()
    assert titles(WORD) == [f"Bản tin {WORD}"]
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert index.expired_keys(int(later.timestamp()), 10)
    assert titles(WORD) == [] and not service.suggest("ban tin " + WORD[:6])
    for address in ("/tim-kiem/?q=", "/api/search/?q="):
        assert WORD not in client.get(address + WORD[:-1]).content.decode()


def test_an_ended_page_leaves_the_index(
    client: Client, index: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = published()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(seconds=30))
    page.refresh_from_db()
    page.save(update_fields=["expire_at"])
    deliver_soon()
    later = timezone.now() + timedelta(minutes=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert remove_expired() == 1
    nowhere(client)
    assert index.count() == 0


def test_a_withdrawn_page(client: Client) -> None:
    page = published()
    deliver_soon()
    page.unpublish()
    nowhere(client)


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_a_private_page(client: Client, kind: str) -> None:
    page = published()
    assert titles(WORD)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="mo")
    if kind == "groups":
        restriction.groups.add(Group.objects.first())
    nowhere(client)
    restriction.delete()
    assert titles(WORD) == [f"Bản tin {WORD}"]


def test_a_page_below_a_private_one_and_moved_below_one(client: Client, department: Any) -> None:
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    child = factories.published(StandardPage, parent=department, title=f"Trang {WORD}")
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    assert titles(WORD)
    child.move(StandardPage.objects.get(pk=parent.pk), pos="last-child")
    nowhere(client)


def test_a_deleted_page(client: Client) -> None:
    page = published()
    assert titles(WORD)
    page.delete()
    nowhere(client)


def test_unpublished_with_what_is_below(client: Client, department: Any) -> None:
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    factories.published(StandardPage, parent=parent, title=f"Trang {WORD}")
    assert titles(WORD)
    editor = factories.staff(Role.EDITOR, department)
    UnpublishPageAction(parent, user=editor, include_descendants=True).execute()
    nowhere(client)


def test_words_that_only_a_withdrawn_page_had_side_by_side(client: Client) -> None:
    """Each of them stands on other pages; together they were a name, and are shown to nobody."""
    pages = [factories.published(NewsPage, title=f"{kind} của Trần Thị Bưởi") for kind in ("Chuyện", "Lời")]
    for other in ("Trần nhà", "Chợ Thị", "Quả Bưởi"):
        factories.published(NewsPage, title=other)
    assert titles("tran thi buoi")
    assert client.get("/api/search/?q=tran+thi+buoi").json()["corrected_from"] is not None
    for page in pages:
        page.unpublish()
    titles("")
    answer = client.get("/api/search/?q=tran+thi+buoi")
    assert answer.json()["corrected_from"] is None
    assert "trần thị bưởi" not in client.get("/tim-kiem/?q=tran+thi+buoi").content.decode().lower()


def closed(collection: Collection) -> Collection:
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


@pytest.fixture
def shelf() -> Collection:
    return Collection.get_first_root_node().add_child(name="Kho của Sở")


def picture(page_title: str, collection: Collection) -> Any:
    image = factories.image(title=f"Ảnh {WORD}", collection=collection)
    block = {"image": image.pk, "alt_text": "Bảng tin", "decorative": False}
    body = [*factories.TEXT, {"type": "picture", "value": {"image": block, "caption": ""}}]
    factories.published(NewsPage, title=page_title, body=json.dumps(body))
    return image


def test_a_picture_s_title_follows_the_picture(client: Client, shelf: Collection) -> None:
    image = picture("Bản tin có ảnh", shelf)
    assert titles(WORD) == ["Bản tin có ảnh"]
    image.title = "Ảnh đổi tên"
    image.save()
    nowhere(client)
    assert titles("ảnh đổi tên") == ["Bản tin có ảnh"]


def test_a_picture_that_goes_into_a_closed_collection(client: Client, shelf: Collection) -> None:
    image = picture("Bản tin có ảnh", Collection.get_first_root_node())
    assert titles(WORD)
    image.collection = closed(shelf)
    image.save()
    nowhere(client)


def test_a_collection_that_is_closed_and_opened(client: Client, shelf: Collection) -> None:
    picture("Bản tin có ảnh", shelf)
    assert titles(WORD)
    restriction = CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    nowhere(client)
    restriction.delete()
    assert titles(WORD)


def test_a_collection_moved_into_a_closed_one(
    client: Client, shelf: Collection, django_capture_on_commit_callbacks: Any, admin_client: Client
) -> None:
    picture("Bản tin có ảnh", shelf)
    inner = closed(Collection.get_first_root_node().add_child(name="Kho kín"))
    assert titles(WORD)
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"name": shelf.name, "parent": inner.pk}
        assert admin_client.post(f"/admin/collections/{shelf.pk}/", sent).status_code == 302
    assert Collection.objects.get(pk=shelf.pk).get_parent().pk == inner.pk
    nowhere(client)


def test_a_recording_in_a_closed_collection_keeps_its_words(client: Client, shelf: Collection) -> None:
    recording = factories.recording("audio", transcript=f"Lời thoại {WORD}.", collection=shelf)
    factories.published(MaterialPage, title="Bài phát thanh", form="am-thanh", recording=recording)
    assert titles(WORD) == ["Bài phát thanh"]
    closed(shelf)
    nowhere(client)
