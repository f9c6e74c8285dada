"""The files of what was taken back are gone with it, at their known addresses too."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaigns.models import MaterialFile, MaterialPage, NewsPage
from campaigns.reuse import withdrawals
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(department: Any) -> tuple[Any, list[str]]:
    """A live page and the addresses of its files: document, picture, recording, captions, thumbnail."""
    document, picture = factories.document(), factories.image()
    video = factories.recording("video")
    video.captions.save("loi.vtt", ContentFile(b"WEBVTT"))
    video.thumbnail.save("bia.jpg", ContentFile(b"x"))
    page = factories.published(
        MaterialPage,
        department,
        form="video",
        picture=picture,
        recording=video,
        files=[MaterialFile(document=document)],
    )
    addresses = [document.url, picture.get_rendition("width-100").url]
    return page, [*addresses, video.file.url, video.captions.url, video.thumbnail.url]


def answers(addresses: list[str], client: Client | None = None) -> set[int]:
    return {(client or Client()).get(address).status_code for address in addresses}


def test_what_a_live_page_shows_is_served_and_cached_a_minute_at_most(shown: Any) -> None:
    _page, addresses = shown
    assert answers(addresses) == {200}
    for address in addresses:
        kept = Client().get(address)["Cache-Control"]
        assert "public" in kept and int(kept.partition("max-age=")[2].partition(",")[0]) <= 60


def test_a_withdrawal_reaches_every_file(shown: Any, staff: Any) -> None:
    page, addresses = shown
    withdrawals.withdraw(page, staff(Role.APPROVER), "Số điện thoại đã đổi.")
    for address in addresses:
        answer = Client().get(address)
        text = answer.content.decode()
        assert answer.status_code == 410 and answer["Cache-Control"] == "no-store"
        assert "Số điện thoại đã đổi." in text and "tel:111" in text


def test_what_ran_out_is_gone_with_its_files(department: Any) -> None:
    document = factories.document()
    page = factories.published(
        MaterialPage,
        department,
        form="to-roi",
        files=[MaterialFile(document=document)],
        signing={"valid_until": timezone.localdate()},
    )
    page.unpublish(set_expired=True)
    answer = Client().get(document.url)
    assert answer.status_code == 410 and "Hết hạn" in answer.content.decode()


def test_what_was_never_public_is_not_found(department: Any) -> None:
    document, picture = factories.document(), factories.image()
    factories.draft(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    assert answers([document.url, picture.get_rendition("width-100").url]) == {404}


def test_a_file_of_two_pages_stays_with_the_one_in_force(department: Any, staff: Any) -> None:
    picture = factories.image()
    first, _second = (factories.published(NewsPage, department, picture=picture) for _ in range(2))
    withdrawals.withdraw(first, staff(Role.APPROVER), "Sai.")
    assert answers([picture.get_rendition("width-100").url]) == {200}


def test_a_file_of_a_private_page_is_private(department: Any) -> None:
    picture = factories.image()
    page = factories.published(NewsPage, department, picture=picture)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert answers([picture.get_rendition("width-100").url]) == {404}


def test_staff_see_files_of_drafts_and_nobody_keeps_them(department: Any, staff: Any, client: Client) -> None:
    document, picture = factories.document(), factories.image()
    factories.draft(NewsPage, department, picture=picture)
    factories.draft(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    addresses = (document.url, picture.get_rendition("width-100").url)
    client.force_login(staff(Role.COMMUNICATOR))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    client.force_login(staff(Role.COMMUNICATOR, factories.department()))
    assert {client.get(address).status_code for address in addresses} == {404}


def test_a_file_costs_few_queries_however_many_pages_show_it(department: Any) -> None:
    picture = factories.image()
    address = picture.get_rendition("width-100").url

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        return len(queries)

    factories.published(NewsPage, department, picture=picture)
    cost()
    few = cost()
    for _ in range(3):
        factories.published(NewsPage, department, picture=picture)
    cost()
    assert cost() == few <= 5


def test_a_file_of_nobody_is_not_found(client: Client) -> None:
    assert answers(["/tep/images/khong-co.png", "/tep/media/a%00b.mp3"], client) == {404}


def test_a_queue_at_rest_keeps_no_picture_from_readers(department: Any, settings: Any) -> None:
    """Wagtail notes by a task what a page refers to; what was published now is shown now."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    picture = factories.image()
    factories.published(MaterialPage, department, form="to-roi", picture=picture)
    assert answers([picture.get_rendition("width-100").url]) == {200}


def test_a_draft_changes_nothing_of_what_is_served(shown: Any, settings: Any) -> None:
    """Whether or not the worker has come by."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    page, addresses = shown
    other = factories.image(title="Ảnh chưa duyệt")
    page.picture = other
    page.save_revision()
    assert answers(addresses) == {200}
    assert answers([other.get_rendition("width-100").url]) == {404}
