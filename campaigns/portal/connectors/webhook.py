"""Connector to a signed webhook: each change is sent as one JSON message.

The receiver answers what it did (rule 120): {"state": "published", "id": …, "link": …}, "down" when the item
is removed, "notice" when a notice stands in its place, "ignored" when it has a later version; with
``version``, the one that it has now. An answer with ``id`` or ``link`` alone counts as published.
"""

import json
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from campaigns.portal.connectors.base import bad_signature, expect
from campaigns.portal.connectors.payloads import Item, Message, RemoteItem, Removal
from campaigns.portal.http.client import Answer, SafeClient
from campaigns.portal.http.errors import RefusedError, UnconfirmedError
from campaigns.portal.http.signing import signed_headers
from campaigns.portal.models import Delivery

REMOVED = {"down": Delivery.State.REMOVED, "notice": Delivery.State.NOTICE}
# Versions are microseconds and fit into 53 bits; a larger number of a receiver is not one of ours.
MAX_VERSION = 2**53


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
        names_item = "state" not in response and ("id" in response or "link" in response)
        if not (names_item or response.get("state") == "published"):
            raise _unconfirmed(answer, response)
        _require_version(answer, response, message)
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
        state = REMOVED.get(response.get("state", ""))
        if state is None:
            raise _unconfirmed(answer, response)
        _require_version(answer, response, message)
        return RemoteItem(state, remote.remote_id, remote.link)

    def discard(self, names: Sequence[str]) -> None:
        """Do nothing: pictures are fetched by the receiver, which removes them with the item."""

    def inspect(self, uid: str, remote: RemoteItem) -> RemoteItem | None:
        return None

    def expected_marker(self, item: Item, message: Message) -> str:
        return ""

    def _send(self, body: dict[str, Any], key: str) -> Answer:
        data = json.dumps(body, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
        return self.client.request("POST", self.address, signed_headers(self.secret, key, data), data)


def _receiver_version(response: dict[str, str]) -> int:
    """Return the version that the receiver says it has, 0 when it says none."""
    given = response.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and int(given) < MAX_VERSION else 0


def _require_version(answer: Answer, response: dict[str, str], message: Message) -> None:
    """Raise ``UnconfirmedError`` when the answer is about another version than the one sent."""
    if response.get("version") not in (None, str(message.version)):
        raise _unconfirmed(answer, response)


def _unconfirmed(answer: Answer, response: dict[str, str]) -> UnconfirmedError:
    if response.get("state") == "ignored" or "version" in response:
        text = _("Cổng giữ một bản khác và bỏ qua tin này.")
    else:
        text = _("Cổng trả lời mã %(n)d nhưng không nói đã làm gì với bài (thiếu “state”).") % {
            "n": answer.status
        }
    return UnconfirmedError(text, answer.status, _receiver_version(response))


def _response(answer: Answer) -> dict[str, str]:
    """Return id, link, state and version of the answer as text; {} for an answer that is not JSON.

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
        name: str(body[name])[:200]
        for name in ("id", "state", "version")
        if isinstance(body.get(name), str | int)
    }
    link = body.get("link")
    if isinstance(link, str) and link.startswith(("https://", "http://")) and len(link) <= 500:
        response["link"] = link
    return response
