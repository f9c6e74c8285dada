"""The bench itself: fill a site, drain it, correct a tenth, drain again; rate and memory as a table."""

import json
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from campaigns.approvals import content_hash
from campaigns.approvals.models import ApprovalRecord
from campaigns.models import NewsPage, SectionPage
from campaigns.portal.models import Delivery, PortalConnection
from campaigns.portal.outgoing import sync
from campaigns.portal.outgoing.delivery import deliver, enqueue_published
from campaigns.setup.layout import set_up_site, site_texts
from cms.accounts.models import User
from cms.vocabulary.models import Topic
from tests import factories

DAY = date(2026, 7, 1)
SECRET = "chi-de-do-toc-do-0123456789"
RECEIVER = (
    Path(__file__).resolve().parents[2] / "tests" / "campaigns" / "portal" / "support" / "webhook_receiver.py"
)
WORDS = "Gọi Tổng đài 111 khi nghi ngờ có người bị lừa bán. Không giao giấy tờ tùy thân cho người lạ. "


@contextmanager
def receiving() -> Iterator[int]:
    """The port of a receiver in a process of its own, which checks every signature."""
    command = [sys.executable, str(RECEIVER), SECRET, "/dev/null", "quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield int(process.stdout.readline())
        finally:
            process.kill()


def fill(items: int) -> PortalConnection:
    """A department with that many live news pages, approved as they stand."""
    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    set_up_site(site_texts(), "127.0.0.1", 8000)
    department = factories.department("Sở đo tốc độ")
    section = factories.section(department, "tin-tuc")
    people = [User.objects.create(username=name) for name in ("mot", "hai")]
    topic, locale = Topic.objects.first(), Locale.get_default()
    for start in range(0, items, 500):
        # One transaction, else search takes its own turn after every page.
        with transaction.atomic():
            for number in range(start, min(start + 500, items)):
                _add(section, f"Bản tin số {number}", topic, locale, people)
    connection = PortalConnection(
        organisation=department.organisation,
        name="Nơi nhận",
        kind="webhook",
        department=department,
        automatic=["tin-tuc"],
    )
    connection.secret = SECRET
    connection.save()
    return connection


def _add(section: SectionPage, title: str, topic: Topic, locale: Locale, people: list[User]) -> None:
    body = [{"type": "text", "value": f"<p>{WORDS * 3}</p>"}] * 6
    page = NewsPage(title=title, body=body, date=DAY, live=False, locale=locale)
    page.topics.set([topic])
    section.add_child(instance=page)
    record = ApprovalRecord(
        page_id=page.pk,
        content_hash=content_hash.page_hash(page),
        title=page.title,
        text=page.exact_text,
        appraiser=people[0],
        approver=people[1],
        agency="Sở đo tốc độ",
    )
    record.save()
    # Straight into the table: publishing one by one is not what is measured here.
    NewsPage.objects.filter(pk=page.pk).update(live=True, code=record.code, last_published_at=timezone.now())


def drained(connection: PortalConnection) -> tuple[int, float]:
    start = time.perf_counter()
    done = deliver(connection.pk)
    return done, time.perf_counter() - start


def peak() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(items: int) -> None:
    # One task for all: the pauses between tasks belong to the worker, not to the outbox.
    sync.TIME_SLICE = 86_400
    start = time.perf_counter()
    connection = fill(items)
    print(f"{items} bài đã tạo trong {time.perf_counter() - start:.0f} s")
    filled = peak()
    rows: list[tuple[str, int, float]] = []
    with receiving() as port:
        PortalConnection.objects.update(address=f"http://127.0.0.1:{port}/")
        start = time.perf_counter()
        rows.append(("xếp hàng", enqueue_published(connection), time.perf_counter() - start))
        rows.append(("gửi lần đầu", *drained(connection)))
        Delivery.objects.mark_changed([connection.target], Delivery.objects.values_list("key", flat=True))
        rows.append(("chạm lại, không đổi", *drained(connection)))
        tenth = list(NewsPage.objects.values_list("pk", flat=True)[: items // 10])
        NewsPage.objects.filter(pk__in=tenth).update(live=False)
        Delivery.objects.mark_changed([connection.target], map(str, tenth))
        rows.append(("gỡ một phần mười", *drained(connection)))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            holds = json.load(answer)["holds"]
    print("\n| việc | số bài | giây | bài/giây |\n| --- | --- | --- | --- |")
    for name, count, seconds in rows:
        print(f"| {name} | {count} | {seconds:.1f} | {count / max(seconds, 0.001):.0f} |")
    waiting = Delivery.objects.pending().count()
    print(f"\nBên nhận đang giữ {holds} bài ; còn chờ {waiting}.")
    print(f"Bộ nhớ cao nhất: {filled:.0f} MB khi tạo xong, {peak():.0f} MB sau khi gửi.")
    expected = items - items // 10
    if holds != expected or waiting:
        raise SystemExit(f"Mất hoặc thừa bài: bên nhận giữ {holds}, phải là {expected}; còn chờ {waiting}.")
