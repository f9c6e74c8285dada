import threading
from typing import Any

from django_tasks_db.management.commands import db_worker

from cms.tick import tick

EVERY = 60  # seconds
# A minute's work that lasts longer is cut off: whatever it does, it does again.
LEAVE = 3


class Command(db_worker.Command):
    """Django's database task worker, and beside it the minute hand."""

    help = "Runs queued tasks and, once a minute, scheduled publishing, expiry and the queues."

    def handle(self, **options: Any) -> None:
        stop = threading.Event()
        hand = threading.Thread(target=self._turn, args=(stop,), name="minute", daemon=True)
        hand.start()
        try:
            super().handle(**options)
        finally:
            stop.set()
            hand.join(timeout=LEAVE)

    def _turn(self, stop: threading.Event) -> None:
        while not stop.is_set():
            tick()
            stop.wait(EVERY)
