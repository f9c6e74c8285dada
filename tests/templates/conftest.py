from collections.abc import Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from .builders import build_site


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """One published page of each kind, for the module: a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("vi"):
        yield build_site()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """A request in English leaves its language active in the thread; the next test starts anew."""
    with translation.override("vi"):
        yield


@pytest.fixture
def site(built: SimpleNamespace, db: None) -> SimpleNamespace:
    """The site as it was built, whatever the test before did."""
    return deepcopy(built)
