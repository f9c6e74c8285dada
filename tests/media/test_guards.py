"""What an approved page shows stays as it was approved; the library says why, and never breaks."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from campaigns.models import MaterialFile, MaterialPage
from cms.accounts.models import User
from media import guards
from media.models import CustomDocument, CustomImage, CustomMedia
from tests import factories
from tests.clients import outcome
from tests.media.made_files import MP3, pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    return client


@pytest.fixture(params=["image", "document", "media"])
def item(request: Any, department: Any) -> Any:
    """An item of each library, shown by an approved, live page."""
    if request.param == "image":
        picture = factories.image()
        factories.published(MaterialPage, department, form="tranh-anh", picture=picture)
        return picture
    if request.param == "media":
        sound = factories.recording()
        factories.published(MaterialPage, department, form="am-thanh", recording=sound)
        return sound
    document = factories.document()
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    return document


PATHS = {CustomImage: "images", CustomDocument: "documents", CustomMedia: "media"}


def path(item: Any, action: str = "edit") -> str:
    """Where the admin edits or deletes it."""
    kind = PATHS[type(item)]
    if type(item) is CustomImage:
        return f"/admin/{kind}/{item.pk}/" + ("" if action == "edit" else f"{action}/")
    return f"/admin/{kind}/{action}/{item.pk}/"


def form(item: Any, **changes: Any) -> dict[str, Any]:
    sent = {"title": item.title, "collection": item.collection_id, "tags": "", "duration": 10}
    sent |= {"description": "Nền xanh", "transcript": "Lời thoại.", "credit": "", "rights": "", "consent": ""}
    return sent | changes


def new_file(item: Any) -> SimpleUploadedFile:
    names = {CustomImage: "moi.png", CustomDocument: "moi.pdf", CustomMedia: "moi.mp3"}
    contents = {CustomImage: picture("PNG"), CustomDocument: pdf(), CustomMedia: MP3}
    return SimpleUploadedFile(names[type(item)], contents[type(item)])


def test_the_form_says_why_the_file_stays(item: Any, admin: Client) -> None:
    before = item.file.name
    answer = admin.post(path(item), form(item, file=new_file(item)))
    assert answer.status_code == 200 and "được giữ nguyên" in answer.content.decode()
    item.refresh_from_db()
    assert item.file.name == before and item.file.storage.exists(before)


def test_the_rest_may_be_changed(item: Any, admin: Client) -> None:
    answer = admin.post(path(item), form(item, title="Tên rõ hơn"))
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.title == "Tên rõ hơn"


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("image", {"description": "Cảnh khác"}),
        ("image", {"is_decorative": "on"}),
        ("media", {"transcript": "Lời khác."}),
    ],
)
def test_words_that_go_with_the_file_stay_too(
    department: Any, admin: Client, kind: str, changes: dict[str, str]
) -> None:
    item = factories.image() if kind == "image" else factories.recording()
    name = "picture" if kind == "image" else "recording"
    form_of_page = "tranh-anh" if kind == "image" else "am-thanh"
    factories.published(MaterialPage, department, form=form_of_page, **{name: item})
    answer = admin.post(path(item), form(item, **changes))
    assert answer.status_code == 200 and "được giữ nguyên" in answer.content.decode()
    field = next(iter(changes))
    assert getattr(type(item).objects.get(pk=item.pk), field) == getattr(item, field)


def test_captions_of_an_approved_video_are_not_swapped(department: Any) -> None:
    video = factories.recording("video")
    video.captions.save("loi.vtt", ContentFile(b"WEBVTT"))
    factories.published(MaterialPage, department, form="video", recording=video)
    with pytest.raises(PermissionDenied, match="giữ nguyên"):
        video.captions.save("khac.vtt", ContentFile(b"WEBVTT khac"))
    assert type(video).objects.get(pk=video.pk).captions.read() == b"WEBVTT"


def test_deleting_is_refused_and_the_file_stays(item: Any, admin: Client) -> None:
    answer = admin.post(path(item, "delete"))
    assert outcome(answer) == "refused"
    assert type(item).objects.filter(pk=item.pk).exists() and item.file.storage.exists(item.file.name)


def test_deleting_many_at_once_is_refused(item: Any, admin: Client) -> None:
    app, model = item._meta.app_label, item._meta.model_name
    answer = admin.post(f"/admin/bulk/{app}/{model}/delete/?id={item.pk}&next=/admin/")
    # wagtailmedia has no deletion in bulk: nothing stands at that address.
    assert outcome(answer) == ("hidden" if model == "custommedia" else "refused")
    assert type(item).objects.filter(pk=item.pk).exists() and item.file.storage.exists(item.file.name)


def test_a_query_deletes_nothing_that_is_shown(item: Any) -> None:
    with pytest.raises((PermissionDenied, ProtectedError)), transaction.atomic():
        type(item).objects.filter(pk=item.pk).delete()
    assert type(item).objects.filter(pk=item.pk).exists()


def test_what_nobody_shows_is_replaced_and_deleted(admin: Client) -> None:
    for item in (factories.image(), factories.document(), factories.recording()):
        assert guards.reason_to_keep(item) == ""
        before = item.file.name
        assert admin.post(path(item), form(item, file=new_file(item))).status_code == 302
        item.refresh_from_db()
        assert item.file.name != before
        item.delete()


def test_what_a_withdrawn_page_showed_may_go(department: Any) -> None:
    picture = factories.image()
    page = factories.published(MaterialPage, department, form="tranh-anh", picture=picture)
    with pytest.raises(PermissionDenied, match="giữ nguyên"):
        picture.delete()
    page.unpublish()
    picture.delete()
    assert not CustomImage.objects.filter(pk=picture.pk).exists()


def test_a_guard_is_called_once_however_often_it_registers() -> None:
    before = list(guards._guards)
    for guard in before:
        guards.register(guard)
    assert guards._guards == before
