"""Connector to another Chung Tay site, which is notified and then fetches and verifies the item itself.

The notification, signed with the shared secret, names only the item and its code. The other site
reads the item from our read API and its status from our check page, so that a message alone cannot
publish anything there.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from campaigns.approvals import codes
from campaigns.portal.connectors.base import bad_signature, expect
from campaigns.portal.connectors.payloads import Item, Message, RemoteItem, Removal
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import UnconfirmedError
from campaigns.portal.http.signing import signed_headers
from campaigns.portal.models import Delivery

WEBHOOK, STATUS = "/trao-doi/chuong/", "/trao-doi/tinh-trang/"
STATES = {
    "offered": Delivery.State.PUBLISHED,
    "imported": Delivery.State.PUBLISHED,
    "live": Delivery.State.PUBLISHED,
    "declined": Delivery.State.PUBLISHED,
    "down": Delivery.State.REMOVED,
    "unknown": Delivery.State.REMOVED,
}


def message_of(body: Mapping[str, Any]) -> bytes:
    """Return the message as JSON; the nonce makes two messages within one second differ."""
    data = {**body, "site": settings.SITE_URL, "nonce": secrets.token_hex(8)}
    return json.dumps(data, ensure_ascii=False).encode()


class SiteConnector:
    """Notifies another Chung Tay site of shared and withdrawn items."""

    def __init__(self, address: str, username: str, secret: str, client: SafeClient) -> None:
        self.address, self.secret, self.client = address.rstrip("/"), secret, client

    def check(self) -> list[str]:
        response = self._notify({"event": "ping"}, "ping", _("Gửi thử"))
        return [
            _("Trang %(name)s nhận chia sẻ của trang này.") % {"name": str(response.get("site", ""))[:120]}
        ]

    def put(self, item: Item, remote: RemoteItem, message: Message) -> RemoteItem:
        body = {
            "event": "item.shared",
            "id": item.uid,
            "code": codes.shown(item.code),
            "title": item.title,
            "kind": item.kind,
            "url": item.url,
            "agency": item.agency,
        }
        response = self._notify(body, message.key, _("Chia sẻ"))
        if response.get("state") not in STATES:
            raise UnconfirmedError(_("Trang kia trả lời nhưng không nói đã nhận bài."), 200)
        return RemoteItem(Delivery.State.PUBLISHED, item.uid, self._link(response), marker=item.code)

    def remove(self, removal: Removal, remote: RemoteItem, message: Message) -> RemoteItem:
        body = {"event": "item.withdrawn", "id": removal.uid, "code": codes.shown(removal.code)}
        response = self._notify(body, message.key, _("Báo gỡ"))
        # Until the other site confirms, the take-down task stays open and the daily check asks again.
        state = (
            Delivery.State.REMOVED
            if response.get("state") in ("down", "unknown")
            else Delivery.State.REMOVAL_REQUESTED
        )
        return RemoteItem(state, remote.remote_id, remote.link, remote.marker)

    def discard(self, names: Sequence[str]) -> None:
        """Do nothing: the other site removes its own pictures."""

    def inspect(self, uid: str, remote: RemoteItem) -> RemoteItem | None:
        answer = expect(
            self.client.request("GET", f"{self.address}{STATUS}{uid}/"), _("Hỏi tình trạng")
        ).json()
        response = answer if isinstance(answer, dict) else {}
        state = STATES.get(str(response.get("state")), Delivery.State.REMOVAL_REQUESTED)
        # The draft goes through the workflow of the other site: changes there are not drift.
        return RemoteItem(state, remote.remote_id, self._link(response) or remote.link, remote.marker)

    def expected_marker(self, item: Item, message: Message) -> str:
        return item.code

    def _notify(self, body: dict[str, Any], key: str, what: str) -> dict[str, Any]:
        data = message_of(body)
        answer = self.client.request(
            "POST", self.address + WEBHOOK, signed_headers(self.secret, key, data), data
        )
        response = expect(answer, what, bad_signature()).json()
        return response if isinstance(response, dict) else {}

    def _link(self, response: dict[str, Any]) -> str:
        link = str(response.get("link") or "")
        return link if link.startswith(f"{self.address}/") and len(link) <= 500 else ""
