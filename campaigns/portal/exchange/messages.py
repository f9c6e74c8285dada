"""Messages of other Chung Tay sites: verification of the sender, and the offers they make.

A message only announces something. The facts are read from the other site's check page, over the
connection that was set up here, each time.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.approvals import codes
from campaigns.models.structure import content_models
from campaigns.portal.exchange.notifications import notify_editors
from campaigns.portal.http.crypto import DecryptionError
from campaigns.portal.http.signing import is_valid_signature
from campaigns.portal.http.untrusted import mapping, read_json, text
from campaigns.portal.models import ImportedItem, PortalConnection
from campaigns.portal.outgoing import markup
from campaigns.reuse.models import origin_of


def verified_sender(
    body: bytes, message: dict[str, Any], timestamp: str, signature: str
) -> PortalConnection | None:
    """Return the connection whose secret signed the message, None when none did."""
    now = timezone.now().timestamp()
    site = origin_of(message.get("site", ""))
    for connection in PortalConnection.objects.filter(kind=PortalConnection.Kind.SITE, is_active=True):
        try:
            if (
                site
                and origin_of(connection.address) == site
                and is_valid_signature(connection.secret, timestamp, body, signature, now)
            ):
                return connection
        except DecryptionError:
            continue
    return None


def read_message(body: bytes) -> dict[str, Any]:
    """Return the message as a mapping; {} for anything else."""
    try:
        return mapping(read_json(body))
    except ValueError:
        return {}


def parse_uid(value: Any) -> UUID | None:
    """Return the uid of "urn:uuid:…" or of a plain UUID, None for anything else."""
    try:
        return UUID(str(value).removeprefix("urn:uuid:"))
    except ValueError:
        return None


def record_offer(connection: PortalConnection, message: dict[str, Any]) -> ImportedItem | None:
    """Record an item that the other site shares; return None when the message names no item."""
    uid, code = parse_uid(message.get("id")), codes.clean(text(message.get("code")))
    if uid is None or not codes.is_code(code):
        return None
    link, kind = text(message.get("url")), text(message.get("kind"))
    values = {
        "code": code,
        "title": markup.plain_text(text(message.get("title")))[:255],
        "kind": kind if kind in {str(model.search_kind) for model in content_models()} else "",
        "link": link if origin_of(link) == origin_of(connection.address) and len(link) <= 500 else "",
        "agency": markup.plain_text(text(message.get("agency")))[:200],
    }
    item = ImportedItem.objects.filter(connection=connection, uid=uid).first()
    if item is None:
        return ImportedItem.objects.create(connection=connection, uid=uid, source_state="in-force", **values)
    if item.state == ImportedItem.State.IMPORTED:
        if code not in (item.code, item.newer_code):
            item.newer_code, item.announced_at = code, timezone.now()
            item.save(update_fields=["newer_code", "announced_at"])
            notify_editors(item, _("Bên nguồn có bản mới"))
        return item
    for name, value in values.items():
        setattr(item, name, value)
    item.state, item.source_state, item.announced_at = (
        ImportedItem.State.OFFERED,
        "in-force",
        timezone.now(),
    )
    item.save()
    return item
