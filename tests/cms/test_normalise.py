"""Text is NFC whatever way it came in."""

import unicodedata
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from campaigns.editorial.models import OutdatedPhrase
from campaigns.models import NewsPage, Theme
from cms.accounts.models import Organisation
from cms.vocabulary.models import Audience
from search.models import BlockedSuggestion
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "Phòng, chống mua bán người ở Đắk Lắk"
LOOSE = unicodedata.normalize("NFD", WORDS)


def test_fields_of_snippets() -> None:
    theme = Theme.objects.create(year=2031, text=LOOSE, source="x")
    assert Theme.objects.get(pk=theme.pk).text == WORDS


def test_fields_and_blocks_of_pages(department: Any) -> None:
    body = [{"type": "text", "value": f"<p>{LOOSE}</p>"}]
    page = factories.published(NewsPage, department, title=LOOSE, body=body)
    assert page.title == WORDS
    assert page.body[0].value.source == f"<p>{WORDS}</p>"


def test_revisions(department: Any) -> None:
    page = factories.draft(NewsPage, department)
    page.title = LOOSE
    page.body = [("quote", {"text": LOOSE, "source": "x"})]
    page.save_revision()
    draft = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title == WORDS
    assert draft.body[0].value["text"] == WORDS


def test_organisations() -> None:
    assert Organisation.objects.create(name=LOOSE, kind="so").name == WORDS


@pytest.mark.parametrize(
    ("typed", "stored"), [("a\x0bb", "a b"), ("a\x00\x08b\x1b", "ab"), ("a\tb\r\nc\rd", "a\tb\nc\nd")]
)
def test_control_characters_are_removed(department: Any, typed: str, stored: str) -> None:
    page = factories.published(NewsPage, department, summary=typed)
    assert page.summary == stored
    assert page.get_latest_revision_as_object().summary == stored


@pytest.mark.parametrize("feed", ["rss/", "atom/", "json/"])
def test_a_control_character_breaks_no_feed(client: Client, department: Any, feed: str) -> None:
    page = factories.published(NewsPage, department, summary="Dòng một\x0bdòng hai")
    answer = client.get(page.get_parent().url + feed)
    assert answer.status_code == 200 and "Dòng một dòng hai" in answer.content.decode()


@pytest.mark.parametrize(
    "make",
    [
        lambda name: Organisation(name=name, kind="so"),
        lambda name: Audience(name=name, slug="khoa-khac"),
        lambda name: BlockedSuggestion(phrase=name),
        lambda name: OutdatedPhrase(phrase=name),
    ],
    ids=["organisation", "audience", "blocked", "outdated"],
)
def test_a_name_in_another_form_is_the_same_name(make: Any) -> None:
    first = make(WORDS)
    first.slug = "khoa"
    first.save()
    with pytest.raises(ValidationError):
        make(LOOSE).full_clean()
