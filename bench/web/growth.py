"""`python -m bench.web.growth [--pages 10000 100000]`: what pages cost on a site that grows.

The demo is loaded into an empty database, SQLite in a temporary folder or that of `DATABASE_URL`, and
grows to each size. Each address is asked through Django's test client, in this process.
"""

import argparse
import contextlib
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from bench.search.tables import table

ROUNDS = 5
STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
# The demo is loaded sooner: passwords are hashed quickly, files are read in this process.
SETTINGS = {
    "DEBUG": False,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "FILE_READER": "cms.file_text.isolation.read_here",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--slowest", type=int, default=0, metavar="N", help="the N slowest queries of each")
    parser.add_argument("--var", type=Path, help="keep the site in this folder, or go on with the one there")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = options.var or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-growth-")))
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["VAR_DIR"] = str(folder)
        os.environ.setdefault("SITE_URL", "http://testserver")
        os.environ.setdefault("ALLOWED_HOSTS", "testserver")
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
        for name, value in SETTINGS.items():
            setattr(settings, name, value)
        # No `collectstatic` is needed before a run.
        settings.STORAGES["staticfiles"] = {"BACKEND": STATIC}
        django.setup()
        run(options)


def run(options: argparse.Namespace) -> None:
    _load_demo()
    pages = import_module("wagtail.models").Page
    copies = import_module("bench.web.copies")
    results: dict[int, dict[str, tuple[float, float, int]]] = {}
    for size in (0, *options.pages):
        if size and size < pages.objects.count():
            continue
        start = time.perf_counter()
        copies.grow(size)
        number = pages.objects.count()
        print(f"{number:,} pages after {time.perf_counter() - start:.0f} s", flush=True)
        results[number] = {name: _measured(name, ask, options.slowest) for name, ask in _addresses().items()}
        _print(results)


def _load_demo() -> None:
    call = import_module("django.core.management").call_command
    start = time.perf_counter()
    call("migrate", verbosity=0, interactive=False)
    call("load_vocabulary", verbosity=0)
    call("seed_demo", verbosity=0)
    print(f"demo after {time.perf_counter() - start:.0f} s", flush=True)


def _addresses() -> dict[str, Callable[[], Any]]:
    """What is asked, by its name in the table."""
    client_class = import_module("django.test").Client
    models = import_module("campaigns.models")
    user_model = import_module("django.contrib.auth").get_user_model()
    surroundings = import_module("cms.surroundings")
    reader, editor, admin = client_class(), client_class(), client_class()
    editor.force_login(user_model.objects.get(username="vanphong"))
    admin.force_login(user_model.objects.filter(is_superuser=True).first() or _superuser(user_model))
    sections = models.SectionPage.objects.filter(kind=models.NewsPage.search_kind).order_by("depth")
    listing, own = sections.first(), sections.get(path__startswith=_department(user_model).path)
    news = models.NewsPage.objects.live().descendant_of(own).order_by("-pk").first()
    campaign = models.CampaignPage.objects.live().first()

    def changed() -> Any:
        surroundings.mark_changed()
        return reader.get("/")

    return {
        "home": lambda: reader.get("/"),
        "home after a change": changed,
        "list, page 1": lambda: reader.get(listing.url),
        "list, page 100": lambda: reader.get(f"{listing.url}?page=100"),
        "list of a department": lambda: reader.get(own.url),
        "list, filtered": lambda: reader.get(f"{listing.url}?audience=thanh-nien&topic=tuyen-truyen"),
        "list, two years": lambda: reader.get(f"{listing.url}?year=2024&year=2019&form=tin"),
        "list, a province": lambda: reader.get(f"{listing.url}?region=04"),
        "news page": lambda: reader.get(news.url),
        "campaign": lambda: reader.get(campaign.url),
        "feed": lambda: reader.get(f"{listing.url}rss/"),
        "sitemap": lambda: reader.get("/sitemap.xml"),
        "sitemap, a part": lambda: reader.get(_part(reader)),
        "explorer, home": lambda: editor.get(f"/admin/pages/{listing.get_parent().pk}/", follow=True),
        "explorer, news": lambda: editor.get(f"/admin/pages/{own.pk}/"),
        "explorer, administrator": lambda: admin.get(f"/admin/pages/{own.pk}/"),
        "page chooser": lambda: editor.get("/admin/choose-page/"),
        "page chooser, news": lambda: editor.get(f"/admin/choose-page/{own.pk}/"),
        "dashboard": lambda: editor.get("/admin/"),
        "dashboard, administrator": lambda: admin.get("/admin/"),
        "edit form": lambda: editor.get(f"/admin/pages/{campaign.pk}/edit/"),
    }


def _department(user_model: Any) -> Any:
    """The department of the editor."""
    groups = user_model.objects.get(username="vanphong").groups
    return groups.exclude(role_group__page__depth=1).first().role_group.page


_known_part: dict[Any, str] = {}


def _part(reader: Any) -> str:
    """The address of the last part of the sitemap; of the sitemap itself when it has no parts."""
    if reader not in _known_part:
        found = re.findall(r"<sitemap><loc>http://[^/]+(/[^<]+)</loc>", reader.get("/sitemap.xml").text)
        _known_part[reader] = found[-1] if found else "/sitemap.xml"
    return _known_part[reader]


def _superuser(user_model: Any) -> Any:
    return user_model.objects.create_superuser("growth", "growth@example.vn", "x")


def _measured(name: str, ask: Callable[[], Any], slowest: int) -> tuple[float, float, int]:
    """(ms of CPU, ms of the clock: medians of the rounds; queries)."""
    database = import_module("django.db").connection
    capture = import_module("django.test.utils").CaptureQueriesContext
    answer = ask()
    if answer.status_code != 200:
        print(f"{name}: {answer.status_code}", flush=True)
        return 0.0, 0.0, 0
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    with capture(database) as queries:
        ask()
    number = len(queries)
    for query in sorted(queries.captured_queries, key=lambda one: -float(one["time"]))[:slowest]:
        print(f"    {name}: {query['time']} s {_short(query['sql'])}", flush=True)
    times = []
    for _round in range(ROUNDS):
        start, worked = time.perf_counter(), time.process_time()
        ask()
        times.append((time.process_time() - worked, time.perf_counter() - start))
    cpu, clock = (statistics.median(one) * 1000 for one in zip(*times, strict=True))
    return cpu, clock, number


def _short(sql: str) -> str:
    """A query without the names of its columns and the ends of its ranges."""
    sql = re.sub(r"Z{9,}", "Z…", sql.replace('"', ""))
    return re.sub(r"^SELECT .*? FROM ", "SELECT … FROM ", sql)[:700]


def _print(results: dict[int, dict[str, tuple[float, float, int]]]) -> None:
    first, last = next(iter(results.values())), list(results.values())[-1]
    head = ("page", *(f"{size:,} pages" for size in results), "growth")
    rows = []
    for name in first:
        cells = [f"{found[name][0]:.1f} ms, {found[name][2]} q." for found in results.values()]
        ratio = last[name][0] / first[name][0] if first[name][0] else 0
        rows.append((name, *cells, f"{ratio:.2f}"))
    table("ms of CPU in this process (median of five) and queries", head, rows)


if __name__ == "__main__":
    main()
