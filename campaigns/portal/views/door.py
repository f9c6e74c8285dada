"""Where another Chung Tay site rings, and where it asks what stands here."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from campaigns import codes
from campaigns.portal import exchange
from campaigns.portal.client import PortalError
from campaigns.portal.models import PortalConnection, TakenItem
from campaigns.portal.signing import SIGNATURE, TIMESTAMP, TOLERANCE
from cms.limits import limited
from cms.models import SiteSettings

LARGEST_MESSAGE = 64 * 1024
A_MINUTE = 240


def _said(status: int, **body: str) -> JsonResponse:
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


@csrf_exempt
@require_POST
@limited("portal-door", A_MINUTE)
def door(request: HttpRequest) -> HttpResponse:
    """A signed message of another site: "ping", "item.shared" or "item.withdrawn"."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > LARGEST_MESSAGE:
        return _said(413, message=_("Tin quá dài."))
    body = request.body
    said = exchange.read_message(body)
    signature = request.headers.get(SIGNATURE, "")
    connection = exchange.sender_of(body, said, request.headers.get(TIMESTAMP, ""), signature)
    if connection is None:
        return _said(
            401, message=_("Chữ ký không đúng, đã cũ, hoặc trang này chưa có kết nối tới trang gửi.")
        )
    seen = hashlib.sha256(signature.encode()).hexdigest()
    if not cache.add(f"portal-door-{connection.pk}-{seen}", 1, timeout=2 * TOLERANCE):
        return _said(409, message=_("Tin này đã nhận rồi."))
    if said.get("event") == "ping":
        return _said(200, site=SiteSettings.for_request(request).agency)
    return _heard(connection, said)


def _heard(connection: PortalConnection, said: dict[str, Any]) -> HttpResponse:
    """Note a message about an item; the answer tells what of it stands here."""
    event = said.get("event")
    uid = exchange.uid_of(said.get("id"))
    taken = TakenItem.objects.filter(connection=connection, uid=uid).first() if uid else None
    if event == "item.shared":
        taken = exchange.offer(connection, said)
        if taken is None:
            return _said(422, message=_("Tin không nói về bài nào."))
    elif event == "item.withdrawn" and taken is not None:
        try:
            exchange.follow(taken)
        except PortalError as error:
            # The sender tries again until its own check page has confirmed what it said.
            return _said(503, message=str(error))
    return _said(200, state=exchange.state_of(taken), link=_link(taken))


@require_safe
@limited("portal-door", A_MINUTE)
def status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What of an item stands here for everyone to see; nothing about drafts."""
    taken = TakenItem.objects.filter(uid=uid).select_related("connection").first()
    state = exchange.state_of(taken)
    code = codes.shown(taken.code) if taken and state == "live" else ""
    # Whether somebody works on a draft is nobody's business.
    return _said(
        200, state="offered" if state in ("taken", "declined") else state, code=code, link=_link(taken)
    )


def _link(taken: TakenItem | None) -> str:
    page = Page.objects.live().public().filter(pk=taken.page_id).first() if taken and taken.page_id else None
    return (page.full_url or "") if page else ""
