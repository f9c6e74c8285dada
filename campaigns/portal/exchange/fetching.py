"""Fetching and verifying an item of another Chung Tay site."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import UnidentifiedImageError

from campaigns.approvals import codes
from campaigns.approvals.status import State
from campaigns.portal.connectors.base import expect
from campaigns.portal.exchange.attestation import require_attestation
from campaigns.portal.exchange.following import check_code
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import RefusedError
from campaigns.portal.http.untrusted import mapping, rows, text
from campaigns.portal.models import PortalConnection
from campaigns.portal.outgoing import markup
from cms.vietnamese import as_clause, nfc

MAX_PICTURE_BYTES = 6 * 1024 * 1024
MAX_TOTAL_BYTES = 40 * 1024 * 1024
MAX_PICTURES = 20
MAX_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class FetchedItem:
    """The values of an item with checked types; ``lead`` is the address of its own picture."""

    code: str
    kind: str
    title: str
    summary: str
    date: str
    text: str
    story: str
    url: str
    lead: str
    agency: str
    content_hash: str
    fields: dict[str, Any]
    terms: dict[str, list[str]]
    pictures: list[dict[str, str]]


def fetch_item(connection: PortalConnection, code: str, client: SafeClient | None = None) -> FetchedItem:
    """Return the item of a code from the other site's read API, compared with its check page.

    Raises ``PortalError`` when it is not in force, when text, hash or code do not agree, or when the
    other site does not attest all of it.
    """
    client = client or SafeClient()
    source = check_code(connection, code, client)
    if source.get("state") != str(State.IN_FORCE):
        raise RefusedError(
            _("Bên nguồn: %(label)s.")
            % {"label": as_clause(markup.plain_text(text(source.get("label")))[:80])}
        )
    listing = _data(client, f"{connection.address}/api/v2/pages/?code={code}")
    found = [row for row in rows(listing.get("items")) if isinstance(row.get("id"), int)]
    if len(found) != 1:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    item = _data(client, f"{connection.address}/api/v2/pages/{found[0]['id']}/")
    approved = mapping(item.get("approval"))
    same_code = codes.clean(text(approved.get("code"))) == code
    if not same_code or not text(approved.get("content_hash")):
        raise RefusedError(_("Mã hoặc dấu nội dung không khớp với trang xác minh của bên nguồn."))
    if approved["content_hash"] != source.get("content_hash"):
        raise RefusedError(_("Mã hoặc dấu nội dung không khớp với trang xác minh của bên nguồn."))
    if nfc(text(item.get("text"))) != nfc(text(source.get("text"))):
        raise RefusedError(_("Nguyên văn không khớp với trang xác minh của bên nguồn."))
    require_attestation(connection, code, item, client)
    return _parse(item, code)


def _data(client: SafeClient, url: str) -> dict[str, Any]:
    """Return the JSON object at the address; raises ``PortalError``."""
    body = expect(client.request("GET", url), _("Đọc nội dung")).json()
    if not isinstance(body, dict):
        raise RefusedError(_("Trang kia trả về dữ liệu không đọc được."))
    return body


def _parse(item: dict[str, Any], code: str) -> FetchedItem:
    """Return the values with checked types; raises ``RefusedError`` without a title."""
    names = ("url", "sha256", "alt", "caption")
    pictures = [{name: text(row.get(name)) for name in names} for row in rows(item.get("pictures"))]
    approved = mapping(item.get("approval"))
    if not text(item.get("title")).strip():
        raise RefusedError(_("Bài của bên nguồn không có tiêu đề."))
    terms = {
        name: [slug for row in rows(listed) if (slug := text(row.get("slug")))][:100]
        for name, listed in mapping(item.get("terms")).items()
    }
    return FetchedItem(
        code=code,
        kind=text(item.get("kind")),
        title=text(item.get("title")),
        summary=text(item.get("summary")),
        date=text(item.get("date")),
        text=text(item.get("text")),
        story=text(item.get("story")),
        url=text(item.get("url")),
        lead=pictures[0]["url"] if pictures and item.get("has_lead") is True else "",
        agency=markup.plain_text(text(approved.get("agency")))[:200],
        content_hash=text(approved.get("content_hash"))[:64],
        fields=mapping(item.get("fields")),
        terms=terms,
        pictures=pictures[:MAX_PICTURES],
    )


def fetch_pictures(item: FetchedItem, client: SafeClient) -> list[tuple[dict[str, str], bytes]]:
    """Return (announced values, bytes) of each picture; raises ``RefusedError`` when a hash differs."""
    fetched = []
    remaining = MAX_TOTAL_BYTES
    for row in item.pictures:
        largest = min(MAX_PICTURE_BYTES, remaining)
        answer = expect(client.request("GET", row["url"], largest=largest), _("Tải ảnh"))
        remaining -= len(answer.body)
        if hashlib.sha256(answer.body).hexdigest() != row["sha256"] or not _is_jpeg(answer.body):
            raise RefusedError(_("Ảnh tải về không đúng ảnh bên nguồn đã duyệt."))
        fetched.append((row, answer.body))
    return fetched


def _is_jpeg(data: bytes) -> bool:
    """Return whether the bytes are a JPEG picture of an acceptable size."""
    try:
        with Picture.open(BytesIO(data), formats=["JPEG"]) as opened:
            return opened.width * opened.height <= MAX_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, Picture.DecompressionBombError):
        return False
