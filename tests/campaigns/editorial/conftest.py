"""The old number."""

import pytest

from campaigns.editorial.models import OutdatedPhrase
from tests.campaigns.editorial.support import NEW, OLD


@pytest.fixture
def old(db: None) -> OutdatedPhrase:
    return OutdatedPhrase.objects.create(phrase=OLD, replacement=NEW)
