"""Connector to a signed webhook: each change is sent as one JSON message.

The receiver may answer {"id": …, "link": …, "state": "notice"}: the address of the item, and that a
notice replaced it because it could not be removed. Other values of the answer are ignored.
"""

import json
import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from campaigns.portal.connectors.base import bad_signature, expect
from campaigns.portal.connectors.payloads import Item, Message, RemoteItem, Removal
from campaigns.portal.http.client import Answer, SafeClient
from campaigns.portal.http.errors import RefusedError
from campaigns.portal.http.signing import signed_headers
from campaigns.portal.models import Delivery


class WebhookConnector:
    """Sends signed messages to a webhook, which cannot be read back."""

    def __init__(self, address: str, username: str, secret: str, client: SafeClient) -> None:
        self.address, self.secret, self.client = address, secret, client

    def check(self) -> list[str]:
        """Send a message of the event "ping"; the receiver must answer it with a 2xx."""
        # The nonce makes two tests within one second differ; the receiver refuses repeated messages.
        answer = self._send({"event": "ping", "nonce": secrets.token_hex(8)}, "ping")
        _response(expect(answer, _("Gửi thử"), bad_signature()))
        return [_("Bên nhận trả lời mã %(n)d.") % {"n": answer.status}]

    def put(self, item: Item, remote: RemoteItem, message: Message) -> RemoteItem:
        event = "item.updated" if remote.remote_id or remote.marker else "item.published"
        body = {"event": event, "version": message.version, "place": message.taxonomy, "item": item.as_data()}
        answer = expect(self._send(body, message.key), _("Gửi bài"), bad_signature())
        response = _response(answer)
        return RemoteItem(
            Delivery.State.PUBLISHED,
            response.get("id", "") or remote.remote_id,
            response.get("link", "") or remote.link,
            marker=message.key,
        )

    def remove(self, removal: Removal, remote: RemoteItem, message: Message) -> RemoteItem:
        body = {
            "event": "item.withdrawn",
            "version": message.version,
            "item": {"id": f"urn:uuid:{removal.uid}", "title": removal.title, "remote_id": remote.remote_id},
            "state": removal.state,
            "reason": removal.reason,
            "notice": removal.html,
        }
        answer = self._send(body, message.key)
        # Not 404: a receiver that has moved answers so too, and the item would still be published.
        if answer.status == 410:
            return RemoteItem(Delivery.State.REMOVED, remote.remote_id)
        response = _response(expect(answer, _("Báo gỡ bài"), bad_signature()))
        is_notice = response.get("state") == "notice"
        return RemoteItem(
            Delivery.State.NOTICE if is_notice else Delivery.State.REMOVED, remote.remote_id, remote.link
        )

    def inspect(self, uid: str, remote: RemoteItem) -> RemoteItem | None:
        return None

    def expected_marker(self, item: Item, message: Message) -> str:
        return ""

    def _send(self, body: dict[str, Any], key: str) -> Answer:
        data = json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
        return self.client.request("POST", self.address, signed_headers(self.secret, key, data), data)


def _response(answer: Answer) -> dict[str, str]:
    """Return id, link and state of the answer, shortened; {} for an answer that is not JSON.

    Raises ``RefusedError`` for an HTML page, which is a portal's front page and not a receiver.
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
    response = {
        name: str(body[name])[:200] for name in ("id", "state") if isinstance(body.get(name), str | int)
    }
    link = body.get("link")
    if isinstance(link, str) and link.startswith(("https://", "http://")) and len(link) <= 500:
        response["link"] = link
    return response
