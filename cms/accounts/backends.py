"""Authentication of staff accounts."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axes.backends import AxesBackend
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from cms.accounts import throttling

# One password is checked at a time and one more waits, in each process; the other threads stay for readers.
_checking = threading.BoundedSemaphore(1)
_queue = threading.BoundedSemaphore(2)
WAIT = 10


class AccountBackend(AxesBackend):
    """Refuses before hashing once a limit of failures is reached (rule 109).

    Demo accounts can log in only with ``ALLOW_DEMO_ACCOUNTS``.
    """

    def authenticate(
        self, request: HttpRequest | None, username: Any = None, password: Any = None, **kwargs: Any
    ) -> Any:
        if request is None or username is None or password is None:
            return ModelBackend.authenticate(self, request, username, password, **kwargs)
        # Raises once a limit is reached: before it takes a turn, and again after those who were before it.
        super().authenticate(request, username, password, **kwargs)
        with _turn(request, username):
            super().authenticate(request, username, password, **kwargs)
            return ModelBackend.authenticate(self, request, username, password, **kwargs)

    def user_can_authenticate(self, user: Any) -> bool:
        if user is not None and user.is_demo and not settings.ALLOW_DEMO_ACCOUNTS:
            return False
        return super().user_can_authenticate(user)


@contextmanager
def _turn(request: Any, username: str) -> Iterator[None]:
    # Strangers who fill the queue do not keep out those who signed in from there before.
    queued = not throttling.is_trusted(username, request.axes_ip_address)
    if queued and not _queue.acquire(blocking=False):
        _refuse(request)
    try:
        if not _checking.acquire(timeout=WAIT):
            _refuse(request)
        try:
            yield
        finally:
            _checking.release()
    finally:
        if queued:
            _queue.release()


def _refuse(request: Any) -> None:
    # So marked, the try counts as refused, not as failed.
    request.axes_locked_out = True
    raise PermissionDenied
