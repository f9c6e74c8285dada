"""A page is live with the content that was approved for it, and with no other, by any path."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.approvals import content_hash
from campaigns.models import CampaignPage, EventPage, MaterialPage, NewsPage, OfficialDocumentPage, SloganPage
from cms.accounts.models import Role, User
from cms.vocabulary.models import Audience
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(department: Any) -> Any:
    return factories.published(NewsPage, department)


@pytest.mark.parametrize("empty", ["", None, False, [], {}, {"đồng bộ": ""}])
def test_a_field_that_a_later_release_adds_changes_no_approved_text(news: Any, empty: Any) -> None:
    content = news.serializable_data()
    body = [{"type": "quote", "value": {"text": "Lời", "source": "Nguồn"}, "id": "1"}]
    now = content | {"body": json.dumps(body)}
    body[0]["value"]["new"] = empty
    later = content | {"new": empty, "body": json.dumps(body)}
    assert content_hash.content_hash(later, {"body"}) == content_hash.content_hash(now, {"body"})


@pytest.mark.parametrize("value", ["có", True, 0, ["có"], [""]])
def test_a_field_that_says_something_is_another_text(news: Any, value: Any) -> None:
    content = news.serializable_data()
    assert content_hash.content_hash(content | {"new": value}) != content_hash.content_hash(content)


def test_a_draft_cannot_be_published_by_its_revision(department: Any) -> None:
    with pytest.raises(PermissionDenied):
        factories.draft(NewsPage, department).get_latest_revision().publish()


def test_a_superuser_cannot_publish_what_is_not_approved(department: Any) -> None:
    boss = User.objects.create_superuser("trum", "trum@example.vn", "mat-khau-thu-nghiem")
    page = factories.draft(NewsPage, department)
    with pytest.raises(PermissionDenied):
        page.get_latest_revision().publish(user=boss)
    assert not page.permissions_for_user(boss).can_publish()


def test_a_page_cannot_be_born_live(department: Any) -> None:
    with pytest.raises(PermissionDenied):
        factories.section(department, "tin-tuc").add_child(instance=NewsPage(title="Lén", live=True))


def test_one_changed_character_is_another_text(news: Any) -> None:
    news.title += "."
    with pytest.raises(PermissionDenied):
        news.save()
    news.refresh_from_db()
    revision = NewsPage(pk=news.pk, title="khác")
    assert content_hash.page_hash(revision) != content_hash.page_hash(news)


def test_one_field_alone_cannot_be_saved_past_the_approval(news: Any) -> None:
    news.title = "Lén sửa"
    with pytest.raises(PermissionDenied):
        news.save(update_fields=["title"])


def test_the_approved_version_stays_while_a_new_one_is_written(news: Any) -> None:
    old = news.title
    news.title = "Bản mới"
    news.save_revision()
    news.refresh_from_db()
    assert news.live and news.title == old


def test_an_editor_publishes_only_what_was_approved(news: Any, staff: Any) -> None:
    editor = staff(Role.EDITOR)
    news.get_latest_revision().publish(user=editor)
    news.title = "Chưa duyệt"
    revision = news.save_revision(user=editor)
    with pytest.raises(PermissionDenied):
        revision.publish(user=editor)


def test_a_communicator_does_not_publish_even_the_approved(news: Any, staff: Any) -> None:
    with pytest.raises(PermissionDenied):
        news.get_latest_revision().publish(user=staff(Role.COMMUNICATOR))


@pytest.mark.parametrize("model", [SloganPage, NewsPage, MaterialPage, EventPage, CampaignPage])
def test_the_hash_is_the_same_in_revision_memory_and_database(department: Any, model: Any) -> None:
    page = factories.published(model, department, audiences=Audience.objects.all()[:3])
    revision = page.get_latest_revision()
    assert content_hash.page_hash(page) == content_hash.revision_hash(revision)
    assert content_hash.page_hash(revision.as_object()) == content_hash.revision_hash(revision)


def test_the_order_of_keys_is_no_part_of_the_text(department: Any) -> None:
    documents = [factories.published(OfficialDocumentPage, department) for _ in range(3)]
    page = factories.draft(CampaignPage, department)
    page.base_documents = documents[::-1]
    revision = page.save_revision()
    assert content_hash.page_hash(revision.as_object()) == content_hash.revision_hash(revision)


def test_a_copy_is_a_draft(news: Any, staff: Any) -> None:
    copy = news.copy(update_attrs={"slug": "ban-sao"}, user=staff(Role.EDITOR), keep_live=False)
    assert not copy.live
    with pytest.raises(PermissionDenied):
        copy.get_latest_revision().publish()


def test_a_copy_cannot_stay_live(news: Any) -> None:
    with pytest.raises(PermissionDenied):
        news.copy(update_attrs={"slug": "ban-sao"}, keep_live=True)


def test_an_overwritten_revision_is_not_the_approved_one(department: Any) -> None:
    page = factories.draft(NewsPage, department)
    factories.approve(page)
    revision = page.get_latest_revision()
    revision.content["title"] = "Đổi sau khi duyệt"
    revision.save()
    with pytest.raises(PermissionDenied):
        revision.publish()
