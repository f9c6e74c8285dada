import logging
import threading
import time
from typing import Any

from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands import db_worker

from cms import heartbeat
from cms.scheduler import run_due_work
from cms.task_leases import CurrentTask

logger = logging.getLogger(__name__)
INTERVAL = 60  # seconds
# Seconds that work may still run at shutdown; receivers can be interrupted at any time.
SHUTDOWN_TIMEOUT = 3
BEAT = 20  # seconds
# Seconds after which a pass of the scheduler counts as hung, and the heart stops.
LONGEST_PASS = 30 * 60
RETRY_WAIT = 5  # seconds
PROBLEM_SHOWN = 120  # seconds


class Command(db_worker.Command):
    """Django's database task worker, with the scheduler and the heartbeat in threads beside it.

    It ends by signal only: while the database is locked or the disk is full it tries again (rule 112).
    """

    help = "Runs queued tasks and, once a minute, scheduled publishing, expiry and the queues."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stop = threading.Event()
        self.current = CurrentTask()
        self.last_pass = time.monotonic()
        self._problem = ("", 0.0)

    def handle(self, **options: Any) -> None:
        threads = [
            threading.Thread(target=run, name=run.__name__, daemon=True)
            for run in (self.run_scheduler, self.run_heartbeat)
        ]
        for thread in threads:
            thread.start()
        try:
            self.run_tasks(**options)
        finally:
            self.stop.set()
            for thread in threads:
                thread.join(timeout=SHUTDOWN_TIMEOUT)

    def run_tasks(self, **options: Any) -> None:
        """Run queued tasks until a signal ends it; an error of database or disk only interrupts it."""
        while not self.stop.is_set():
            try:
                super().handle(**options)
                return
            except (DatabaseError, OSError) as error:
                logger.exception("The queue cannot be worked on")
                self.note_problem(error)
                self.current.release()
                close_old_connections()
                self.stop.wait(RETRY_WAIT)

    def run_scheduler(self) -> None:
        while not self.stop.is_set():
            try:
                for error in run_due_work():
                    self.note_problem(error)
            except Exception as error:
                logger.exception("Due work failed")
                self.note_problem(error)
            self.last_pass = time.monotonic()
            self.stop.wait(INTERVAL)

    def run_heartbeat(self) -> None:
        while True:
            if time.monotonic() - self.last_pass < LONGEST_PASS:
                heartbeat.beat(self.problem)
            try:
                close_old_connections()
                self.current.renew()
            except DatabaseError as error:
                self.note_problem(error)
            if self.stop.wait(BEAT):
                return

    def note_problem(self, error: BaseException) -> None:
        self._problem = (f"{type(error).__name__}: {error}"[:200], time.monotonic())

    @property
    def problem(self) -> str:
        """The last error, for two minutes."""
        text, moment = self._problem
        return text if time.monotonic() - moment < PROBLEM_SHOWN else ""
