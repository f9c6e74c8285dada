"""Changes of pages reach every item that they make out of date, in their own transaction."""

from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page

from campaigns.models import (
    OfficialDocumentPage,
    SloganPage,
    StandardPage,
)
from tests import factories
from tests.search.finding import row, titles

pytestmark = pytest.mark.usefixtures("index")


def test_a_new_address_reaches_the_descendants(
    department: Any, django_capture_on_commit_callbacks: Any
) -> None:
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    child = factories.published(StandardPage, parent=parent, title="Trang con nhỏ")
    titles("trang")
    before = row(child).version
    parent.slug = "dia-chi-moi"
    parent.save_revision()
    factories.approve(parent)
    with django_capture_on_commit_callbacks(execute=True):
        parent.get_latest_revision().publish()
    assert row(child).version > before


def test_a_page_that_is_shown_elsewhere_is_updated_there() -> None:
    document = factories.published(OfficialDocumentPage, title="Kế hoạch tên cũ", number="77/KH-BCĐ")
    slogan = factories.published(SloganPage, source_document=document)
    assert slogan.title in titles("77/KH-BCĐ")
    before = row(slogan).version
    document.save_revision()
    factories.approve(document)
    document.get_latest_revision().publish()
    assert row(slogan).version > before


def test_a_move_and_a_new_slug_are_noted_in_their_own_transaction(
    department: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Nothing is left to what comes after the commit: a crash there would lose it."""
    parent = factories.published(StandardPage, parent=department, title="Trang mẹ")
    child = factories.published(StandardPage, parent=parent, title="Trang con")
    other = factories.published(StandardPage, parent=department, title="Trang khác")
    before = row(child).version
    with django_capture_on_commit_callbacks(execute=False):
        Page.objects.get(pk=parent.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
        moved = row(child).version
        assert moved > before
        renamed = Page.objects.get(pk=parent.pk)
        renamed.slug = "ten-khac"
        renamed.save(clean=False)
        assert row(child).version > moved
    assert Page.objects.get(pk=child.pk).url_path.endswith("/ten-khac/trang-con/")
    quiet = row(child).version
    Page.objects.get(pk=parent.pk).save(clean=False)
    assert row(child).version == quiet


def test_a_move_that_is_rolled_back_leaves_no_row(department: Any) -> None:
    page = factories.published(StandardPage, parent=department, title="Trang ở lại")
    other = factories.published(StandardPage, parent=department, title="Trang khác")
    before = row(page).version
    with pytest.raises(RuntimeError), transaction.atomic():
        StandardPage.objects.get(pk=page.pk).move(StandardPage.objects.get(pk=other.pk), pos="last-child")
        assert row(page).version > before
        raise RuntimeError
    assert row(page).version == before
