"""Tasks of a worker that was killed are taken up again, those of a living one are left alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished, task_started
from django_tasks_db.models import DBTaskResult, get_date_max

from cms import scheduler
from cms.task_leases import LEASE, MAX_ATTEMPTS, CurrentTask, requeue_abandoned

pytestmark = pytest.mark.django_db


def running(age: timedelta, attempts: int = 1) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - age,
        worker_ids=["a"] * attempts,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="cms.mail.deliver",
        backend_name="default",
        run_after=get_date_max(),
    )


def test_what_a_killed_worker_left_is_queued_again() -> None:
    result = running(2 * LEASE)
    assert requeue_abandoned() == 1
    assert list(DBTaskResult.objects.ready()) == [result]


def test_a_running_task_is_left_alone() -> None:
    result = running(LEASE / 2)
    assert requeue_abandoned() == 0
    result.refresh_from_db()
    assert result.status == TaskResultStatus.RUNNING


def test_a_long_task_renews_its_lease() -> None:
    result = running(2 * LEASE)
    current = CurrentTask()
    task_started.send(sender=None, task_result=result)
    current.renew()
    assert requeue_abandoned() == 0
    task_finished.send(sender=None, task_result=result)
    DBTaskResult.objects.update(started_at=timezone.now() - 2 * LEASE)
    current.renew()
    assert requeue_abandoned() == 1


def test_a_task_that_kills_its_worker_fails_in_the_end() -> None:
    result = running(2 * LEASE, MAX_ATTEMPTS)
    assert requeue_abandoned() == 0
    result.refresh_from_db()
    assert result.status == TaskResultStatus.FAILED and "WorkerLostError" in result.exception_class_path


def test_it_is_part_of_the_work_of_each_minute(monkeypatch: Any) -> None:
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    result = running(2 * LEASE)
    scheduler.run_due_work()
    result.refresh_from_db()
    assert result.status == TaskResultStatus.READY
