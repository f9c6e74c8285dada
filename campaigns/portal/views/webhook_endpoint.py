"""Webhook endpoint for other Chung Tay sites, and the public status of an item."""

import hashlib
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from campaigns.approvals import codes
from campaigns.portal.exchange import attestation, following, messages
from campaigns.portal.exchange.import_status import combined_import_status, imports_of
from campaigns.portal.http.errors import PortalError
from campaigns.portal.http.signing import SIGNATURE, TIMESTAMP, signed_headers
from campaigns.portal.http.untrusted import text
from campaigns.portal.models import ImportedItem, PortalConnection, ReceivedMessage
from cms.limits import limited
from cms.models import SiteSettings
from cms.visibility import open_to_all

MAX_MESSAGE_BYTES = 64 * 1024
A_MINUTE = 240


def _json(status: int, **body: str) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


@csrf_exempt
@require_POST
@limited("portal-webhook", A_MINUTE)
@cache_control(no_store=True)
def receive(request: HttpRequest) -> HttpResponse:
    """Accept a signed message: "ping", "item.shared", "item.withdrawn" or "item.asked"."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > MAX_MESSAGE_BYTES:
        return _json(413, message=_("Tin quá dài."))
    body = request.body
    message = messages.read_message(body)
    signature = request.headers.get(SIGNATURE, "")
    connection = messages.verified_sender(body, message, request.headers.get(TIMESTAMP, ""), signature)
    if connection is None:
        return _json(
            401, message=_("Chữ ký không đúng, đã cũ, hoặc trang này chưa có kết nối tới trang gửi.")
        )
    digest = hashlib.sha256(signature.encode()).hexdigest()
    # In the database, which all processes of the web server share.
    _message, is_new = ReceivedMessage.objects.get_or_create(signature=digest)
    if not is_new:
        return _json(409, message=_("Tin này đã nhận rồi."))
    if message.get("event") == "ping":
        return _json(200, site=SiteSettings.for_request(request).agency)
    if message.get("event") == attestation.ATTESTATION_EVENT:
        return _attest(connection, text(message.get("code")))
    return _receive_item(connection, message)


def _receive_item(connection: PortalConnection, message: dict[str, Any]) -> HttpResponse:
    """Handle a message about an item; the answer gives the status of the item here."""
    event = message.get("event")
    uid = messages.parse_uid(message.get("id"))
    if event == "item.shared" and messages.record_offer(connection, message) is None:
        return _json(422, message=_("Tin không nói về bài nào."))
    imported = imports_of(connection, uid)
    if event == "item.withdrawn":
        try:
            for item in imported:
                following.follow(item)
        except PortalError as error:
            # The sender tries again until its own check page confirms the withdrawal.
            return _json(503, message=str(error))
    state, item_shown = combined_import_status(imported)
    return _json(200, state=state, link=_public_url(item_shown))


def _attest(connection: PortalConnection, code: str) -> HttpResponse:
    """Return the digest of the item that is live here under the code, signed with the shared secret."""
    response = _json(200, digest=attestation.digest_for(codes.clean(code)))
    headers = signed_headers(connection.secret, attestation.ATTESTATION_EVENT, response.content)
    for name in (TIMESTAMP, SIGNATURE):
        response[name] = headers[name]
    return response


@require_safe
@limited("portal-webhook", A_MINUTE)
@cache_control(no_store=True)
def status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Return the public status of an item on this site; it does not reveal drafts."""
    state, item = combined_import_status(ImportedItem.objects.filter(uid=uid).select_related("connection"))
    code = codes.shown(item.code) if item and state == "live" else ""
    shown = "offered" if state in ("imported", "declined") else state
    return _json(200, state=shown, code=code, link=_public_url(item))


def _public_url(item: ImportedItem | None) -> str:
    page = (
        Page.objects.filter(open_to_all()).filter(pk=item.page_id).first() if item and item.page_id else None
    )
    return (page.full_url or "") if page else ""
