"""The nightly comparison of every index with the database."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import (
    NewsPage,
)
from search import nightly
from search.engines.embedded import Embedded
from search.rebuild import compare
from tests import factories
from tests.search.finding import TARGET, titles

pytestmark = pytest.mark.usefixtures("index")


def test_once_a_night_every_index_is_compared(monkeypatch: pytest.MonkeyPatch, index: Embedded) -> None:
    page = factories.published(NewsPage, title="Bản tin trôi dạt")
    assert titles("trôi dạt")
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    evening = timezone.localtime().replace(hour=20)
    nightly.reconcile_at_night(evening)
    assert index.count() == 1
    compared: list[str] = []
    monkeypatch.setattr(nightly, "compare", lambda target: compared.append(target) or compare(target))
    for minute in (0, 1, 59):
        nightly.reconcile_at_night(evening.replace(hour=nightly.HOUR, minute=minute))
    assert compared == [TARGET, "embedded:staff"]
    assert index.count() == 0
    nightly.reconcile_at_night(evening.replace(hour=nightly.HOUR) + timedelta(days=1))
    assert len(compared) == 4


def test_a_server_that_is_down_is_compared_another_night(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    assert nightly.reconcile("elasticsearch:public") == 0
