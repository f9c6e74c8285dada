"""Writing to the security log."""

from typing import Any

from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context

from campaigns.audit.models import SecurityEvent, account_name
from cms.limits import client_address

LONGEST_ADDRESS = 45


def record(
    kind: str, text: str, user: Any = None, request: HttpRequest | None = None, actor: Any = None
) -> SecurityEvent:
    """Append an event about the account ``user``.

    Without an ``actor`` it is whoever uses the admin at this moment; with neither, a command or the worker.
    """
    by = actor or get_active_log_context().user
    return SecurityEvent.objects.create(
        kind=kind,
        text=text,
        account=account_name(user),
        actor=account_name(by),
        address=client_address(request)[:LONGEST_ADDRESS] if request else "",
    )
