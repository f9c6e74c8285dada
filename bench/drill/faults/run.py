"""The drill: one fault after the other under a light load; a table of what readers and the editor saw."""

import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import NamedTuple

from bench.drill.faults.parts import Site
from bench.drill.faults.people import Editor, Readers
from bench.drill.processes import DrillError
from bench.search.tables import table

READERS = 4
SECONDS = 20  # of each fault
BAR_SECONDS = 180
AGAIN_SECONDS = 300
SLOWEST_READER = 5.0  # seconds


class Fault(NamedTuple):
    name: str
    begin: Callable[[], AbstractContextManager[None]]


def faults(site: Site) -> list[Fault]:
    found = [Fault("nothing", nullcontext)]
    if hasattr(site, "redis"):
        found += [Fault("Redis killed", site.without_redis), Fault("Redis hangs", site.hanging_redis)]
    found.append(Fault("database locked", site.locked_database))
    if site.has_own_disk:
        found.append(Fault("disk full", site.full_disk))
    return [
        *found,
        Fault("worker killed", site.without_worker),
        Fault("search hangs", site.hanging_search),
        Fault("portal hangs", site.hanging_portal),
    ]


def addresses(site: Site) -> list[str]:
    """Pages of every sort, with the outputs of one slogan in force."""
    code = site.value(
        "SELECT code FROM campaigns_sloganpage JOIN wagtailcore_page ON id = page_ptr_id WHERE live"
    )
    by_code = [
        f"/xac-minh/{code}/",
        f"/lay-ve/{code}/",
        f"/lay-ve/{code}/bang-led.txt",
        f"/lay-ve/{code}/a4.pdf",
    ]
    others = ["/", "/khau-hieu/", "/tin-tuc/", "/tim-kiem/?q=mua+ban+nguoi", "/canh-bao/rss/"]
    return [*others, *by_code, f"/nhung/{code}/", f"/oembed/?url={site.address}/xac-minh/{code}/"]


def endure(site: Site, fault: Fault, pages: list[str], editor: Editor) -> tuple[list[object], list[str]]:
    """The row of one fault, and what was wrong about it."""
    with fault.begin(), Readers(site.address, pages, READERS) as readers:
        begin = time.monotonic()
        saved = editor.saves()
        time.sleep(max(0, SECONDS - (time.monotonic() - begin)))
    after = editor.saves()
    wrong = []
    if readers.failures:
        wrong.append(f"{fault.name}: {readers.failures} readers saw an error")
    if any(seconds > SLOWEST_READER for _status, seconds, _address in readers.answers):
        wrong.append(f"{fault.name}: a reader waited longer than {SLOWEST_READER:.0f} s")
    if "LOST" in saved or not after.startswith("saved"):
        wrong.append(f"{fault.name}: the editor: {saved}; afterwards: {after}")
    return [fault.name, *readers.row(), saved, after], wrong


def wait_for(condition: Callable[[], object], seconds: float) -> float | None:
    """Seconds until the condition holds, None if it does not within the time."""
    begin = time.monotonic()
    while time.monotonic() - begin < seconds:
        if condition():
            return time.monotonic() - begin
        time.sleep(1)
    return None


def silence(site: Site, editor: Editor) -> tuple[list[list[object]], list[str]]:
    """What happens around a worker that was killed with a task under way."""
    rows: list[list[object]] = []
    wrong = []

    def note(what: str, seconds: float | None) -> None:
        rows.append([what, "never" if seconds is None else f"{seconds:.0f}"])
        if seconds is None:
            wrong.append(f"{what}: never")

    site.kill_worker()
    site.manage(
        "shell",
        "--command",
        "from cms.mail import deliver; deliver.enqueue(subject='x', body='x', "
        "sender='a@example.vn', to=['b@example.vn'], html='')",
    )
    database = site.database()
    # As a worker leaves it that is killed in the middle of it.
    database.execute(
        "UPDATE django_tasks_database_dbtaskresult SET status = 'RUNNING', worker_ids = '[\"x\"]', "
        "started_at = datetime('now') WHERE status = 'READY'"
    )
    database.close()
    note("bar in the admin", wait_for(editor.sees_bar, BAR_SECONDS))
    site.start_worker()
    note("no bar after its return", wait_for(lambda: not editor.sees_bar(), BAR_SECONDS))
    running = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('RUNNING', 'READY')"
    note("its task is done", wait_for(lambda: site.value(running) == 0, AGAIN_SECONDS))
    return rows, wrong


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="drill-faults-")))
        site = Site(folder, stack)
        site.start()
        editor, pages = Editor(site.address), addresses(site)
        rows, wrong = [], []
        for fault in faults(site):
            row, problems = endure(site, fault, pages, editor)
            print(f"  {row}", flush=True)
            rows.append(row)
            wrong += problems
        head = ["fault", "readers saw", "ms median", "ms at most", "failed", "editor", "editor afterwards"]
        table("What readers and an editor saw", head, rows)
        rows, problems = silence(site, editor)
        table("A worker killed with a letter in work", ["what", "after seconds"], rows)
        if not site.has_own_disk:
            print("left out: the full disk, which needs root")
        if wrong + problems:
            raise DrillError("\n".join(wrong + problems))
