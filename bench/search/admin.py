"""Measures the search of the admin: explorer, choosers, users, among thousands of pages.

Everything is made in one transaction of the database that the settings name, and rolled back.
"""

import tempfile
import time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex

from bench.search.corpus import documents
from bench.search.latency import Times, memory
from bench.search.tables import quantile, table
from campaigns.models import StandardPage
from cms.vietnamese import fold
from search.index_changes import create_missing_rows
from search.sync import rebuild

ROUNDS = 20
TARGET = "embedded:staff"
LIMIT = 200
# No `collectstatic` is needed before a run.
STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
ADDRESSES = {
    "explorer, all pages": "/admin/pages/search/?q={}",
    "explorer, as one types": "/admin/pages/search/results/?q={}",
    "page chooser": "/admin/choose-page/search/?q={}",
    "image chooser": "/admin/images/chooser/results/?q={}",
    "image list": "/admin/images/?q={}",
    "document chooser": "/admin/documents/chooser/results/?q={}",
    "document list": "/admin/documents/?q={}",
    "users": "/admin/users/?q={}",
    "organisations": "/admin/snippets/accounts/organisation/?q={}",
    "organisation chooser": "/admin/snippets/choose/accounts/organisation/results/?q={}",
    "regions": "/admin/snippets/vocabulary/region/?q={}",
}


def _pages(count: int) -> None:
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root")
    parent = root.add_child(instance=StandardPage(title="Trang thử", slug="bench", live=False))
    for number, item in enumerate(documents(count)):
        page = StandardPage(
            title=item.title[:250], slug=f"bench-{number}", summary=item.summary[:300], live=False
        )
        page.body = [("text", item.body)]
        parent.add_child(instance=page)


def _files(count: int) -> None:
    """Create rows of images and documents that share one file each: only their titles are searched."""
    buffer = BytesIO()
    Picture.new("RGB", (64, 48), "#0c4a8a").save(buffer, "PNG")
    image, document = get_image_model(), get_document_model()
    collection = Collection.get_first_root_node()
    picture = image(title="Ảnh thử", file=ContentFile(buffer.getvalue(), "bench.png"), collection=collection)
    picture.save()
    file = document(title="Tệp thử", file=ContentFile(b"thu", "bench.txt"), collection=collection)
    file.save()
    shared = {"file": picture.file.name, "width": 64, "height": 48, "collection": collection}
    for model, fields in ((image, shared), (document, {"file": file.file.name, "collection": collection})):
        model.objects.bulk_create(
            (model(title=item.title[:250], **fields) for item in documents(count)), batch_size=500
        )


def _users(count: int) -> None:
    model = get_user_model()
    model.objects.bulk_create(
        model(username=f"bench-{number}", last_name=item.title[:30], first_name=item.summary[:30])
        for number, item in enumerate(documents(count))
    )


def run(count: int) -> None:
    """The given number of pages, as many pictures and files, a tenth as many users."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-admin-") as folder,
        override_settings(
            VAR_DIR=Path(folder),
            MEDIA_ROOT=Path(folder) / "uploads",
            ELASTICSEARCH_URL="",
            ALLOWED_HOSTS=["*"],
            SECURE_SSL_REDIRECT=False,
            # Tasks are not enqueued: the transaction is rolled back.
            TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}},
            STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": STATIC}},
        ),
    ):
        call_command("migrate", verbosity=0, interactive=False)
        with transaction.atomic():
            call_command("load_vocabulary", verbosity=0)
            start = time.perf_counter()
            with ReferenceIndexOff():
                _pages(count)
            _files(count)
            _users(count // 10)
            print(f"{count:,} pages made in {time.perf_counter() - start:.0f} s")
            _rebuilt(count)
            _searched()
            transaction.set_rollback(True)


class ReferenceIndexOff:
    """Turns off Wagtail's reference index, which needs most of the time of creating pages."""

    def __enter__(self) -> None:
        self.original = ReferenceIndex.create_or_update_for_object
        ReferenceIndex.create_or_update_for_object = classmethod(lambda cls, instance: None)

    def __exit__(self, *error: Any) -> None:
        ReferenceIndex.create_or_update_for_object = self.original


def _rebuilt(count: int) -> None:
    """Run ``search_rebuild`` and print its time and memory."""
    create_missing_rows(TARGET)
    watched: list[tuple[str, str]] = []
    start, worked = time.perf_counter(), time.process_time()

    def progress(done: int, total: int) -> None:
        if done * 10 // total >= len(watched):
            watched.append((f"{100 * done // total} %", f"{memory().private:.0f}"))

    items = rebuild(TARGET, progress)
    took, cpu = time.perf_counter() - start, time.process_time() - worked
    head = ("items", "s", "cpu s", "per s")
    table(
        "search_rebuild of the staff index",
        head,
        [(items, f"{took:.1f}", f"{cpu:.1f}", f"{items / took:,.0f}")],
    )
    table("its private memory, MB", [at for at, _mb in watched], [[mb for _at, mb in watched]])


def _searched() -> None:
    admin = get_user_model().objects.create_superuser("bench-quan-tri", "bench@example.vn", "x")
    client = Client()
    client.force_login(admin)
    texts = [" ".join(fold(item.title).split()[:3]) for item in islice(documents(ROUNDS), ROUNDS)]

    def timed(address: str, text: str) -> Times:
        start, worked = time.perf_counter(), time.process_time()
        answer = client.get(address.format(text.replace(" ", "+")))
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return Times(1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked))

    rows = []
    for name, address in ADDRESSES.items():
        timed(address, texts[0])
        first, again = ([timed(address, text) for text in texts] for _ in range(2))
        best = [
            Times(min(one.wall, two.wall), min(one.cpu, two.cpu))
            for one, two in zip(first, again, strict=True)
        ]
        shown = [quantile([one.wall for one in first], 0.5), quantile([one.wall for one in first], 0.95)]
        shown += [quantile([one.wall for one in best], 0.95), quantile([one.cpu for one in best], 0.95)]
        rows.append((name, *(f"{value:.0f}" for value in shown), "yes" if shown[2] <= LIMIT else "NO"))
    head = ("page of the admin", "p50 ms", "p95 ms", "p95 best of 2", "p95 cpu", f"within {LIMIT} ms")
    table("staff search through Django's test client, three unaccented syllables", head, rows)
