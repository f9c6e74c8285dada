"""What publishing refuses, each with a sentence that says what to do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.approvals.content_hash import page_hash
from campaigns.editorial import remarks
from campaigns.editorial.views.privacy import PrivacyCheckForm
from campaigns.models import (
    EventPage,
    HotlinePage,
    MaterialPage,
    NewsPage,
    OfficialDocumentPage,
    PrivacyCheck,
    ScamWarningPage,
    SloganPage,
)
from cms.accounts.models import Role
from tests import factories

pytestmark = pytest.mark.django_db


def says(page: Any) -> str:
    return " ".join(str(message) for _field, message in page.publication_errors())


def test_a_whole_page_has_nothing_to_answer_for(department: Any) -> None:
    for model in (NewsPage, SloganPage, MaterialPage, ScamWarningPage, OfficialDocumentPage, EventPage):
        assert not factories.draft(model, department).publication_errors()


def test_a_slogan_without_source_is_not_saved(department: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.draft(SloganPage, department, source_document=None)


def test_a_picture_needs_alternative_text_or_a_decision(department: Any) -> None:
    bare = factories.image(description="")
    page = factories.draft(NewsPage, department, picture=bare)
    assert "văn bản thay thế" in says(page)
    bare.is_decorative = True
    bare.save()
    assert not NewsPage.objects.get(pk=page.pk).publication_errors()


def test_a_person_in_a_picture_needs_consent(department: Any) -> None:
    image = factories.image(shows_person=True)
    page = factories.draft(NewsPage, department, picture=image)
    assert "văn bản đồng ý" in says(page)
    image.consent = "Giấy đồng ý số 1 ngày 01/7/2026"
    image.save()
    assert not NewsPage.objects.get(pk=page.pk).publication_errors()


def test_a_picture_inside_the_story_counts_too(department: Any) -> None:
    image = factories.image(shows_person=True)
    value = {"image": {"image": image.pk, "alt_text": "Nền xanh", "decorative": False}, "caption": ""}
    page = factories.draft(NewsPage, department, body=[{"type": "picture", "value": value}])
    assert "văn bản đồng ý" in says(page)


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_a_recording_needs_its_words(department: Any, kind: str) -> None:
    mute = factories.recording(kind, transcript="")
    form = {"audio": "am-thanh", "video": "video"}[kind]
    page = factories.draft(MaterialPage, department, form=form, recording=mute)
    assert "lời thoại" in says(page)


def test_captions_are_enough_for_a_video(department: Any) -> None:
    video = factories.recording("video", transcript="", captions="captions/a.vtt")
    page = factories.draft(MaterialPage, department, form="video", recording=video)
    assert not page.publication_errors()


def test_a_hotline_counts_for_180_days(department: Any) -> None:
    today = timezone.localdate()
    line = factories.hotline(verified_on=today - timedelta(days=180))
    page = factories.draft(MaterialPage, department, hotline=line)
    assert "180 ngày" in says(page)
    line.verified_on = today - timedelta(days=179)
    line.save()
    assert not MaterialPage.objects.get(pk=page.pk).publication_errors()


@pytest.mark.parametrize(
    "check", [{"verified_by": ""}, {"verified_by": "  "}, {"verified_on": date(2999, 1, 1)}]
)
def test_a_hotline_counts_when_somebody_named_has_called_it(department: Any, check: dict[str, Any]) -> None:
    line = factories.hotline(**check)
    assert "kiểm tra" in says(factories.draft(MaterialPage, department, hotline=line))
    with pytest.raises(PermissionDenied):
        line.save_revision(clean=False).publish()


def test_an_unchecked_number_stays_a_draft(staff: Any, client: Any) -> None:
    line = factories.hotline(live=False, verified_on=None)
    with pytest.raises(PermissionDenied):
        line.save_revision().publish()
    client.force_login(staff(Role.EDITOR))
    url = reverse("wagtailsnippets_campaigns_hotline:edit", args=[line.pk])
    form = {"number": line.number, "name": line.name, "sort_order": 0, "action-publish": "1"}
    assert "chỉ hiện sau khi người khác gọi thử" in client.post(url, form, follow=True).content.decode()
    line.refresh_from_db()
    assert not line.live


@pytest.mark.parametrize("number", ["xyz", "KH-BCĐ", "12/2999/QH15", "30/7/2026"])
def test_a_document_has_a_number_in_the_form_of_numbers(department: Any, number: str) -> None:
    page = factories.draft(OfficialDocumentPage, department, number=number)
    assert list(dict(page.publication_errors())) == ["number"]


def test_a_draft_may_say_so_in_place_of_a_number(department: Any) -> None:
    page = factories.draft(OfficialDocumentPage, department, number="Dự thảo", status="du-thao")
    assert not page.publication_errors()
    page.status = OfficialDocumentPage.Status.IN_FORCE
    assert "number" in dict(page.publication_errors())


def test_an_issued_document_is_not_of_a_day_to_come(department: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = factories.draft(OfficialDocumentPage, department, date=tomorrow)
    assert list(dict(page.publication_errors())) == ["date"]
    page.number, page.status = "", OfficialDocumentPage.Status.DRAFT
    assert not page.publication_errors()


def test_the_hotline_page_answers_for_every_number_it_shows(home: Any) -> None:
    page = factories.draft(HotlinePage, home)
    factories.hotline(verified_on=None)
    assert "chưa được kiểm tra" in says(page)


def test_a_page_has_a_topic_of_the_law(department: Any) -> None:
    assert "chủ đề" in says(factories.draft(NewsPage, department, topics=[]))


@pytest.mark.parametrize("missing", ["issuing_body", "date", "review_on"])
def test_a_warning_says_who_when_and_until_when(department: Any, missing: str) -> None:
    page = factories.draft(ScamWarningPage, department)
    setattr(page, missing, None)
    assert missing in dict(page.publication_errors())


def test_an_overdue_warning_is_marked(department: Any) -> None:
    page = factories.draft(ScamWarningPage, department)
    assert not page.is_overdue
    page.review_on = timezone.localdate() - timedelta(days=1)
    assert page.is_overdue


@pytest.mark.parametrize("missing", [{"number": ""}, {"date": None}])
def test_without_number_or_date_a_document_is_a_draft(department: Any, missing: Any) -> None:
    page = factories.draft(OfficialDocumentPage, department)
    for name, value in missing.items():
        setattr(page, name, value)
    assert page.state == "Dự thảo"
    with pytest.raises(ValidationError, match="Dự thảo"):
        page.clean()


def test_a_replaced_document_warns_who_cites_it(department: Any) -> None:
    new = factories.published(OfficialDocumentPage, department, number="33/QĐ-TTg")
    factories.published(
        OfficialDocumentPage, department, number="193/QĐ-TTg", status="bi-thay-the", replaced_by=new
    )
    text = "<p>Thực hiện Quyết định số 193/QĐ-TTg ngày 09/02/2021 và Quyết định số 33/QĐ-TTg.</p>"
    draft = factories.draft(NewsPage, department, body=[{"type": "text", "value": text}])
    (remark,) = remarks.remarks(draft)
    assert "193" in remark.excerpt and "33/QĐ-TTg" in remark.message


def test_a_correction_names_what_it_corrects(department: Any) -> None:
    page = factories.draft(NewsPage, department)
    page.form = NewsPage.Form.CORRECTION
    with pytest.raises(ValidationError, match="đính chính"):
        page.clean()


def test_a_case_story_waits_for_six_ticks_of_a_second_person(department: Any, staff: Any) -> None:
    page = factories.draft(NewsPage, department, form="vu-viec")
    factories.approve(page)
    with pytest.raises(PermissionDenied, match="sáu điểm"):
        page.get_latest_revision().publish()
    ticks = dict.fromkeys(PrivacyCheck.QUESTIONS, "on")
    incomplete = PrivacyCheckForm(ticks | {"consent": ""})
    for form in (incomplete, PrivacyCheckForm(ticks)):
        assert not page.live
        form.instance.page = page
        form.instance.content_hash = page_hash(page)
        form.instance.checked_by = staff(Role.APPRAISER)
        form.save()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live


def test_the_newest_privacy_check_decides(department: Any, staff: Any) -> None:
    page = factories.draft(NewsPage, department, form="vu-viec")
    ticks = dict.fromkeys(PrivacyCheck.QUESTIONS, True)

    def check(**answers: bool) -> None:
        PrivacyCheck.objects.create(
            page=page,
            content_hash=page_hash(page),
            checked_by=staff(Role.APPROVER),
            checked_at=timezone.now(),
            **ticks | answers,
        )

    for answers, stopped in (({}, False), ({"face": False, "consent": False}, True), ({}, False)):
        check(**answers)
        assert bool(page.review_errors()) is stopped


def test_a_warning_does_not_replace_itself(department: Any) -> None:
    page = factories.published(ScamWarningPage, department)
    page.replaced_by = page
    with pytest.raises(ValidationError, match="tự thay thế"):
        page.clean()


def test_a_scheduled_page_that_a_rule_stops_is_cancelled_and_reported(
    department: Any, staff: Any, mailoutbox: list[Any]
) -> None:
    editor = staff(Role.EDITOR)
    line = factories.hotline()
    page = factories.draft(MaterialPage, department, hotline=line)
    factories.approve(page)
    line.verified_on = date(2020, 1, 1)
    line.save()
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now()
    revision.save()
    revision.publish(log_action="wagtail.publish.scheduled")
    revision.refresh_from_db()
    page.refresh_from_db()
    assert revision.approved_go_live_at is None and not page.live
    assert [message.to for message in mailoutbox] == [[editor.email]]
