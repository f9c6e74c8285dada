"""Writes that no reader may wait or fail for: counts of uses, repairs that a reader's request starts."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

logger = logging.getLogger(__name__)
LOCK_WAIT = 500  # milliseconds


def write_or_log(write: Callable[[], object], what: str) -> bool:
    """Run ``write`` in a transaction of its own; False, and a line in the log, when it cannot be written.

    A locked database is waited for no longer than ``LOCK_WAIT``. Only errors of the database and the disk
    are caught.
    """
    try:
        with short_lock_wait(), transaction.atomic():
            write()
    except (DatabaseError, OSError) as error:
        logger.error("Not written: %s: %s", what, error)
        return False
    return True


@contextmanager
def short_lock_wait() -> Iterator[None]:
    """Wait for a lock no longer than ``LOCK_WAIT`` within the block."""
    if connection.in_atomic_block:
        # The transaction has its locks, or was given its time to wait for them.
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    statement = {"sqlite": "PRAGMA busy_timeout = {}", "postgresql": "SET lock_timeout = {}"}[
        connection.vendor
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(LOCK_WAIT))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(statement.format(usual if connection.vendor == "sqlite" else 0))
