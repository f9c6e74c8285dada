"""One database for the whole session: vocabularies, the site, one department.

It is prepared once for everything it is made from: the first worker makes it, the others copy it; on
SQLite the next session does so too, from a file in the temporary folder.
"""

import fcntl
import gc
import hashlib
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from campaigns.models import DepartmentPage, HomePage
from campaigns.setup.layout import set_up_site, site_texts
from cms import surroundings
from tests import factories

ROOT = Path(__file__).resolve().parents[1]
# What these start with takes long, the demo or two more sites: one worker does it.
WHOLE = ("tests/campaigns/demo/test_demo.py", "tests/campaigns/portal/exchange/test_two_sites.py")


class Together(LoadScopeScheduling):
    """One test after the other to the worker that is free, but some files whole."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    return next((name for name in WHOLE if nodeid.startswith(name)), nodeid)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--third",
        type=int,
        choices=[0, 1, 2],
        action="append",
        help="of the tests that open the database, run only this third; may be given twice",
    )


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


@pytest.hookimpl(tryfirst=True)  # before they are chosen by mark
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(ROOT / "tests/browser"):
            item.add_marker(pytest.mark.browser)
        names = getattr(item, "fixturenames", ())
        if item.get_closest_marker("django_db") or "db" in names or "transactional_db" in names:
            item.add_marker(pytest.mark.database)
    thirds = config.getoption("third")
    if thirds is not None:
        others = [item for item in items if "database" in item.keywords and third_of(item) not in thirds]
        config.hook.pytest_deselected(items=others)
        dropped = set(others)
        items[:] = [item for item in items if item not in dropped]


def third_of(item: pytest.Item) -> int:
    """The third that a test belongs to: always the same, by its name."""
    return zlib.crc32(scope_of(item.nodeid).encode()) % 3


def pytest_collection_finish() -> None:
    # What is imported stays; looking through it again and again was a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def prepared() -> Path:
    """Where the prepared database of exactly this code and data is kept."""
    # Other settings may install other apps.
    digest = hashlib.sha256(str(settings.INSTALLED_APPS).encode())
    parts = [
        "**/migrations/*.py",
        "cms/vocabulary/**/*.*",
        "cms/accounts/*.py",
        "campaigns/setup/*.py",
        "campaigns/models/*.py",
    ]
    for path in sorted(path for part in parts for path in ROOT.glob(part) if ".venv" not in path.parts):
        if path.suffix in (".py", ".csv", ".toml"):
            digest.update(path.read_bytes())
    for path in (ROOT / "requirements/base.txt", Path(__file__), ROOT / "tests/factories.py"):
        digest.update(path.read_bytes())
    return Path(tempfile.gettempdir()) / f"chungtay-{digest.hexdigest()[:20]}.sqlite3"


def on_sqlite() -> bool:
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return on_sqlite()


@pytest.fixture(scope="session")
def turn() -> Iterator[IO[str]]:
    """Held by the one worker that looks for the prepared database, and makes it where it is missing."""
    with prepared().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any, turn: IO[str]
) -> None:
    test = connection.settings_dict["TEST"]
    if on_sqlite():
        if prepared().exists():
            shutil.copy(prepared(), test["NAME"])
        return
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [prepared().stem])
        if cursor.fetchone():
            test["TEMPLATE"] = prepared().stem


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, turn: IO[str]) -> None:
    with django_db_blocker.unblock():
        if HomePage.objects.exists():
            # The numbers that the prepared department and document took.
            next(factories.numbers), next(factories.numbers)
        else:
            call_command("load_vocabulary", verbosity=0)
            set_up_site(site_texts(), "testserver", 80)
            factories.department("Sở thử nghiệm")
            factories.source_document()
            keep()
    fcntl.flock(turn, fcntl.LOCK_UN)


def keep() -> None:
    """Leave a copy of the prepared database to the workers and sessions to come."""
    name = connection.settings_dict["NAME"]
    if not on_sqlite():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{prepared().stem}" TEMPLATE "{name}"')
        return
    draft = prepared().with_suffix(f".{id(settings)}")
    source, copy = sqlite3.connect(name), sqlite3.connect(draft)
    with copy:
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
    # The rollback of a change that was never told leaves what was built from it; a response that nobody
    # closed leaves its request open.
    surroundings._built.clear()
    surroundings._request_ends()


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are counted by the minute of the clock: all of a test's fall into one."""
    monkeypatch.setattr("cms.limits.current_minute", lambda: 0)


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
