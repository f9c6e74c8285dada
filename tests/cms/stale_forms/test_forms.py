"""The version in a form may come garbled, and the record of a form may be gone."""

from typing import Any

import pytest
from django.test import Client
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from campaigns.models import Alert
from cms.accounts.models import User
from tests.clients import page_text, signed_in
from tests.cms.stale_forms.test_records import SECOND, alert, snippet
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def binh(db: None) -> Client:
    return signed_in(User.objects.create_superuser("binh", "binh@example.vn", "mat-khau"))


def test_a_deletion_between_check_and_save(binh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    url = snippet(alert())
    form = opened(binh, url) | {"text": SECOND}
    save = SnippetEditView.form_valid

    def meanwhile(view: SnippetEditView, checked: Any) -> Any:
        monkeypatch.undo()
        Alert.objects.all().delete()
        return save(view, checked)

    monkeypatch.setattr(SnippetEditView, "form_valid", meanwhile)
    answer = binh.post(url, form)
    assert answer.status_code == 404 and SECOND in answer.content.decode()
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    "stamp",
    [
        "x 0001-01-01T00:00:00+14:00",
        "x 9999-12-31T23:59:59-14:00",
        "x 2026-01-01T00:00:00",
        "x mai",
        " ",
        "?",
    ],
)
def test_a_version_that_was_cut_off_or_made_up_is_none(binh: Client, stamp: str) -> None:
    url = snippet(alert())
    answer = binh.post(url, opened(binh, url) | {"text": SECOND, "loaded_version": stamp})
    assert answer.status_code == 200 and "một bản khác" in page_text(answer)
    assert Alert.objects.get().text != SECOND
