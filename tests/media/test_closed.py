"""Closed means closed: what lies in a private collection, or below one, is like what does not exist."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from campaigns.models import MaterialFile, MaterialPage, NewsPage
from cms.accounts.models import Role
from tests import factories
from tests.media.made_files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> Collection:
    return Collection.get_first_root_node().add_child(name="Kho")


@pytest.fixture
def addresses(department: Any, shelf: Collection) -> list[str]:
    """Files that public pages show, all in a collection below the shelf."""
    inner = shelf.add_child(name="Trong kho")
    image = factories.image(collection=inner)
    factories.published(NewsPage, department, picture=image)
    document = factories.document()
    video = factories.recording("video", collection=inner)
    video.captions.save("loi.vtt", ContentFile(b"WEBVTT"))
    video.thumbnail.save("bia.png", ContentFile(picture("PNG")))
    factories.published(MaterialPage, department, form="video", recording=video)
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    type(document).objects.filter(pk=document.pk).update(collection=inner)
    renditions = [image.get_rendition(spec).url for spec in ("width-100", "original")]
    return [*renditions, document.url, video.file.url, video.captions.url, video.thumbnail.url]


def restrict(shelf: Collection, kind: str = "login") -> CollectionViewRestriction:
    return CollectionViewRestriction.objects.create(collection=shelf, restriction_type=kind, password="mo")


def missing(address: str) -> str:
    """The address of a file of the same kind that does not exist, of the same length."""
    *_start, folder, key, name = address.split("/")
    if folder == "tai-ve":
        # As long as the key itself: the page of the error tells the address.
        other = "9" * len(key) if key != "9" * len(key) else "8" * len(key)
        return address.replace(f"/{key}/", f"/{other}/")
    return address.replace(name, name[::-1])


def told(answer: Any) -> dict[str, Any]:
    """Everything that an answer tells, but the nonce of its policy."""
    headers = {name: value for name, value in answer.items() if name != "Content-Security-Policy"}
    return {"status": answer.status_code, "lines": answer.getvalue().count(b"\n"), **headers}


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_a_closed_file_is_like_one_that_does_not_exist(kind: str, addresses: Any, shelf: Any) -> None:
    client = Client()
    known = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in known.values()} == {200}
    restrict(shelf, kind)
    for address, before in known.items():
        probes: list[dict[str, str]] = [
            {},
            {"range": "bytes=0-9"},
            {"if-none-match": before.get("ETag", "*")},
        ]
        probes.append({"if-modified-since": before.get("Last-Modified", "Wed, 01 Jan 2070 00:00:00 GMT")})
        for headers in probes:
            for method in (client.get, client.head):
                answer = method(address, headers=headers)
                assert told(answer) == told(method(missing(address), headers=headers)), (address, headers)
                assert answer.status_code == 404


def test_a_password_is_asked_for_documents_only(addresses: Any, shelf: Any) -> None:
    restrict(shelf, "password")
    answers = {address: Client().get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {403, 404}
    forbidden = [address for address, answer in answers.items() if answer.status_code == 403]
    assert forbidden == [addresses[2]] and "no-store" in answers[addresses[2]]["Cache-Control"]


def test_a_collection_that_is_opened_again(addresses: Any, shelf: Any) -> None:
    restriction = restrict(shelf)
    assert {Client().get(address).status_code for address in addresses} == {404}
    restriction.delete()
    assert {Client().get(address).status_code for address in addresses} == {200}


def test_whom_the_collection_lets_in_gets_what_nobody_keeps(
    addresses: Any, shelf: Any, staff: Any, client: Client
) -> None:
    restrict(shelf)
    client.force_login(staff(Role.COMMUNICATOR))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "/tai-ve/" in address or "no-store" in answer["Cache-Control"]


def test_staff_outside_of_the_groups_get_nothing(
    addresses: Any, shelf: Any, staff: Any, client: Client
) -> None:
    restrict(shelf, "groups")
    client.force_login(staff(Role.CONSOLIDATOR))
    assert {client.get(address).status_code for address in addresses} == {404}


def test_a_page_is_not_published_with_what_readers_would_not_get(department: Any, shelf: Any) -> None:
    restrict(shelf)
    page = factories.draft(NewsPage, department, picture=factories.image(collection=shelf, title="Ảnh kín"))
    messages = " ".join(str(message) for _field, message in page.publication_errors())
    assert "“Ảnh kín” nằm trong thư mục không công khai" in messages
