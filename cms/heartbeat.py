"""Heartbeat of the worker: written by it several times a minute, read by the admin and by ``/readyz``.

It is a file in ``VAR_DIR``, because it has to be written while the database is locked, and an entry of the
shared cache for web hosts that have another ``VAR_DIR``.
"""

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

logger = logging.getLogger(__name__)
NAME = "worker-heartbeat"
CACHE_TIMEOUT = 7 * 24 * 3600  # seconds
# With the seconds between two beats this stays below the three minutes in which it is told.
SILENT_AFTER = timedelta(seconds=140)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last beat, None before the first one; ``problem`` is the error of the work that it is doing."""

    at: datetime | None
    problem: str = ""

    @property
    def is_silent(self) -> bool:
        return self.at is None or timezone.now() - self.at > SILENT_AFTER


def beat(problem: str = "") -> None:
    """Write a beat; one that cannot be written is logged, and is missed by its readers."""
    text = json.dumps({"at": timezone.now().isoformat(), "problem": problem})
    try:
        draft = _path().with_suffix(".new")
        draft.write_text(text, encoding="utf-8")
        draft.replace(_path())
    except OSError as error:
        logger.error("The heartbeat cannot be written: %s", error)
    if settings.REDIS_URL:
        caches["limits"].set(NAME, text, CACHE_TIMEOUT)


def last_heartbeat() -> Heartbeat:
    """The newest beat of any worker."""
    found = [_parsed(_file_text())]
    if settings.REDIS_URL:
        found.append(_parsed(caches["limits"].get(NAME) or ""))
    beats = [one for one in found if one.at is not None]
    return max(beats, key=lambda one: one.at or timezone.now(), default=Heartbeat(None))


def _path() -> Path:
    return Path(settings.VAR_DIR) / NAME


def _file_text() -> str:
    with suppress(OSError):
        return _path().read_text(encoding="utf-8")
    return ""


def _parsed(text: str) -> Heartbeat:
    try:
        values = json.loads(text)
        return Heartbeat(datetime.fromisoformat(values["at"]), str(values["problem"]))
    except (ValueError, KeyError, TypeError):
        return Heartbeat(None)
