"""What a camera writes beside a picture never reaches the library."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image, ImageCms, ImageOps, PngImagePlugin
from wagtail.models import UploadedFile

from campaigns.approvals.files import fingerprint
from cms.accounts.models import User
from media.metadata import without_metadata
from media.models import CustomImage
from tests import factories

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">GPSLatitude</x:xmpmeta>'
KINDS = ["JPEG", "PNG", "WEBP"]
AJAX = {"x-requested-with": "XMLHttpRequest"}
SECRETS = (b"GPSLatitude", b"May anh cua A", b"Exif\0\0", b"eXIf", b"EXIF", b"XMP ", b"adobe:ns")


def photograph(kind: str, orientation: int = 1, **options: Any) -> bytes:
    """A picture with the place where it was taken: red on the left, blue on the right."""
    picture = Image.new("RGB", (64, 32), "red")
    picture.paste("blue", (32, 0, 64, 32))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "May anh cua A"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (22.0, 40.0, 0.0), 3: "E", 4: (106.0, 15.0, 0.0)})
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", XMP.decode())
    else:
        options["xmp"] = XMP
    return saved(picture, kind, exif=exif, icc_profile=PROFILE, **options)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", KINDS)
def test_place_and_device_go_and_every_pixel_stays(kind: str) -> None:
    content = photograph(kind)
    assert any(secret in content for secret in SECRETS)
    clean = without_metadata(content)
    assert not any(secret in clean for secret in SECRETS)
    assert not opened(clean).getexif() and "xmp" not in opened(clean).info
    assert opened(clean).tobytes() == opened(content).tobytes()
    assert opened(clean).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(2, 9))
def test_it_is_turned_before_the_note_goes(kind: str, orientation: int) -> None:
    content = photograph(kind, orientation)
    clean = opened(without_metadata(content))
    right = ImageOps.exif_transpose(opened(content))
    assert clean.size == right.size and not clean.getexif()
    assert clean.info["icc_profile"] == PROFILE
    for place in ((2, 2), (clean.width - 3, clean.height - 3)):
        assert max(abs(a - b) for a, b in zip(clean.getpixel(place), right.getpixel(place), strict=True)) < 8


@pytest.mark.parametrize("kind", [*KINDS, "GIF"])
def test_without_metadata_it_stays_byte_for_byte(kind: str) -> None:
    options = {} if kind == "GIF" else {"icc_profile": PROFILE}
    content = saved(Image.new("RGB", (20, 10), "green"), kind, **options)
    assert without_metadata(content) == content


def test_iptc_and_comments_go() -> None:
    content = saved(Image.new("RGB", (8, 8)), "JPEG", comment="Nhà bà A")
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x04Ba A"
    content = content[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2) + iptc + content[2:]
    clean = without_metadata(content)
    assert b"Photoshop" not in clean and "Nhà bà A".encode() not in clean
    assert opened(clean).tobytes() == opened(content).tobytes()


def test_pictures_behind_the_end_go_too() -> None:
    clean = without_metadata(photograph("JPEG") + photograph("JPEG"))
    assert clean == without_metadata(photograph("JPEG"))


def test_a_progressive_picture_keeps_its_scans() -> None:
    content = photograph("JPEG", progressive=True)
    clean = without_metadata(content)
    assert opened(clean).info["progressive"] and opened(clean).tobytes() == opened(content).tobytes()


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_read_is_no_error(kind: str) -> None:
    content = photograph(kind, 6)
    for end in range(0, len(content), 7):
        without_metadata(content[:end])
        without_metadata(content[:end] + b"\0" * 9 + content[end + 9 :])


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    return client


def form(**fields: Any) -> dict[str, Any]:
    return {"title": "Ảnh", "collection": 1, "tags": "", "description": "Cảnh", "credit": ""} | fields


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", photograph("JPEG", 6), "image/jpeg")


def assert_clean(picture: CustomImage) -> None:
    content = picture.file.read()
    assert not any(secret in content for secret in SECRETS)
    assert (picture.width, picture.height) == opened(content).size == (32, 64)
    assert picture.file_size in (None, len(content))


@pytest.mark.django_db
def test_uploading_one(admin: Client) -> None:
    assert admin.post("/admin/images/add/", form(file=upload())).status_code == 302
    picture = CustomImage.objects.get(title="Ảnh")
    assert_clean(picture)
    before = picture.file_hash
    picture._set_file_hash()
    assert before == picture.file_hash


@pytest.mark.django_db
def test_uploading_many(admin: Client) -> None:
    sent = {"title": "Ảnh", "files[]": upload(), "collection": 1}
    answer = admin.post("/admin/images/multiple/add/", sent, headers=AJAX)
    assert answer.status_code == 200 and answer.json()["success"]
    assert_clean(CustomImage.objects.get(title="Ảnh"))


@pytest.mark.django_db
def test_a_form_that_is_filled_in_later(admin: Client) -> None:
    sent = {"title": "", "files[]": SimpleUploadedFile("anh.jpg", photograph("JPEG", 6), "image/jpeg")}
    answer = admin.post(
        "/admin/images/multiple/add/",
        sent | {"collection": ""},
        headers=AJAX,
    )
    uploaded = UploadedFile.objects.get()
    fields = {f"uploaded-image-{uploaded.pk}-{name}": value for name, value in form().items()}
    answer = admin.post(
        f"/admin/images/multiple/create_from_uploaded_image/{uploaded.pk}/",
        fields,
        headers=AJAX,
    )
    assert answer.json()["success"]
    assert_clean(CustomImage.objects.get(title="Ảnh"))


@pytest.mark.django_db
def test_a_picture_stored_by_a_program() -> None:
    picture = CustomImage.objects.create(title="Ảnh", file=ContentFile(photograph("JPEG", 6), "anh.jpg"))
    assert_clean(picture)


@pytest.mark.django_db
def test_what_the_library_holds_is_not_touched() -> None:
    picture = factories.image()
    with picture.file.storage.open(picture.file.name, "wb") as file:
        file.write(photograph("PNG"))
    before = fingerprint(picture)
    picture.title = "Tên khác"
    picture._set_image_file_metadata()
    picture.save()
    assert fingerprint(CustomImage.objects.get(pk=picture.pk)) == before
