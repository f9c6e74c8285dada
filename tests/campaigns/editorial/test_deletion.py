"""Deleting what others rest on is refused with a reason, never with an error page."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from campaigns.models import NewsPage, OfficialDocumentPage, SloganPage
from cms.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem"))
    return client


@pytest.fixture
def document(department: Any) -> Any:
    """A draft that a slogan names as its source."""
    page = factories.draft(OfficialDocumentPage, department)
    factories.draft(SloganPage, department, source_document=page, text="Chung tay vì bình yên")
    return page


def messages(client: Client, url: str) -> str:
    answer = client.post(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_source_of_a_slogan(boss: Client, document: Any) -> None:
    text = messages(boss, reverse("wagtailadmin_pages:delete", args=[document.pk]))
    assert "Chưa xóa được" in text and "Chung tay vì bình yên" in text
    assert Page.objects.filter(pk=document.pk).exists()


def test_a_corrected_item(boss: Client, department: Any) -> None:
    page = factories.draft(NewsPage, department)
    factories.draft(NewsPage, department, form="dinh-chinh", corrects=page.page_ptr, title="Sửa một số")
    assert "Sửa một số" in messages(boss, reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert Page.objects.filter(pk=page.pk).exists()


def test_what_lies_above_it(boss: Client, document: Any) -> None:
    section = document.get_parent()
    assert "Chưa xóa được" in messages(boss, reverse("wagtailadmin_pages:delete", args=[section.pk]))
    assert Page.objects.filter(pk=section.pk).exists()


def test_many_at_once(boss: Client, department: Any, document: Any) -> None:
    """Wagtail itself refuses the document; what lies below a chosen page is for us to look at."""
    other = factories.draft(NewsPage, department)
    section = document.get_parent()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert "Chưa xóa được" in messages(boss, f"{url}?id={section.pk}&id={other.pk}")
    assert Page.objects.filter(pk__in=[document.pk, other.pk]).count() == 2


def test_nothing_rests_on_it(boss: Client, department: Any) -> None:
    page = factories.draft(NewsPage, department)
    assert "Chưa xóa được" not in messages(boss, reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()


@pytest.fixture
def named_by_a_draft(department: Any) -> Any:
    """A draft that only the newest version of a live slogan names as its source."""
    page = factories.draft(OfficialDocumentPage, department)
    slogan = factories.published(SloganPage, department, text="Nguồn mới của khẩu hiệu")
    slogan.source_document = page
    slogan.save_revision()
    return page


def test_what_only_a_draft_names(boss: Client, named_by_a_draft: Any) -> None:
    text = messages(boss, reverse("wagtailadmin_pages:delete", args=[named_by_a_draft.pk]))
    assert "Chưa xóa được" in text and "Nguồn mới của khẩu hiệu" in text
    assert Page.objects.filter(pk=named_by_a_draft.pk).exists()


def test_a_version_that_names_what_is_gone_stops_no_other_at_its_time(department: Any) -> None:
    """Deleted behind our back, as by a script."""
    source = factories.published(OfficialDocumentPage, department)
    slogan = factories.published(SloganPage, department, source_document=source)
    revision = slogan.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["source_document"] = 0
    revision.save()
    other = factories.published(NewsPage, department)
    waiting = other.get_latest_revision()
    other.unpublish()
    Revision.objects.filter(pk=waiting.pk).update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_scheduled", verbosity=0)
    assert NewsPage.objects.get(pk=other.pk).live
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
