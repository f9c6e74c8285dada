"""Leases of running tasks: what a worker that was killed had under way is taken up by the next one.

The lease of a task is its ``started_at``, which its worker renews while it runs.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 3


class WorkerLostError(Exception):
    """The worker ended each time while it ran the task."""


class CurrentTask:
    """The task that this process runs, told by the signals of django-tasks."""

    def __init__(self) -> None:
        self.pk: str | None = None
        task_started.connect(self._start)
        task_finished.connect(self._finish)

    def _start(self, sender: Any, task_result: Any, **kwargs: Any) -> None:
        self.pk = task_result.id

    def _finish(self, sender: Any, **kwargs: Any) -> None:
        self.release()

    def release(self) -> None:
        """Give the lease up, so that the task is run again."""
        self.pk = None

    def renew(self) -> None:
        """Extend the lease of the task, if one is running."""
        if self.pk is not None:
            DBTaskResult.objects.running().filter(pk=self.pk).update(started_at=timezone.now())


def requeue_abandoned() -> int:
    """Queue again each running task whose lease has ended; returns how many.

    After ``MAX_ATTEMPTS`` the task has failed, so that one that kills its worker does not do so for ever.
    """
    count = 0
    for result in DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LEASE):
        if len(result.worker_ids) >= MAX_ATTEMPTS:
            result.set_failed(WorkerLostError(f"The worker was lost {MAX_ATTEMPTS} times"))
            continue
        # Of two workers one queues it.
        same = DBTaskResult.objects.running().filter(pk=result.pk, started_at=result.started_at)
        count += same.update(status=TaskResultStatus.READY)
    return count
