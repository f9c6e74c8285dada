"""Another Chung Tay site: it is told, and fetches and checks the item itself.

What is sent is a doorbell, signed with the secret both sites share: which item, under which code.
The other site reads the item from our read API and its status from our check page, so that a
message alone can put nothing there.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from campaigns.approvals import codes
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors.base import Held, Message, bad_signature, expect
from campaigns.portal.gone import Gone
from campaigns.portal.items import Item
from campaigns.portal.models import Delivery
from campaigns.portal.signing import signed

DOOR, STATUS = "/trao-doi/chuong/", "/trao-doi/tinh-trang/"
STATES = {
    "offered": Delivery.State.STANDS,
    "taken": Delivery.State.STANDS,
    "live": Delivery.State.STANDS,
    "declined": Delivery.State.STANDS,
    "down": Delivery.State.DOWN,
    "unknown": Delivery.State.DOWN,
}


def message_of(body: Mapping[str, Any]) -> bytes:
    """What is rung with. A number of its own: two messages within one second are no replay."""
    said = {**body, "site": settings.SITE_URL, "nonce": secrets.token_hex(8)}
    return json.dumps(said, ensure_ascii=False).encode()


class SiteConnector:
    def __init__(self, address: str, username: str, secret: str, client: SafeClient) -> None:
        self.address, self.secret, self.client = address.rstrip("/"), secret, client

    def check(self) -> list[str]:
        told = self._ring({"event": "ping"}, "ping", _("Gửi thử"))
        return [_("Trang %(name)s nhận chia sẻ của trang này.") % {"name": str(told.get("site", ""))[:120]}]

    def put(self, item: Item, held: Held, message: Message) -> Held:
        body = {
            "event": "item.shared",
            "id": item.uid,
            "code": codes.shown(item.code),
            "title": item.title,
            "kind": item.kind,
            "url": item.url,
            "agency": item.agency,
        }
        told = self._ring(body, message.key, _("Chia sẻ"))
        return Held(Delivery.State.STANDS, item.uid, self._link(told), marker=item.code)

    def take_down(self, gone: Gone, held: Held, message: Message) -> Held:
        body = {"event": "item.withdrawn", "id": gone.uid, "code": codes.shown(gone.code)}
        told = self._ring(body, message.key, _("Báo gỡ"))
        # Without a word of it being down the take-down task stays open, and the daily look asks again.
        state = Delivery.State.DOWN if told.get("state") in ("down", "unknown") else Delivery.State.ASKED
        return Held(state, held.remote_id, held.link, held.marker)

    def look(self, uid: str, held: Held) -> Held | None:
        answer = expect(
            self.client.request("GET", f"{self.address}{STATUS}{uid}/"), _("Hỏi tình trạng")
        ).json()
        told = answer if isinstance(answer, dict) else {}
        state = STATES.get(str(told.get("state")), Delivery.State.ASKED)
        # Their draft goes its own way through their workflow: that is no drift.
        return Held(state, held.remote_id, self._link(told) or held.link, held.marker)

    def marker_of(self, item: Item, message: Message) -> str:
        return item.code

    def _ring(self, body: dict[str, Any], key: str, what: str) -> dict[str, Any]:
        data = message_of(body)
        answer = self.client.request("POST", self.address + DOOR, signed(self.secret, key, data), data)
        told = expect(answer, what, bad_signature()).json()
        return told if isinstance(told, dict) else {}

    def _link(self, told: dict[str, Any]) -> str:
        link = str(told.get("link") or "")
        return link if link.startswith(f"{self.address}/") and len(link) <= 500 else ""
