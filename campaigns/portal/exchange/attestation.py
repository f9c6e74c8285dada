"""Attestation of an item between two sites: a digest over its content, signed with the shared secret.

The read API and the check page are public and unsigned. The digest is requested at the webhook endpoint
of the other site, which verifies the signature of the request and signs its answer.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.approvals.models import ApprovalRecord
from campaigns.portal.connectors.base import bad_signature, expect
from campaigns.portal.connectors.payloads import Item
from campaigns.portal.connectors.site import WEBHOOK, message_of
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import RefusedError
from campaigns.portal.http.signing import SIGNATURE, TIMESTAMP, is_valid_signature, signed_headers
from campaigns.portal.http.untrusted import mapping, text
from campaigns.portal.models import PortalConnection
from campaigns.portal.outgoing.items import published_item
from cms.visibility import open_to_all

ATTESTATION_EVENT = "item.asked"
# All fields from which the other site builds its page.
ATTESTED_FIELDS = (
    *("kind", "title", "summary", "date", "url", "text", "story", "has_lead", "fields", "terms"),
    *("pictures", "approval"),
)


def digest_of(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) over the attested fields of an item, as the read API gives it."""
    covered = {name: data.get(name) for name in ATTESTED_FIELDS}
    # Only the lasting parts: the label of the approval's status changes with time.
    covered["approval"] = {
        name: mapping(covered["approval"]).get(name) for name in ("code", "content_hash", "agency")
    }
    text_form = json.dumps(covered, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text_form.encode()).hexdigest()


def exchange_data(item: Item) -> dict[str, Any]:
    """Return the item as the read API gives it to other sites."""
    return item.as_data() | {"story": item.story, "has_lead": item.has_lead}


def digest_for(code: str) -> str:
    """Return the digest of the item that is live here under the code, "" when none is."""
    record = ApprovalRecord.objects.filter(code=code).first()
    page = Page.objects.filter(open_to_all()).filter(pk=record.page_id).specific().first() if record else None
    item = published_item(page) if page is not None else None
    return digest_of(exchange_data(item)) if item is not None and item.code == code else ""


def require_attestation(
    connection: PortalConnection, code: str, data: Mapping[str, Any], client: SafeClient
) -> None:
    """Raise ``PortalError`` unless the other site attests exactly these data under the code."""
    body = message_of({"event": ATTESTATION_EVENT, "code": codes.shown(code)})
    secret = connection.secret
    answer = client.request(
        "POST", connection.address + WEBHOOK, signed_headers(secret, ATTESTATION_EVENT, body), body
    )
    attestation = mapping(expect(answer, _("Đối chiếu nội dung"), bad_signature()).json())
    timestamp, given = (answer.headers.get(name.lower(), "") for name in (TIMESTAMP, SIGNATURE))
    if not is_valid_signature(secret, timestamp, answer.body, given, timezone.now().timestamp()):
        raise RefusedError(_("Trang kia trả lời không có chữ ký đúng."))
    if not data or text(attestation.get("digest")) != digest_of(data):
        raise RefusedError(
            _("Nội dung lấy về không đúng nội dung bên nguồn xác nhận. Chờ vài phút rồi lấy lại.")
        )
