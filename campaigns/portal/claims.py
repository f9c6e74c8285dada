"""Who may talk to a portal: one worker at a time, and whoever dies lets go by itself."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from campaigns.portal.models import PortalConnection

# Longer than any one request may take; a claim is renewed before each.
CLAIM = timedelta(minutes=2)


class ClaimLostError(Exception):
    """This worker was silent for too long; somebody else delivers now."""


@contextmanager
def claimed(pk: int) -> Iterator[str | None]:
    """The sole right to talk to the portal: a token, or None when somebody else has it.

    A claim of a worker that was killed ends by itself. One from the future is a clock that jumped.
    """
    now = timezone.now()
    token = secrets.token_hex(16)
    ended = Q(claimed_at__lte=now - CLAIM) | Q(claimed_at__gt=now + CLAIM)
    own = PortalConnection.objects.filter(pk=pk)
    if not own.filter(Q(claim="") | Q(claimed_at__isnull=True) | ended).update(claim=token, claimed_at=now):
        yield None
        return
    try:
        yield token
    finally:
        own.filter(claim=token).update(claim="", claimed_at=None)


def renew(pk: int, token: str) -> None:
    """Keep the claim; raises ``ClaimLostError`` when it is somebody else's by now."""
    if not PortalConnection.objects.filter(pk=pk, claim=token).update(claimed_at=timezone.now()):
        raise ClaimLostError
