import threading
from typing import Any

from django_tasks_db.management.commands import db_worker

from cms.scheduler import run_due_work

INTERVAL = 60  # seconds
# Seconds that work may still run at shutdown; receivers can be interrupted at any time.
SHUTDOWN_TIMEOUT = 3


class Command(db_worker.Command):
    """Django's database task worker, with the scheduler in a thread beside it."""

    help = "Runs queued tasks and, once a minute, scheduled publishing, expiry and the queues."

    def handle(self, **options: Any) -> None:
        stop = threading.Event()
        scheduler = threading.Thread(target=self._run_scheduler, args=(stop,), name="scheduler", daemon=True)
        scheduler.start()
        try:
            super().handle(**options)
        finally:
            stop.set()
            scheduler.join(timeout=SHUTDOWN_TIMEOUT)

    def _run_scheduler(self, stop: threading.Event) -> None:
        while not stop.is_set():
            run_due_work()
            stop.wait(INTERVAL)
