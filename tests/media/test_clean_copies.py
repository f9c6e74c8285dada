"""A document that tells of people stops its page; the clean copy is a file of its own beside it."""

from typing import Any

import pytest
from django.test import Client

from campaigns.models import MaterialFile, MaterialPage
from cms.accounts.models import Role, User
from media.models import CustomDocument
from tests import factories
from tests.media.made_files import pdf, replaced, word

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    return client


def private() -> CustomDocument:
    return factories.document(word(author="Nguyễn Thị A"), "ke-hoach.docx")


def stops(document: CustomDocument, department: Any) -> str:
    """The messages that stop a page with the document."""
    files = [MaterialFile(document=document)]
    page = factories.draft(MaterialPage, department, form="to-roi", files=files)
    return " ".join(str(message) for _field, message in page.publication_errors())


def test_a_private_document_stops_its_page(department: Any) -> None:
    message = stops(private(), department)
    assert "tên người soạn (Nguyễn Thị A)" in message and "Tạo bản sạch" in message
    assert stops(factories.document(pdf(Author="UBND xã A"), "a.pdf"), department) == ""
    assert stops(factories.document(b"%PDF-1.4 hong", "b.pdf"), department) == ""


def test_a_signed_document_stops_nothing_and_is_pointed_out(department: Any, admin: Client) -> None:
    content = replaced(word(author="Nguyễn Thị A"), {"_xmlsignatures/sig1.xml": b"<a/>"})
    document = factories.document(content, "ky.docx")
    assert stops(document, department) == ""
    html = admin.get(f"/admin/documents/edit/{document.pk}/").content.decode()
    assert "giữ nguyên từng byte" in html and "Nguyễn Thị A" in html and "Tạo bản sạch" not in html
    admin.post(f"/admin/tep/{document.pk}/ban-sach/")
    assert not document.clean_copies.exists() and document.file.read() == content


def test_the_button_makes_a_copy_beside_the_original(department: Any, admin: Client) -> None:
    document = private()
    before = document.file.read()
    edit = admin.get(f"/admin/documents/edit/{document.pk}/").content.decode()
    address = f"/admin/tep/{document.pk}/ban-sach/"
    assert address in edit and "Nguyễn Thị A" in edit
    assert "Tạo bản sạch" in admin.get(address).content.decode()
    for _twice in range(2):
        admin.post(address)
    copy = document.clean_copies.get()
    html = admin.get(address).content.decode()
    assert document.url in html and copy.url in html
    assert stops(copy, department) == "" and copy.collection == document.collection
    document.refresh_from_db()
    assert document.file.read() == before and copy.file_size == copy.file.size
    assert (
        address.replace(str(document.pk), str(copy.pk))
        in admin.get(f"/admin/documents/edit/{copy.pk}/").content.decode()
    )


def test_only_who_may_change_it_makes_a_copy(staff: Any, client: Client) -> None:
    document = private()
    client.force_login(staff(Role.CONSOLIDATOR))
    assert client.post(f"/admin/tep/{document.pk}/ban-sach/").status_code in (302, 403)
    assert not document.clean_copies.exists()
