"""That what is taken over is what the other site gives out: a digest over it, signed with the shared secret.

The read API and the check page are open to all and prove nothing. The digest is asked for at the door
of the other site, which answers only whoever shares its secret, and signs the answer with it.
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
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors.base import bad_signature, expect
from campaigns.portal.connectors.site import DOOR, message_of
from campaigns.portal.errors import RefusedError
from campaigns.portal.items import Item, item_of
from campaigns.portal.models import PortalConnection
from campaigns.portal.signing import SIGNATURE, TIMESTAMP, genuine, signed
from campaigns.portal.untrusted import mapping, text

ASKED = "item.asked"
# All that the other site makes something of.
COVERED = (
    *("kind", "title", "summary", "date", "url", "text", "story", "has_lead", "fields", "terms"),
    *("pictures", "approval"),
)


def digest_of(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over what is taken of an item, as the read API gives it."""
    covered = {name: data.get(name) for name in COVERED}
    # The words in which a code's status is told are of the moment.
    covered["approval"] = {
        name: mapping(covered["approval"]).get(name) for name in ("code", "content_hash", "agency")
    }
    said = json.dumps(covered, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(said.encode()).hexdigest()


def taken_data(item: Item) -> dict[str, Any]:
    """The item as the read API gives it to other sites."""
    return item.as_data() | {"story": item.story, "has_lead": item.has_lead}


def digest_for(code: str) -> str:
    """The digest of the item that is live here under the code, "" when none is."""
    record = ApprovalRecord.objects.filter(code=code).first()
    page = Page.objects.live().public().filter(pk=record.page_id).specific().first() if record else None
    item = item_of(page) if page is not None else None
    return digest_of(taken_data(item)) if item is not None and item.code == code else ""


def require_proven(
    connection: PortalConnection, code: str, data: Mapping[str, Any], client: SafeClient
) -> None:
    """Raise ``PortalError`` unless the other site vouches for exactly these data under the code."""
    body = message_of({"event": ASKED, "code": codes.shown(code)})
    secret = connection.secret
    answer = client.request("POST", connection.address + DOOR, signed(secret, ASKED, body), body)
    told = mapping(expect(answer, _("Đối chiếu nội dung"), bad_signature()).json())
    timestamp, given = (answer.headers.get(name.lower(), "") for name in (TIMESTAMP, SIGNATURE))
    if not genuine(secret, timestamp, answer.body, given, timezone.now().timestamp()):
        raise RefusedError(_("Trang kia trả lời không có chữ ký đúng."))
    if not data or text(told.get("digest")) != digest_of(data):
        raise RefusedError(
            _("Nội dung lấy về không đúng nội dung bên nguồn xác nhận. Chờ vài phút rồi lấy lại.")
        )
