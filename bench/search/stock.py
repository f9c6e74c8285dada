"""Stock Wagtail search beside ours on the same pages: time to index, size, time of a query."""

import tempfile
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from modelsearch.backends import get_search_backend
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from bench.search.corpus import documents, queries
from bench.search.latency import answering, filled, measured, size
from bench.search.tables import quantile, table
from campaigns.models import StandardPage
from search.engines.embedded import Embedded

QUERIES = 40


def run(count: int) -> None:
    """Create pages in a transaction that is rolled back, index and search them both ways."""
    texts = list(documents(count))
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root")
        pages = []
        for number, item in enumerate(texts):
            page = StandardPage(
                title=item.title[:250], slug=f"bench-{number}", summary=item.summary[:300], live=False
            )
            page.body = [("text", item.body)]
            pages.append(root.add_child(instance=page))
        backend = get_search_backend("modelsearch.backends.database")
        before = _database_size()
        start = time.perf_counter()
        backend.get_index_for_model(StandardPage).add_items(StandardPage, pages)
        took = time.perf_counter() - start
        grown = _database_size() - before
        times = []
        for text in queries(QUERIES):
            start = time.perf_counter()
            found = backend.search(text, StandardPage.objects.all(), operator="or")
            list(found[:10])
            found.count()
            times.append((time.perf_counter() - start) * 1000)
        ours = Embedded(Path(folder))
        seconds = filled(ours, count).wall
        path = ours.generations.current()
        with answering(ours, None):
            our_times, _best = measured(True)
        rows = [
            _row("stock, top 10 and count", took, grown, times, count),
            _row("ours, with seven facets", seconds, size(path) if path else 0, our_times, count),
        ]
        transaction.set_rollback(True)
    head = ("search", "index s per 1,000", "MB per 1,000", "p50 ms", "p95 ms")
    table(f"beside stock Wagtail search, {count:,} pages", head, rows)


def _database_size() -> float:
    connection = connections["default"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            cursor.execute("PRAGMA freelist_count")
            free = cursor.fetchone()[0]
            cursor.execute("PRAGMA page_size")
            return float((pages - free) * cursor.fetchone()[0]) / 1e6
        cursor.execute("SELECT pg_total_relation_size(%s)", [IndexEntry._meta.db_table])
        return float(cursor.fetchone()[0]) / 1e6


def _row(name: str, took: float, megabytes: float, times: list[float], count: int) -> tuple[str, ...]:
    per = 1000 / count
    middle, high = quantile(times, 0.5), quantile(times, 0.95)
    return (name, f"{took * per:.2f}", f"{megabytes * per:.2f}", f"{middle:.1f}", f"{high:.1f}")


def prepare() -> None:
    """Tables for an empty database; a site that is there already is left as it is."""
    call_command("migrate", verbosity=0, interactive=False)
