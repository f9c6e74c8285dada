"""Every door of the library takes whole, harmless files only, says why in words, and keeps no place."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import UploadedFile

from cms.accounts.models import User
from media.models import CustomDocument, CustomImage, CustomMedia
from tests import factories
from tests.media.made_files import MP3, MP4, SECRET, box, exif, pdf, picture, word

pytestmark = pytest.mark.django_db
AJAX = {"x-requested-with": "XMLHttpRequest"}
CUT = picture("JPEG", (300, 200))[:900]
LIBRARIES = {"images": CustomImage, "documents": CustomDocument}
SRT = "1\n00:00:01,000 --> 00:00:04,000\nGọi 111\n".encode()


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    return client


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def form(**fields: Any) -> dict[str, Any]:
    words = {"title": "Tệp", "collection": 1, "tags": "", "description": "Cảnh", "credit": "", "duration": 0}
    return words | fields


BAD = [
    ("images", "ảnh cắt.jpg", CUT),
    ("images", "ảnh.png", CUT),
    ("images", "trang.png", b"<html>" * 40),
    ("documents", "trang.pdf", b"<html>" * 40),
    ("documents", "kế hoạch.docx", word()[:5000]),
]


@pytest.mark.parametrize(("library", "name", "content"), BAD)
def test_one_file(library: str, name: str, content: bytes, admin: Client) -> None:
    answer = admin.post(f"/admin/{library}/add/", form(file=sent(name, content)))
    assert answer.status_code == 200 and f"“{name}”" in answer.content.decode()
    assert not LIBRARIES[library].objects.exists()


@pytest.mark.parametrize(("library", "name", "content"), BAD)
def test_several_files(library: str, name: str, content: bytes, admin: Client) -> None:
    fields = {"title": "Tệp", "files[]": sent(name, content), "collection": 1}
    answer = admin.post(f"/admin/{library}/multiple/add/", fields, headers=AJAX).json()
    assert not answer["success"] and f"“{name}”" in answer["error_message"]
    assert not LIBRARIES[library].objects.exists() and not UploadedFile.objects.exists()


@pytest.mark.parametrize(("library", "name", "content"), BAD)
def test_the_chooser(library: str, name: str, content: bytes, admin: Client) -> None:
    prefix = {"images": "image", "documents": "document"}[library]
    fields = {
        f"{prefix}-chooser-upload-{key}": value for key, value in form(file=sent(name, content)).items()
    }
    answer = admin.post(f"/admin/{library}/chooser/create/", fields)
    assert answer.status_code == 200 and name in str(answer.json())
    assert not LIBRARIES[library].objects.exists()


def test_replacing_a_picture(admin: Client) -> None:
    item = factories.image()
    before = item.file.name
    answer = admin.post(f"/admin/images/{item.pk}/", form(file=sent("cắt.jpg", CUT)))
    assert answer.status_code == 200 and "“cắt.jpg”" in answer.content.decode()
    item.refresh_from_db()
    assert item.file.name == before
    new = sent("mới.avif", picture("AVIF", exif=exif()))
    assert admin.post(f"/admin/images/{item.pk}/", form(file=new)).status_code == 302
    item = CustomImage.objects.get(pk=item.pk)
    assert SECRET not in item.file.read() and item.file_size == item.file.size


@pytest.mark.parametrize(
    ("field", "name", "content"),
    [
        ("file", "lời.mp4", b"<!DOCTYPE html>" * 9),
        ("file", "cắt.mp4", MP4[:90_000]),
        ("thumbnail", "bìa.jpg", CUT),
        ("captions", "lời.vtt", "Lời thoại".encode()),
    ],
)
def test_a_video_with_a_bad_file(field: str, name: str, content: bytes, admin: Client) -> None:
    files = {"file": sent("phim.mp4", MP4)} | {field: sent(name, content)}
    answer = admin.post("/admin/media/video/add/", form(**files))
    assert answer.status_code == 200 and f"“{name}”" in answer.content.decode()
    assert not CustomMedia.objects.exists()


def test_text_as_sound(admin: Client) -> None:
    answer = admin.post("/admin/media/audio/add/", form(file=sent("lời.mp3", "Lời thoại".encode() * 99)))
    assert answer.status_code == 200 and "“lời.mp3”" in answer.content.decode()


@pytest.mark.parametrize("name", ["lời.srt", "lời.vtt"])
def test_a_video_keeps_no_place_and_gets_webvtt(name: str, admin: Client) -> None:
    fields = {
        "file": sent("phim.mp4", MP4 + box(b"udta", box(b"\xa9xyz", SECRET))),
        "thumbnail": sent("bìa.jpg", picture("JPEG", exif=exif())),
        "captions": sent(name, SRT),
    }
    assert admin.post("/admin/media/video/add/", form(**fields)).status_code == 302
    video = CustomMedia.objects.get()
    assert SECRET not in video.file.read() and SECRET not in video.thumbnail.read()
    assert video.captions.read().startswith(b"WEBVTT\n") and video.captions.name.endswith(".vtt")


def test_a_document_keeps_every_byte(admin: Client) -> None:
    content = pdf(Author="Nguyễn Thị A")
    assert admin.post("/admin/documents/add/", form(file=sent("tệp.pdf", content))).status_code == 302
    assert CustomDocument.objects.get().file.read() == content


def test_what_programs_store_keeps_no_place() -> None:
    image = CustomImage.objects.create(title="a", file=ContentFile(picture("GIF", comment=SECRET), "a.gif"))
    tagged = b"ID3\3\0\0\0\0\0\x20" + SECRET.ljust(32) + MP3
    sound = CustomMedia.objects.create(title="b", type="audio", file=ContentFile(tagged, "b.mp3"))
    sound.thumbnail.save("b.png", ContentFile(picture("PNG", exif=exif())))
    assert all(SECRET not in file.read() for file in (image.file, sound.file, sound.thumbnail))


def test_a_stored_picture_that_cannot_be_drawn_breaks_no_page(admin: Client) -> None:
    item = factories.image()
    with item.file.storage.open(item.file.name, "wb") as file:
        file.write(CUT)
    assert admin.get("/admin/images/").status_code == 200
    assert admin.get(f"/admin/images/{item.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("address", "name", "content"),
    [
        ("documents/add/", "kehoach.pdf", b"<!DOCTYPE html><p>x</p>"),
        ("documents/add/", "kehoach.pdf", b""),
        ("documents/multiple/add/", "kehoach.pdf", b"<!DOCTYPE html><p>x</p>"),
        ("media/audio/add/", "loi.mp3", b"<!DOCTYPE html><p>x</p>"),
        ("media/video/add/", "phim.mp4", b""),
    ],
)
def test_a_refused_file_gets_one_reason(address: str, name: str, content: bytes, admin: Client) -> None:
    data = {"title": "Kế hoạch", "files[]": sent(name, content), "file": sent(name, content)}
    text = admin.post(f"/admin/{address}", form(**data)).content.decode()
    assert "Không cho phép phần mở rộng" not in text
    assert not CustomDocument.objects.exists() and not CustomMedia.objects.exists()
