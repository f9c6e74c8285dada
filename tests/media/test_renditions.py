"""A rendition that cannot be stored is a missing picture, not an error of the page."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from campaigns.models import NewsPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("error", [OperationalError("database is locked"), OSError(28, "No space left")])
@pytest.mark.parametrize("place", ["save", "storage"])
def test_the_page_is_read_without_it(client: Client, monkeypatch: Any, error: Exception, place: str) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise error

    page = factories.published(NewsPage, picture=factories.image())
    page.picture.renditions.all().delete()
    where = {
        "save": "django.db.models.query.QuerySet.bulk_create",
        "storage": "django.core.files.storage.FileSystemStorage.save",
    }[place]
    monkeypatch.setattr(where, refuse)
    monkeypatch.setattr("django.db.models.query.QuerySet.get_or_create", refuse)
    answer = client.get(page.url)
    assert answer.status_code == 200 and page.title in answer.content.decode()
