"""Signed webhook: each change as one JSON message; a portal of any make reads it with twenty lines.

The receiver may answer {"id": …, "link": …, "state": "notice"}: where the item stands, and that a
notice took its place because it could not be removed. Whatever else it answers is not looked at.
"""

import json
import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from campaigns.portal.client import Answer, SafeClient
from campaigns.portal.connectors.base import Held, Message, bad_signature, expect
from campaigns.portal.errors import RefusedError
from campaigns.portal.gone import Gone
from campaigns.portal.items import Item
from campaigns.portal.models import Delivery
from campaigns.portal.signing import signed


class WebhookConnector:
    def __init__(self, address: str, username: str, secret: str, client: SafeClient) -> None:
        self.address, self.secret, self.client = address, secret, client

    def check(self) -> list[str]:
        """Send a message of the event "ping"; the receiver must answer it with a 2xx."""
        # A number of its own: two trials within one second are two messages.
        answer = self._send({"event": "ping", "nonce": secrets.token_hex(8)}, "ping")
        _told(expect(answer, _("Gửi thử"), bad_signature()))
        return [_("Bên nhận trả lời mã %(n)d.") % {"n": answer.status}]

    def put(self, item: Item, held: Held, message: Message) -> Held:
        event = "item.updated" if held.remote_id or held.marker else "item.published"
        body = {"event": event, "version": message.version, "place": message.place, "item": item.as_data()}
        answer = expect(self._send(body, message.key), _("Gửi bài"), bad_signature())
        told = _told(answer)
        return Held(
            Delivery.State.STANDS,
            told.get("id", "") or held.remote_id,
            told.get("link", "") or held.link,
            marker=message.key,
        )

    def take_down(self, gone: Gone, held: Held, message: Message) -> Held:
        body = {
            "event": "item.withdrawn",
            "version": message.version,
            "item": {"id": f"urn:uuid:{gone.uid}", "title": gone.title, "remote_id": held.remote_id},
            "state": gone.state,
            "reason": gone.reason,
            "notice": gone.html,
        }
        answer = self._send(body, message.key)
        # Not 404: an address that has moved says so too, and the item would still stand.
        if answer.status == 410:
            return Held(Delivery.State.DOWN, held.remote_id)
        told = _told(expect(answer, _("Báo gỡ bài"), bad_signature()))
        notice = told.get("state") == "notice"
        return Held(Delivery.State.NOTICE if notice else Delivery.State.DOWN, held.remote_id, held.link)

    def look(self, uid: str, held: Held) -> Held | None:
        return None

    def marker_of(self, item: Item, message: Message) -> str:
        return ""

    def _send(self, body: dict[str, Any], key: str) -> Answer:
        data = json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
        return self.client.request("POST", self.address, signed(self.secret, key, data), data)


def _told(answer: Answer) -> dict[str, str]:
    """What the receiver said, cut to what is kept; an answer that is no JSON says nothing.

    Raises ``RefusedError`` for a page of HTML: that is a portal's front page, not a receiver.
    """
    if not answer.body.strip():
        return {}
    if "html" in answer.headers.get("content-type", ""):
        raise RefusedError(
            _("Cổng trả về một trang HTML thay vì nhận tin. Kiểm tra địa chỉ nhận tin."), answer.status
        )
    try:
        body = answer.json()
    except RefusedError:
        return {}
    if not isinstance(body, dict):
        return {}
    told = {name: str(body[name])[:200] for name in ("id", "state") if isinstance(body.get(name), str | int)}
    link = body.get("link")
    if isinstance(link, str) and link.startswith(("https://", "http://")) and len(link) <= 500:
        told["link"] = link
    return told
