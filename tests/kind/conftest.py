"""The site's embedded index, in a folder of its own."""

from pathlib import Path
from typing import Any

import pytest

from search import connection
from search.engines.embedded import Embedded


@pytest.fixture
def index(settings: Any, tmp_path: Path, db: None) -> Embedded:
    settings.VAR_DIR = tmp_path
    engine = connection.embedded(connection.PUBLIC)
    engine.ensure()
    return engine
