"""Text is NFC whatever way it came in."""

import unicodedata
from typing import Any

import pytest

from campaigns.models import NewsPage, Theme
from cms.accounts.models import Organisation
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
