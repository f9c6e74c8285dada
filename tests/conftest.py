"""One database for the whole session: vocabularies, the site, one department.

On SQLite the prepared file is kept in the temporary folder, named by everything it was made from, so
that the next session starts from a copy.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.utils import translation

from campaigns.departments import set_up_site, site_texts
from campaigns.models import DepartmentPage, HomePage
from tests import factories

ROOT = Path(__file__).resolve().parents[1]


def prepared() -> Path:
    """Where the prepared database of exactly this code and data is kept."""
    digest = hashlib.sha256()
    parts = ["**/migrations/*.py", "cms/vocabulary/**/*.*", "cms/accounts/*.py", "campaigns/departments.py"]
    for path in sorted(path for part in parts for path in ROOT.glob(part) if ".venv" not in path.parts):
        if path.suffix in (".py", ".csv", ".toml"):
            digest.update(path.read_bytes())
    for path in (ROOT / "requirements/base.txt", Path(__file__), ROOT / "tests/factories.py"):
        digest.update(path.read_bytes())
    return Path(tempfile.gettempdir()) / f"chungtay-{digest.hexdigest()[:20]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool
) -> None:
    if django_db_keepdb and prepared().exists():
        shutil.copy(prepared(), settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, django_db_keepdb: bool) -> None:
    with django_db_blocker.unblock():
        if HomePage.objects.exists():
            # The number that the prepared department took.
            next(factories.numbers)
            return
        call_command("load_vocabulary", verbosity=0)
        set_up_site(site_texts(), "testserver", 80)
        factories.department("Sở thử nghiệm")
    if django_db_keepdb:
        draft = prepared().with_suffix(f".{id(settings)}")
        source = sqlite3.connect(settings.DATABASES["default"]["TEST"]["NAME"])
        with sqlite3.connect(draft) as copy:
            source.backup(copy)
        copy.close()
        source.close()
        draft.replace(prepared())


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    yield
    # A request for an English page leaves its language active in the thread.
    translation.activate("vi")
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are counted by the minute of the clock: all of a test's fall into one."""
    monkeypatch.setattr("cms.limits.minute", lambda: 0)


@pytest.fixture
def home(db: None) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def department(db: None) -> DepartmentPage:
    return DepartmentPage.objects.get(title="Sở thử nghiệm")


@pytest.fixture
def staff(department: DepartmentPage) -> Any:
    """``staff(role)``: an account with that role in the department."""
    return lambda role, page=None, **fields: factories.staff(role, page or department, **fields)
