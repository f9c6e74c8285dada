"""Where an outdated phrase still stands: pages, drafts, files, uses, bundles."""

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from campaigns.approvals.models import ApprovalRecord
from campaigns.editorial import outdated
from campaigns.editorial.models import OutdatedPhrase
from campaigns.kits import orders
from campaigns.kits.catalogue import DESIGN
from campaigns.kits.models import KitOrder
from campaigns.kits.text_version import Look
from campaigns.models import Alert, CampaignPage, HotlinePage, MaterialPage, NewsPage, SloganPage, Theme
from campaigns.reuse import register
from campaigns.reuse.models import How, Reuse
from cms.accounts.models import Organisation, Role, User
from cms.file_text.models import DocumentText
from cms.models import SiteSettings
from tests import factories
from tests.campaigns.editorial.support import NEW, OLD, places, story

pytestmark = pytest.mark.django_db


def test_a_live_page_is_found_and_a_corrected_one_is_not(department: Any, old: OutdatedPhrase) -> None:
    page = factories.published(NewsPage, department, body=story("Gọi 18001567 ngay."))
    factories.published(NewsPage, department, body=story("Gọi 111 ngay."))
    assert places("pages") == [page.title]


def test_a_draft_is_found(department: Any, old: OutdatedPhrase) -> None:
    draft = factories.draft(NewsPage, department, body=story("Gọi 18001567."))
    page = factories.published(NewsPage, department)
    page.body = story("Nay gọi 18001567.")
    page.save_revision()
    assert sorted(places("pages")) == sorted([draft.title, page.title])


def test_an_old_version_no_longer_shown_is_left_out(department: Any, old: OutdatedPhrase) -> None:
    page = factories.published(SloganPage, department, text="Gọi 18001567")
    page.text = "Gọi 111"
    page.save_revision()
    page = SloganPage.objects.get(pk=page.pk)
    factories.approve(page)
    page.get_latest_revision().publish()
    assert places("pages") == []


def test_what_stands_beside_the_words_is_found(department: Any, old: OutdatedPhrase) -> None:
    slogan = factories.published(SloganPage, department, usage="In kèm số 1800 1567.")
    message = factories.published(MaterialPage, department, place="Bảng tin có số 18001567")
    script = factories.published(
        MaterialPage, department, form="bai-phat-thanh", text="Gọi 111.", body=story("Số cũ: 18001567")
    )
    assert sorted(places("pages")) == sorted([slogan.title, message.title, script.title])


def test_words_inside_a_file_are_found(old: OutdatedPhrase) -> None:
    document = factories.document()
    DocumentText.objects.update_or_create(
        document_id=document.pk, defaults={"text": "Tổng đài: 1800.1567 (miễn phí)"}
    )
    assert places("files") == [document.title]


def test_words_inside_a_word_file_are_found(
    old: OutdatedPhrase, django_capture_on_commit_callbacks: Any
) -> None:
    written = docx.Document()
    written.add_paragraph("Khi cần giúp, gọi 1800-1567.")
    out = io.BytesIO()
    written.save(out)
    with django_capture_on_commit_callbacks(execute=True):
        document = factories.document(out.getvalue(), "to-roi.docx")
    assert places("files") == [document.title]


def test_transcripts_and_descriptions_are_found(old: OutdatedPhrase) -> None:
    sound = factories.recording(transcript="Xin gọi 1800 1567.")
    picture = factories.image(description="Biển in số 18001567")
    factories.image(description="Biển in số 111")
    assert sorted(places("files")) == sorted([sound.title, picture.title])


def test_an_open_use_is_found_by_what_was_printed_on_it(department: Any, old: OutdatedPhrase) -> None:
    record = ApprovalRecord.objects.get(code=factories.published(SloganPage, department).code)
    unit = Organisation.objects.create(name="Xã thử", kind=Organisation.Kind.COMMUNE)
    register.record_use(record, unit, How.PRINT, printed={"hotline": "1800 1567", "outputs": ["a4.pdf"]})
    assert places("uses") == [record.title]
    Reuse.objects.update(state=Reuse.State.TAKE_DOWN_REQUESTED)
    assert places("uses") == [record.title]
    Reuse.objects.update(state=Reuse.State.TAKEN_DOWN)
    assert places("uses") == []


def test_a_use_noted_by_hand_is_found_after_the_number_changed(
    department: Any, staff: Any, client: Client
) -> None:
    line = factories.hotline(number=OLD, is_primary=True)
    page = factories.published(SloganPage, department)
    unit = Organisation.objects.create(name="Xã thử", kind=Organisation.Kind.COMMUNE)
    client.force_login(staff(Role.COMMUNICATOR, organisation=unit))
    data = {"how": How.PRINT, "day": timezone.localdate().isoformat(), "where": "Cổng UBND xã"}
    client.post(f"/admin/su-dung/ghi/{page.code}/", data)
    line.number = NEW
    line.save()
    assert places("uses") == [page.title]


