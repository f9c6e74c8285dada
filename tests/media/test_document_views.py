"""The library says of every file whether its words can be read: in the list, the form and after an upload."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.file_text.models import LABELS, DocumentText
from cms.file_text.notices import _ADVICE, notice_of
from cms.file_text.states import State
from media.models import CustomDocument
from tests import factories
from tests.clients import page_text
from tests.cms.file_text.made_files import drawn, p, pdf, word

pytestmark = pytest.mark.django_db

SCANNED = pdf(b"q 500 0 0 500 0 0 cm /P Do Q")
WORDS = "Tệp này không có chữ đọc được: bản quét"


@pytest.fixture
def admin(client: Client, admin_user: Any) -> Client:
    client.force_login(admin_user)
    return client


def sent(content: bytes, name: str, field: str = "file") -> dict[str, Any]:
    return {field: SimpleUploadedFile(name, content), "title": name, "collection": 1}


def test_a_scan_is_told_after_the_upload(admin: Client) -> None:
    response = admin.post(reverse("wagtaildocs:add"), sent(SCANNED, "quet.pdf"), follow=True)
    assert f"quet.pdf: {WORDS}" in page_text(response)


def test_nothing_is_said_of_a_file_that_was_read(admin: Client) -> None:
    response = admin.post(reverse("wagtaildocs:add"), sent(word(p("Mua bán")), "ke-hoach.docx"), follow=True)
    assert "ke-hoach.docx:" not in page_text(response) and "Đọc được chữ" in page_text(response)
    assert DocumentText.objects.get().text == "Mua bán"


def test_each_of_several_uploads_is_told(admin: Client) -> None:
    url = reverse("wagtaildocs:add_multiple")
    answer = json.loads(admin.post(url, sent(SCANNED, "quet.pdf", "files[]")).content)
    assert answer["success"] and WORDS in answer["form"] and 'name="doc-' in answer["form"]
    answer = json.loads(admin.post(url, sent(word(p("Mua bán")), "a.docx", "files[]")).content)
    assert answer["success"] and "help-block" not in answer["form"]


def test_an_upload_in_a_chooser_is_told_on_the_next_page(admin: Client) -> None:
    fields = {f"document-chooser-upload-{name}": value for name, value in sent(SCANNED, "quet.pdf").items()}
    answer = json.loads(admin.post(reverse("wagtaildocs_chooser:create"), fields).content)
    assert answer["step"] == "chosen"
    assert WORDS in page_text(admin.get(reverse("wagtailadmin_home")))


def test_the_form_of_a_file_says_it_and_a_new_file_is_read(admin: Client) -> None:
    url = reverse("wagtaildocs:edit", args=[factories.document(SCANNED, "quet.pdf").pk])
    assert WORDS in page_text(admin.get(url))
    response = admin.post(url, sent(pdf(drawn("Mua ban nguoi")), "chu.pdf"), follow=True)
    assert WORDS not in page_text(response)
    assert WORDS not in page_text(admin.get(url)) and "Đọc được chữ" in page_text(admin.get(url))


def test_the_list_says_it_with_one_query(admin: Client) -> None:
    factories.document(SCANNED, "quet.pdf")
    factories.document(b"PK", "nen.zip")
    url = reverse("wagtaildocs:index")
    text = page_text(admin.get(url))
    assert "Chữ trong tệp" in text and "Bản quét, không có chữ" in text and "Không đọc chữ" in text
    assert "Bản quét" in page_text(admin.get(reverse("wagtaildocs:index_results")))
    with CaptureQueriesContext(connection) as few:
        admin.get(url)
    for number in range(5):
        factories.document(SCANNED, f"quet-{number}.pdf")
    with CaptureQueriesContext(connection) as many:
        admin.get(url)
    assert len(few) == len(many)


def test_a_file_that_was_not_read_yet_and_one_that_was_changed() -> None:
    document = factories.document(b"chu", "chu.txt")
    assert notice_of(document).label == "Đọc được chữ"
    CustomDocument.objects.filter(pk=document.pk).update(file_hash="0" * 40)
    assert notice_of(CustomDocument.objects.get()).label == "Đang đọc chữ"
    DocumentText.objects.all().delete()
    assert notice_of(document).label == "Đang đọc chữ" and not notice_of(document).is_warning


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_sentence_that_says_what_to_do(state: State) -> None:
    document = factories.document(b"chu", "ban-do.docx")
    detail = "pdf" if state is State.MISNAMED else ""
    DocumentText.objects.update(state=state, detail=detail)
    notice = notice_of(document)
    assert notice.label == str(LABELS[state])
    assert notice.is_warning == (state is not State.READ) == ("Hãy" in notice.advice)
    assert state in {*_ADVICE, State.READ, State.MISNAMED}


def test_what_a_sentence_names() -> None:
    document = factories.document(b"chu", "ban-do.docx")
    DocumentText.objects.update(state=State.MISNAMED, detail="pdf")
    assert "đuôi .docx nhưng bên trong là tệp .pdf" in notice_of(document).advice
    DocumentText.objects.update(state=State.PARTIAL, detail="2–3, 5")
    assert "Trang 2–3, 5" in notice_of(document).advice


@pytest.mark.parametrize("name", ["ke-hoach.doc", "ke-hoach.RTF", "bang.xls", "bai.ppt"])
def test_a_format_of_old_is_refused_with_the_way_to_save_it_anew(name: str, admin: Client) -> None:
    text = page_text(admin.post(reverse("wagtaildocs:add"), sent(b"\xd0\xcf\x11\xe0", name)))
    assert "Save As" in text and f".{name[-3:].lower()}x".replace("rtfx", "docx") in text
    assert not CustomDocument.objects.exists()
