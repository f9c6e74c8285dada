"""Limits of guessing: failed sign-ins (counted by django-axes) and requests for password links (rule 109).

Failures are counted by account and address together, by address, and by account. Who signed in to the
account from that address before is held back only by failures of the two together, so nobody locks
a person out of the office where they work.
"""

import hashlib
from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.core.cache import caches
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from cms.limits import client_address

# Failures within AXES_COOLOFF_TIME; AXES_FAILURE_LIMIT is that of one account from one address.
FAILURES_OF_ADDRESS = 30
FAILURES_OF_ACCOUNT = 20
# An account that is tried from many addresses is not locked, it may be tried once in this time.
ACCOUNT_PAUSE = timedelta(minutes=1)
BUSY_PAUSE = timedelta(seconds=10)
# How long an address counts as one from which the account was used.
TRUSTED_FOR = timedelta(days=90)
LINKS_OF_ADDRESS, LINKS_OF_ACCOUNT = 10, 3
HOUR = 3600


def sign_in_address(request: HttpRequest) -> str | None:
    """The client's address; of IPv6 its network of 64 bits, of which one subscriber has all."""
    try:
        address = ip_address(client_address(request))
    except ValueError:
        # A socket without addresses, or a header that holds none.
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), 64), strict=False).network_address)


class SignInHandler(AxesDatabaseHandler):
    """Counts in the database, where all processes see it and a restart loses nothing."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """The failures of account and address together, or the limit while any of the limits holds.

        Sets ``request.sign_in_until``: when the next try may be, None if now.
        """
        username, address = get_client_username(request, credentials), request.axes_ip_address
        now = request.axes_attempt_time
        cool_off: timedelta = settings.AXES_COOLOFF_TIME
        rows = AccessAttempt.objects.filter(
            Q(username=username) | Q(ip_address=address), attempt_time__gte=now - cool_off
        ).values_list("username", "ip_address", "failures_since_start", "attempt_time")
        both, of_address, of_account = _Count(), _Count(), _Count()
        for row_username, row_address, failures, moment in rows:
            if row_address == address:
                of_address.add(failures, moment)
            if row_username == username:
                of_account.add(failures, moment)
            if (row_username, row_address) == (username, address):
                both.add(failures, moment)
        ends = [both.end(settings.AXES_FAILURE_LIMIT, cool_off)]
        if not is_trusted(username, address):
            ends.append(of_address.end(FAILURES_OF_ADDRESS, cool_off))
            ends.append(of_account.end(FAILURES_OF_ACCOUNT, ACCOUNT_PAUSE))
        until = max((end for end in ends if end and end > now), default=None)
        request.sign_in_until = until
        return (
            int(settings.AXES_FAILURE_LIMIT) if until else min(both.failures, settings.AXES_FAILURE_LIMIT - 1)
        )

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        super().user_logged_in(sender, request, user, **kwargs)
        AccessLog.objects.filter(attempt_time__lt=timezone.now() - TRUSTED_FOR).delete()


class _Count:
    """Failures and the moment of the last one."""

    def __init__(self) -> None:
        self.failures = 0
        self.last: datetime | None = None

    def add(self, failures: int, moment: datetime) -> None:
        self.failures += failures
        self.last = max(filter(None, (self.last, moment)))

    def end(self, limit: int, pause: timedelta) -> datetime | None:
        return self.last + pause if self.last and self.failures >= limit else None


def is_trusted(username: str | None, address: str | None) -> bool:
    """Whether the account was signed in to from this address lately."""
    since = timezone.now() - TRUSTED_FOR
    known = AccessLog.objects.filter(username=username, ip_address=address, attempt_time__gte=since)
    return address is not None and known.exists()


def trust(request: HttpRequest, user: Any) -> None:
    """Let the account be tried from this address at once: its owner has just set a password by mail."""
    address, username = sign_in_address(request), user.get_username()
    AccessAttempt.objects.filter(username=username, ip_address=address).delete()
    AccessLog.objects.create(
        username=username, ip_address=address, user_agent="", http_accept="", path_info=""
    )


def refusal(request: Any) -> str:
    """Why this sign-in was not checked and when to come back; "" if it was checked and is simply wrong."""
    if not getattr(request, "axes_locked_out", False):
        return ""
    until = getattr(request, "sign_in_until", None)
    if until is None:
        return _("Nhiều người đang đăng nhập cùng lúc. Mời chờ mười giây rồi thử lại.")
    minutes = max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
    return _(
        "Đã thử sai nhiều lần. Mời thử lại sau %(minutes)d phút (lúc %(at)s), "
        "hoặc bấm “Quên mật khẩu?” để đặt mật khẩu mới qua thư."
    ) % {"minutes": minutes, "at": timezone.localtime(until).strftime("%H:%M")}


def locked_response(request: Any, response: HttpResponse, credentials: Any = None) -> HttpResponse:
    """The page that was answered anyway, its words from the form, as a 429 with ``Retry-After``."""
    until = getattr(request, "sign_in_until", None)
    pause = until - timezone.now() if until else BUSY_PAUSE
    response.status_code = 429
    response["Retry-After"] = str(max(1, int(pause.total_seconds())))
    return response


def may_ask_for_link(request: HttpRequest) -> bool:
    """Count a request for a password link; False for an address with too many in this hour."""
    return _count("link-from", sign_in_address(request) or "") <= LINKS_OF_ADDRESS


def may_get_link(address: str) -> bool:
    """Count a link for this e-mail address, whether or not it has an account; False after a few an hour."""
    return _count("link-to", address.strip().lower()) <= LINKS_OF_ACCOUNT


def count_guess(user: Any) -> None:
    """Count a wrong old password of somebody who is signed in."""
    _count("old-password", str(user.pk))


def has_guessed_too_often(user: Any) -> bool:
    """Whether the old password was wrong too often in this hour."""
    return _count("old-password", str(user.pk), 0) >= settings.AXES_FAILURE_LIMIT


def _count(scope: str, who: str, step: int = 1) -> int:
    """Add to the count of this hour and return it; 0 if it cannot be counted."""
    now = int(timezone.now().timestamp() // HOUR)
    digest = hashlib.blake2s(
        f"{scope} {who} {now}".encode(), key=settings.SECRET_KEY.encode()[:32], digest_size=12
    )
    key = f"{scope}-{digest.hexdigest()}"
    with suppress(OSError, RedisError, ValueError):
        caches["limits"].add(key, 0, HOUR)
        return int(caches["limits"].incr(key, step))
    return 0
