"""What an approval freezes: exact text, signature, files by their hash."""

import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageLogEntry

from campaigns.approvals import content_hash, integrity, rules
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import MaterialFile, MaterialPage, SloganPage
from cms.accounts.models import Role
from tests import factories
from tests.campaigns.workflow import act, record_of, submit

pytestmark = pytest.mark.django_db
S2 = "Chung tay phòng, chống nạn mua bán người"


def test_approval_freezes_the_exact_text_in_nfc(department: Any) -> None:
    page = factories.published(SloganPage, department, text=unicodedata.normalize("NFD", S2))
    record = record_of(page)
    assert record.text == S2
    assert record.content_hash == content_hash.page_hash(page)


def test_the_approver_signs_in_a_capacity_on_a_document(department: Any, staff: Any) -> None:
    author = staff(Role.COMMUNICATOR)
    page = submit(factories.draft(SloganPage, department, author), author)
    act(page, staff(Role.APPRAISER))
    approver = staff(Role.APPROVER, post="Phó Giám đốc")
    signing = {"capacity": "KT.", "document_number": "71/KH-SVHTTDL", "document_date": date(2026, 4, 11)}
    act(page, approver, **signing)
    record = ApprovalRecord.objects.get(page=page)
    assert record.signed == "KT. Giám đốc, Phó Giám đốc Người Thử"
    assert (record.document_number, record.document_date) == ("71/KH-SVHTTDL", date(2026, 4, 11))


@pytest.mark.parametrize(
    ("capacity", "post", "signed"),
    [
        ("", "Giám đốc", "Giám đốc Nguyễn Văn A"),
        ("", "", "Nguyễn Văn A"),
        ("KT.", "Phó Chủ tịch UBND", "KT. Chủ tịch UBND, Phó Chủ tịch UBND Nguyễn Văn A"),
        ("KT.", "Phó trưởng phòng", "KT. Trưởng phòng, Phó trưởng phòng Nguyễn Văn A"),
        ("KT.", "Chuyên viên", "KT. Thủ trưởng cơ quan, Chuyên viên Nguyễn Văn A"),
        ("KT.", "", "KT. Thủ trưởng cơ quan, Nguyễn Văn A"),
        ("TL.", "Chánh Văn phòng", "TL. Thủ trưởng cơ quan, Chánh Văn phòng Nguyễn Văn A"),
        ("TM.", "Trưởng ban", "TM. Ban Chỉ đạo 138, Trưởng ban Nguyễn Văn A"),
        ("Q.", "Giám đốc", "Q. Giám đốc Nguyễn Văn A"),
    ],
)
def test_a_signature_names_first_whom_it_stands_for(capacity: str, post: str, signed: str) -> None:
    record = ApprovalRecord(
        capacity=capacity, approver_post=post, approver_name="Nguyễn Văn A", agency="Ban Chỉ đạo 138"
    )
    assert record.signed == signed


def test_a_later_change_of_post_changes_no_record(department: Any) -> None:
    record = record_of(factories.published(SloganPage, department))
    record.approver.post = "Giám đốc"
    record.approver.save()
    record.refresh_from_db()
    assert "Giám đốc" not in record.signed
    assert not list(integrity.faults())


def test_every_approval_has_a_code_and_a_version_of_its_own(department: Any) -> None:
    page = factories.published(SloganPage, department)
    first = record_of(page)
    page.text += "!"
    page.save_revision()
    second = factories.approve(SloganPage.objects.get(pk=page.pk))
    assert (first.version, second.version) == (1, 2)
    assert first.code != second.code


def test_files_are_recorded_by_their_hash(department: Any) -> None:
    document = factories.document(b"%PDF-1.4 mot")
    page = factories.draft(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    record = factories.approve(page)
    assert [file["bytes"] for file in record.files] == [12]
    assert len(record.files[0]["sha256"]) == 64


def test_a_file_that_cannot_be_read_stops_the_approval(department: Any) -> None:
    document = factories.document()
    page = factories.draft(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    document.file.storage.delete(document.file.name)
    with pytest.raises(rules.PublicationRefused, match="Không đọc được"):
        factories.approve(page)


def test_a_file_in_an_approved_page_is_not_replaced(department: Any) -> None:
    document = factories.document(b"%PDF-1.4 mot")
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    document.file = ContentFile(b"%PDF-1.4 hai", "khac.pdf")
    with pytest.raises(PermissionDenied, match="giữ nguyên"):
        document.save()
    with pytest.raises(PermissionDenied, match="giữ nguyên"):
        type(document).objects.get(pk=document.pk).delete()
    saved = type(document).objects.get(pk=document.pk)
    assert saved.file.read() == b"%PDF-1.4 mot"


def test_its_title_may_change(department: Any) -> None:
    document = factories.document()
    factories.published(MaterialPage, department, form="to-roi", files=[MaterialFile(document=document)])
    document.title = "Tên rõ hơn"
    document.save()
    assert type(document).objects.get(pk=document.pk).title == "Tên rõ hơn"


def test_a_file_replaced_between_approval_and_publication_stops_it(department: Any, staff: Any) -> None:
    document = factories.document(b"%PDF-1.4 mot")
    author = staff(Role.COMMUNICATOR)
    page = factories.draft(
        MaterialPage, department, author, form="to-roi", files=[MaterialFile(document=document)]
    )
    page = submit(page, author)
    act(page, staff(Role.APPRAISER))
    act(page, staff(Role.APPROVER))
    document.file = ContentFile(b"%PDF-1.4 hai", "khac.pdf")
    document.save()
    with pytest.raises(rules.PublicationRefused, match="bị thay"):
        act(page, staff(Role.EDITOR))


@pytest.mark.parametrize("part", ["file", "transcript", "captions"])
def test_a_file_replaced_before_its_scheduled_minute_stops_it(department: Any, part: str) -> None:
    video = factories.recording("video")
    page = factories.draft(MaterialPage, department, form="video", recording=video)
    factories.approve(page)
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    if part == "transcript":
        video.transcript = "Lời khác."
    else:
        setattr(video, part, ContentFile(b"khac", "khac.mp4"))
    video.save()
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live
    (entry,) = PageLogEntry.objects.filter(page_id=page.pk, action="approvals.publication_cancelled")
    assert "bị thay" in entry.data["reason"]
