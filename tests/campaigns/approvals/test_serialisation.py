"""An approval is described to programs by the same fields everywhere."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from campaigns.approvals.models import ApprovalRecord
from campaigns.approvals.serialisation import approval_data
from campaigns.approvals.status import State
from campaigns.models import NewsPage, SectionPage, StandardPage
from campaigns.portal.outgoing.items import published_item
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def news(department: Any) -> NewsPage:
    return factories.published(NewsPage, department)


@pytest.fixture
def expected(news: NewsPage) -> dict[str, Any]:
    return approval_data(ApprovalRecord.objects.get(code=news.code), State.IN_FORCE)


def test_the_check_page_says_all_fields(news: NewsPage, expected: dict[str, Any], client: Client) -> None:
    answer = client.get(f"/xac-minh/{news.code}/json/").json()
    assert {name: answer[name] for name in expected} == expected


def test_feeds_say_all_fields(
    news: NewsPage, expected: dict[str, Any], department: Any, client: Client
) -> None:
    section = SectionPage.objects.child_of(department).get(kind="tin-tuc")
    (item,) = client.get(f"{section.url}json/").json()["items"]
    assert item["_duyet"] == expected
    rss = client.get(f"{section.url}rss/").content.decode()
    assert all(f"<duyet:{name}" in rss for name in expected)


def test_the_api_says_all_fields(news: NewsPage, expected: dict[str, Any], client: Client) -> None:
    assert client.get(f"/api/v2/pages/{news.pk}/").json()["approval"] == expected


def test_portal_messages_say_all_fields(news: NewsPage, expected: dict[str, Any]) -> None:
    item = published_item(news)
    assert item is not None and item.as_data()["approval"] == expected


def test_a_text_is_vietnamese_and_translates_nothing(expected: dict[str, Any]) -> None:
    assert (expected["language"], expected["translation_of"]) == ("vi", None)


@pytest.fixture
def translation(db: None) -> StandardPage:
    """The English draft of an approved Vietnamese page."""
    original = factories.published(StandardPage)
    return factories.draft(
        StandardPage,
        StandardPage.objects.get(locale__language_code="en"),
        locale=Locale.objects.get(language_code="en"),
        translation_key=original.translation_key,
    )


def test_a_translation_names_the_approval_it_translates(translation: StandardPage) -> None:
    record = factories.approve(translation)
    original = StandardPage.objects.get(
        translation_key=translation.translation_key, locale__language_code="vi"
    )
    data = approval_data(record, State.PENDING)
    assert data["language"] == "en"
    assert data["translation_of"] == ApprovalRecord.objects.get(code=original.code).shown_code


def test_language_and_original_are_sealed(translation: StandardPage) -> None:
    values = factories.approve(translation).sealed_values()
    assert values["language"] == "en" and values["translation_of_id"]
