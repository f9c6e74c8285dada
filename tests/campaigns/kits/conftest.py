"""A slogan, and orders that a worker carries out at once."""

from typing import Any

import pytest
from django.test import Client

from campaigns.kits.models import KitOrder
from campaigns.models import MaterialPage, SloganPage
from tests import factories
from tests.campaigns.kits.support import SLOGAN, WORDS


@pytest.fixture
def slogan(department: Any) -> Any:
    """A slogan with the exact text SLOGAN."""
    return factories.published(SloganPage, department, text=SLOGAN)


@pytest.fixture
def long_text(department: Any) -> Any:
    text = "Cảnh giác với lời mời việc nhẹ lương cao ở nước ngoài. " * 12
    return factories.published(MaterialPage, department, form="bai-phat-thanh", text=text.strip())


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any) -> Any:
    """``run(call)``: do it, and let the worker finish what was queued."""

    def do(call: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return call()

    return do


@pytest.fixture
def order(client: Client, run: Any) -> Any:
    """``order(page, …)``: order the words of these pages and wait; ``data`` goes into the form."""

    def place(*pages: Any, **data: Any) -> KitOrder:
        sent = {"ma": [page.code for page in pages], "nhom": WORDS} | data
        answer = run(lambda: client.post("/lay-ve/", sent))
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return KitOrder.objects.get(key=answer["Location"].rstrip("/").rpartition("/")[2])

    return place
