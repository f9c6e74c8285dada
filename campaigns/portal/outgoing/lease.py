"""A two-minute lease on a portal, so that one worker at a time delivers; it expires if the worker dies."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from campaigns.portal.models import PortalConnection

# Longer than any single request; the lease is renewed before each.
DURATION = timedelta(minutes=2)


class LeaseLostError(Exception):
    """The lease expired and another worker delivers now."""


@contextmanager
def portal_lease(pk: int) -> Iterator[str | None]:
    """Acquire the lease of the portal: yield a token, or None when another worker holds it.

    An expired lease is free, and so is one from the future, which was saved with a wrong clock.
    """
    now = timezone.now()
    token = secrets.token_hex(16)
    expired = Q(lease_renewed_at__lte=now - DURATION) | Q(lease_renewed_at__gt=now + DURATION)
    rows = PortalConnection.objects.filter(pk=pk)
    free = rows.filter(Q(lease_token="") | Q(lease_renewed_at__isnull=True) | expired)
    if not free.update(lease_token=token, lease_renewed_at=now):
        yield None
        return
    try:
        yield token
    finally:
        rows.filter(lease_token=token).update(lease_token="", lease_renewed_at=None)


def renew_lease(pk: int, token: str) -> None:
    """Renew the lease; raises ``LeaseLostError`` when another worker holds it."""
    if not PortalConnection.objects.filter(pk=pk, lease_token=token).update(lease_renewed_at=timezone.now()):
        raise LeaseLostError