def test_captions_are_found(old: OutdatedPhrase) -> None:
    video = factories.recording("video")
    video.captions.save("loi.vtt", ContentFile("WEBVTT\n\nHãy gọi 1800 1567".encode()))
    lost = factories.recording("video")
    lost.captions.save("mat.vtt", ContentFile(b"WEBVTT"))
    lost.captions.storage.delete(lost.captions.name)
    assert places("files") == [video.title]


def test_what_stands_around_the_pages_is_found(home: Any, department: Any, old: OutdatedPhrase) -> None:
    section = factories.section(department, "tin-tuc")
    for page in (home, department, section):
        type(page).objects.filter(pk=page.pk).update(intro="Gọi 18001567")
    now = timezone.now()
    alert = Alert.objects.create(text="Gọi 1800 1567 ngay", ends_at=now + timedelta(days=1))
    Alert.objects.create(
        text="Đã qua: 18001567", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1)
    )
    settings = SiteSettings.objects.create(site=home.get_site(), phone="18001567")
    assert sorted(places("pages")) == sorted(
        [home.title, department.title, section.title, alert.text, settings.tagline]
    )


def test_the_places_around_are_opened_where_they_are_mended(
    home: Any, staff: Any, client: Client, old: OutdatedPhrase
) -> None:
    Alert.objects.create(text="Gọi 18001567", ends_at=timezone.now() + timedelta(days=1))
    SiteSettings.objects.create(site=home.get_site(), phone="18001567")
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    (found,) = outdated.find_occurrences(OutdatedPhrase.objects.all())
    assert [client.get(place.url).status_code for place in found.pages] == [200, 200]


def test_pages_that_show_the_new_number_and_theme_are_left_out(home: Any, department: Any) -> None:
    line = factories.hotline(number=OLD)
    theme = Theme.objects.create(year=2031, text="Công nghệ và mua bán người", source="Thử")
    factories.published(HotlinePage, home)
    campaign = factories.published(CampaignPage, department, theme=theme)
    line.number, theme.text = NEW, "Chung tay chấm dứt mua bán người"
    line.save()
    theme.save()
    assert OutdatedPhrase.objects.count() == 2
    assert [row.pages for row in outdated.find_occurrences(OutdatedPhrase.objects.all())] == [[], []]
    CampaignPage.objects.filter(pk=campaign.pk).update(summary=f"Gọi {OLD}")
    assert [
        place.title for row in outdated.find_occurrences(OutdatedPhrase.objects.all()) for place in row.pages
    ] == [campaign.title]


def test_what_is_settled_is_left_out(
    department: Any, staff: Any, old: OutdatedPhrase, client: Client
) -> None:
    page = factories.published(NewsPage, department, body=story("Gọi 18001567 ngay."))
    client.force_login(staff(Role.EDITOR))
    assert page.title in client.get("/admin/ra-soat/").content.decode()
    OutdatedPhrase.objects.update(is_settled=True)
    assert page.title not in client.get("/admin/ra-soat/").content.decode()


def test_a_ready_bundle_is_called_off_when_the_change_is_there_for_all(
    department: Any, django_capture_on_commit_callbacks: Any
) -> None:
    line = factories.hotline(number=OLD, is_primary=True)
    page = factories.published(SloganPage, department)
    with django_capture_on_commit_callbacks(execute=True):
        order = orders.place_order([page.code], ["bang-led.txt"], Look(DESIGN))
    line.number = NEW
    with django_capture_on_commit_callbacks(execute=True):
        line.save()
    order.refresh_from_db()
    assert order.state == KitOrder.State.FAILED and "vừa đổi" in order.problem


def test_many_pages_are_as_many_queries_as_few(
    department: Any, old: OutdatedPhrase, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        factories.published(SloganPage, department)
        factories.published(MaterialPage, department)
    with CaptureQueriesContext(connection) as before:
        outdated.find_occurrences(OutdatedPhrase.objects.all())
    for _ in range(4):
        factories.published(SloganPage, department)
        factories.published(MaterialPage, department)
    with django_assert_num_queries(len(before)):
        outdated.find_occurrences(OutdatedPhrase.objects.all())


def test_a_file_replaced_by_a_corrected_one_is_found_no_more(
    old: OutdatedPhrase, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document = factories.document("Gọi 18001567".encode(), "loi.txt")
    before = places("files")
    with django_capture_on_commit_callbacks(execute=True):
        document.file = ContentFile("Gọi 111".encode(), "loi-moi.txt")
        document.save()
    assert (before, places("files")) in (([document.title], []), ([], []))
