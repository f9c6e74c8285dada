"""The webhook endpoint for other Chung Tay sites, and the public status of an item."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from campaigns.models import NewsPage
from campaigns.portal.http.signing import SIGNATURE, TIMESTAMP
from campaigns.portal.models import ImportedItem, ReceivedMessage
from tests import factories
from tests.campaigns.portal.support.messages import SHARED, SITE, post_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(connect: Any) -> Any:
    return connect(SITE, "chung-tay", automatic=[])


@pytest.fixture
def shared(department: Any) -> dict[str, Any]:
    return SHARED | {"code": factories.published(NewsPage, department).code}


def test_only_valid_signatures_are_accepted(site: Any, shared: dict[str, Any]) -> None:
    response = post_message(shared)
    assert response.status_code == 200 and response.json()["state"] == "offered"
    imported = ImportedItem.objects.get()
    assert imported.title == "Tên bài" and imported.link == shared["url"]
    replayed = {name: response.wsgi_request.headers[name] for name in (SIGNATURE, TIMESTAMP)}
    assert post_message(shared, **replayed).status_code == 409
    assert post_message(shared | {"title": "Khác"}, **replayed).status_code == 401
    assert post_message(shared, secret="khác").status_code == 401
    assert post_message(shared | {"site": "https://khac.example.vn"}).status_code == 401
    assert post_message(shared, **{TIMESTAMP: "1"}).status_code == 401
    assert post_message(shared, **{SIGNATURE: ""}).status_code == 401
    site.is_active = False
    site.save()
    assert post_message(shared).status_code == 401
    assert Client().get(reverse("portal_webhook")).status_code == 405


@pytest.mark.parametrize("body", [b"[]", b"{", b"\x00\xff", b'{"site": 1}', b"[" * 50_000])
def test_invalid_bodies_are_refused(site: Any, body: bytes) -> None:
    response = Client().post(reverse("portal_webhook"), body, content_type="application/json")
    assert response.status_code == 401


@pytest.mark.parametrize("body", [b"", b"x" * 70_000])
def test_bodies_without_a_length_or_too_long_are_refused(site: Any, body: bytes) -> None:
    response = Client().post(reverse("portal_webhook"), body, content_type="application/json")
    assert response.status_code == 413


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"id": "x"}, 422),
        ({"id": None}, 422),
        ({"code": "0000000000"}, 422),
        ({"code": ["a"]}, 422),
        ({"event": "item.unknown"}, 200),
        ({"event": None}, 200),
    ],
)
def test_messages_without_an_item_record_nothing(
    site: Any, shared: dict[str, Any], changes: dict[str, Any], status: int
) -> None:
    assert post_message(shared | changes).status_code == status
    assert not ImportedItem.objects.exists()


def test_a_link_to_another_site_is_dropped(site: Any, shared: dict[str, Any]) -> None:
    post_message(shared | {"url": "https://ke-gian.example.com/"})
    assert ImportedItem.objects.get().link == ""


def test_the_status_does_not_reveal_drafts(site: Any, department: Any) -> None:
    page = factories.draft(NewsPage, department)
    imported = ImportedItem.objects.create(
        connection=site,
        uid=SHARED["id"],
        code="",
        page=page,
        state=ImportedItem.State.IMPORTED,
        source_state="in-force",
    )
    url = reverse("portal_status", args=[SHARED["id"]])
    assert Client().get(url).json() == {"state": "offered", "code": "", "link": ""}
    page = factories.published(NewsPage, department)
    imported.page = page
    imported.save()
    assert Client().get(url).json()["state"] == "live" and page.slug in Client().get(url).json()["link"]
    unknown = reverse("portal_status", args=["00000000-0000-0000-0000-000000000000"])
    assert Client().get(unknown).json()["state"] == "unknown"


def test_a_replay_is_refused_without_the_cache(connect: Any, department: Any) -> None:
    connect(SITE, "chung-tay", automatic=[])
    shared = SHARED | {"code": factories.published(NewsPage, department).code}
    response = post_message(shared)
    assert response.status_code == 200
    headers = {name: response.wsgi_request.headers[name] for name in (SIGNATURE, TIMESTAMP)}
    # Each process of the web server has a cache of its own.
    cache.clear()
    assert post_message(shared, **headers).status_code == 409
    assert ReceivedMessage.objects.count() == 1


@pytest.mark.parametrize("event", ["item.withdrawn", "item.shared", "item.asked", ["ping"], None])
@pytest.mark.parametrize("value", [["a"], {"a": 1}, "a\x00b", 7, None, "\ud800"])
def test_values_of_any_type_cause_no_error(event: Any, value: Any, connect: Any) -> None:
    connect(SITE, "chung-tay", automatic=[])
    message = dict.fromkeys(("id", "code", "title", "kind", "url", "agency"), value)
    status = post_message({"event": event, **message}).status_code
    assert status == (422 if event == "item.shared" else 200)
    assert not ImportedItem.objects.exists()
