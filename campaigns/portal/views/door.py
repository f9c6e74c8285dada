"""Where another Chung Tay site rings, and where it asks what stands here."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.portal import exchange, proof
from campaigns.portal.errors import PortalError
from campaigns.portal.models import HeardMessage, PortalConnection, TakenItem
from campaigns.portal.signing import SIGNATURE, TIMESTAMP, signed
from campaigns.portal.untrusted import text
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
    # In the database: what one process of the web server has heard, the others have heard too.
    _message, is_new = HeardMessage.objects.get_or_create(signature=seen)
    if not is_new:
        return _said(409, message=_("Tin này đã nhận rồi."))
    if said.get("event") == "ping":
        return _said(200, site=SiteSettings.for_request(request).agency)
    if said.get("event") == proof.ASKED:
        return _vouched(connection, text(said.get("code")))
    return _heard(connection, said)


def _heard(connection: PortalConnection, said: dict[str, Any]) -> HttpResponse:
    """Note a message about an item; the answer tells what of it stands here."""
    event = said.get("event")
    uid = exchange.uid_of(said.get("id"))
    if event == "item.shared" and exchange.offer(connection, said) is None:
        return _said(422, message=_("Tin không nói về bài nào."))
    made = exchange.told_of(connection, uid)
    if event == "item.withdrawn":
        try:
            for taken in made:
                exchange.follow(taken)
        except PortalError as error:
            # The sender tries again until its own check page has confirmed what it said.
            return _said(503, message=str(error))
    state, told = exchange.standing_of(made)
    return _said(200, state=state, link=_link(told))


def _vouched(connection: PortalConnection, code: str) -> HttpResponse:
    """The digest of what is given out here under a code, signed with the secret of both."""
    response = _said(200, digest=proof.digest_for(codes.clean(code)))
    for name, value in signed(connection.secret, proof.ASKED, response.content).items():
        if name in (TIMESTAMP, SIGNATURE):
            response[name] = value
    return response


@require_safe
@limited("portal-door", A_MINUTE)
def status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What of an item stands here for everyone to see; nothing about drafts."""
    state, taken = exchange.standing_of(TakenItem.objects.filter(uid=uid).select_related("connection"))
    code = codes.shown(taken.code) if taken and state == "live" else ""
    # Whether somebody works on a draft is nobody's business.
    return _said(
        200, state="offered" if state in ("taken", "declined") else state, code=code, link=_link(taken)
    )


def _link(taken: TakenItem | None) -> str:
    page = Page.objects.live().public().filter(pk=taken.page_id).first() if taken and taken.page_id else None
    return (page.full_url or "") if page else ""
