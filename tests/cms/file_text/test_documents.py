"""Stored text of documents: extracted once for each content, announced when it changes."""

from typing import Any

import pytest

from cms.file_text import documents, isolation
from cms.file_text.documents import document_texts, joined_text, read_at_once, update_document_text
from cms.file_text.models import DocumentText
from cms.file_text.states import Extraction, State
from cms.file_text.tasks import extract_document_text
from cms.signals import document_text_changed
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Any:
    """A document as another request reads it, whose text is not stored yet."""
    made = factories.document("Lời một.".encode(), "loi.txt")
    DocumentText.objects.all().delete()
    return type(made).objects.get(pk=made.pk)


def test_read_once_for_each_content(document: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert update_document_text(document)
    monkeypatch.setattr(isolation, "read_here", lambda *_: 1 / 0)
    assert not update_document_text(document)
    assert joined_text([document]) == "Lời một." and joined_text([]) == ""
    assert list(document_texts()) == [(document.pk, "Lời một.")]


def test_a_file_that_is_too_large_or_missing_has_no_text(
    document: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MAX_BYTES", 3)
    update_document_text(document)
    assert joined_text([document]) == "" and DocumentText.objects.get().state == State.TOO_LARGE
    DocumentText.objects.all().delete()
    monkeypatch.undo()
    document.file.storage.delete(document.file.name)
    assert not update_document_text(document)
    assert not DocumentText.objects.exists()


def test_a_changed_text_is_announced_once(document: Any) -> None:
    announced: list[int] = []

    def receiver(instance: Any, **kwargs: Any) -> None:
        announced.append(instance.pk)

    document_text_changed.connect(receiver)
    try:
        extract_document_text.func(document.pk)
        extract_document_text.func(document.pk)
    finally:
        document_text_changed.disconnect(receiver)
    assert announced == [document.pk] and joined_text([document]) == "Lời một."


def test_saving_a_document_reads_its_file(document: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        document.save()
    assert joined_text([document]) == "Lời một."


def test_the_text_of_a_deleted_document_is_deleted(document: Any) -> None:
    update_document_text(document)
    document.delete()
    assert not DocumentText.objects.exists()


@pytest.mark.parametrize(
    ("read", "is_stored"),
    [
        (Extraction("chữ", State.READ), True),
        (Extraction("", State.SCAN), True),
        (Extraction("chữ", State.PARTIAL, "2"), True),
        (Extraction("ch", State.PARTIAL), False),
        (Extraction("", State.TOO_LARGE), False),
    ],
)
def test_what_took_too_long_at_once_is_left_to_the_worker(
    document: Any, monkeypatch: pytest.MonkeyPatch, read: Extraction, is_stored: bool
) -> None:
    monkeypatch.setattr(isolation, "read_here", lambda *_: read)
    read_at_once(document)
    assert DocumentText.objects.filter(pk=document.pk).exists() == is_stored
    update_document_text(document)
    assert DocumentText.objects.get(pk=document.pk).state == read.state
