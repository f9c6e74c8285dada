"""Health of the parts that readers do not notice at once: worker, queue of tasks, disk, backup."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from cms.heartbeat import Heartbeat, last_heartbeat

LEAST_FREE = 300 * 1024 * 1024  # bytes
# Whoever makes the backup touches this file in ``VAR_DIR`` when it is complete.
BACKUP_MARK = "last-backup"


def report() -> dict[str, Any]:
    """The state of all parts for ``/readyz``; a part that cannot be asked is None. Times are ISO 8601."""
    heartbeat = last_heartbeat()
    free = free_bytes()
    return {
        "worker": {
            "last_seen": heartbeat.at and heartbeat.at.isoformat(),
            "silent": heartbeat.is_silent,
            "problem": bool(heartbeat.problem),
        },
        "queue": _queue(),
        "disk": None if free is None else {"free_bytes": free, "low": free < LEAST_FREE},
        "backup": {"last": _modified(Path(settings.VAR_DIR) / BACKUP_MARK)},
    }


def notices() -> list[str]:
    """Sentences that everyone in the admin has to read now; costs no query."""
    found = []
    heartbeat = last_heartbeat()
    if heartbeat.is_silent:
        found.append(_silence(heartbeat))
    elif heartbeat.problem:
        found.append(
            _(
                "Tiến trình nền đang gặp lỗi, việc hẹn giờ, thư và gói tài liệu có thể chậm. "
                "Báo quản trị hệ thống: %(problem)s"
            )
            % {"problem": heartbeat.problem}
        )
    free = free_bytes()
    if free is not None and free < LEAST_FREE:
        found.append(
            _(
                "Ổ đĩa của máy chủ sắp đầy, chỉ còn %(free)d MB: bài đang viết có thể không lưu được. "
                "Báo quản trị hệ thống."
            )
            % {"free": free // 1024**2}
        )
    return found


def _silence(heartbeat: Heartbeat) -> str:
    effect = _(
        "Bài hẹn giờ chưa được công bố, thư chưa được gửi, gói tài liệu chưa được đóng. "
        "Báo quản trị hệ thống chạy lại tiến trình nền (run_worker)."
    )
    if heartbeat.at is None:
        return f"{_('Tiến trình nền chưa chạy.')} {effect}"
    local = timezone.localtime(heartbeat.at)
    stopped = _("Tiến trình nền đã dừng từ %(time)s ngày %(day)s.")
    return f"{stopped % {'time': f'{local:%H:%M}', 'day': f'{local:%d/%m/%Y}'}} {effect}"


def free_bytes() -> int | None:
    """Free space for the runtime files; None when it cannot be told."""
    try:
        return shutil.disk_usage(settings.VAR_DIR).free
    except OSError:
        return None


def _queue() -> dict[str, Any] | None:
    try:
        waiting = DBTaskResult.objects.ready()
        oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
        return {
            "waiting": waiting.count(),
            "oldest_seconds": int((timezone.now() - oldest).total_seconds()) if oldest else 0,
            "failed": DBTaskResult.objects.failed().count(),
        }
    except DatabaseError:
        return None


def _modified(path: Path) -> str | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
    except OSError:
        return None
