"""An item of another Chung Tay site, fetched and verified: plain values of the types that are expected."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import UnidentifiedImageError

from campaigns.approvals import codes
from campaigns.approvals.status import State
from campaigns.portal import markup
from campaigns.portal.client import SafeClient
from campaigns.portal.connectors.base import expect
from campaigns.portal.errors import RefusedError
from campaigns.portal.exchange import checked
from campaigns.portal.models import PortalConnection
from campaigns.portal.proof import require_proven
from campaigns.portal.untrusted import mapping, rows, text
from cms.vietnamese import nfc

LARGEST_PICTURE = 6 * 1024 * 1024
LARGEST_TOGETHER = 40 * 1024 * 1024
MOST_PICTURES = 20
MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the read API said of an item, each value of its type; ``lead`` is the address of its picture."""

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


def fetch(connection: PortalConnection, code: str, client: SafeClient | None = None) -> Fetched:
    """The item of a code as the other site's read API gives it, agreeing with its check page.

    Raises ``PortalError`` when it is not in force, when text, hash or code do not agree, or when the
    other site does not vouch for all of it.
    """
    client = client or SafeClient()
    said = checked(connection, code, client)
    if said.get("state") != str(State.IN_FORCE):
        raise RefusedError(_("Bên nguồn: %(label)s.") % {"label": markup.words(text(said.get("label")))[:80]})
    listing = _data(client, f"{connection.address}/api/v2/pages/?code={code}")
    found = [row for row in rows(listing.get("items")) if isinstance(row.get("id"), int)]
    if len(found) != 1:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    item = _data(client, f"{connection.address}/api/v2/pages/{found[0]['id']}/")
    approved = mapping(item.get("approval"))
    same_code = codes.clean(text(approved.get("code"))) == code
    if not same_code or not text(approved.get("content_hash")):
        raise RefusedError(_("Mã hoặc dấu nội dung không khớp với trang xác minh của bên nguồn."))
    if approved["content_hash"] != said.get("content_hash"):
        raise RefusedError(_("Mã hoặc dấu nội dung không khớp với trang xác minh của bên nguồn."))
    if nfc(text(item.get("text"))) != nfc(text(said.get("text"))):
        raise RefusedError(_("Nguyên văn không khớp với trang xác minh của bên nguồn."))
    require_proven(connection, code, item, client)
    return _shaped(item, code)


def _data(client: SafeClient, url: str) -> dict[str, Any]:
    body = expect(client.request("GET", url), _("Đọc nội dung")).json()
    if not isinstance(body, dict):
        raise RefusedError(_("Trang kia trả về dữ liệu không đọc được."))
    return body


def _shaped(item: dict[str, Any], code: str) -> Fetched:
    """Nothing that came is trusted to be of the right type. Raises ``RefusedError`` without a title."""
    names = ("url", "sha256", "alt", "caption")
    pictures = [{name: text(row.get(name)) for name in names} for row in rows(item.get("pictures"))]
    approved = mapping(item.get("approval"))
    if not text(item.get("title")).strip():
        raise RefusedError(_("Bài của bên nguồn không có tiêu đề."))
    terms = {
        name: [slug for row in rows(listed) if (slug := text(row.get("slug")))][:100]
        for name, listed in mapping(item.get("terms")).items()
    }
    return Fetched(
        code=code,
        kind=text(item.get("kind")),
        title=text(item.get("title")),
        summary=text(item.get("summary")),
        date=text(item.get("date")),
        text=text(item.get("text")),
        story=text(item.get("story")),
        url=text(item.get("url")),
        lead=pictures[0]["url"] if pictures and item.get("has_lead") is True else "",
        agency=markup.words(text(approved.get("agency")))[:200],
        content_hash=text(approved.get("content_hash"))[:64],
        fields=mapping(item.get("fields")),
        terms=terms,
        pictures=pictures[:MOST_PICTURES],
    )


def fetch_pictures(item: Fetched, client: SafeClient) -> list[tuple[dict[str, str], bytes]]:
    """(what was announced, bytes) of each picture; raises ``RefusedError`` when the bytes are others."""
    fetched = []
    left = LARGEST_TOGETHER
    for row in item.pictures:
        largest = min(LARGEST_PICTURE, left)
        answer = expect(client.request("GET", row["url"], largest=largest), _("Tải ảnh"))
        left -= len(answer.body)
        if hashlib.sha256(answer.body).hexdigest() != row["sha256"] or not _is_jpeg(answer.body):
            raise RefusedError(_("Ảnh tải về không đúng ảnh bên nguồn đã duyệt."))
        fetched.append((row, answer.body))
    return fetched


def _is_jpeg(data: bytes) -> bool:
    try:
        with Picture.open(BytesIO(data), formats=["JPEG"]) as opened:
            return opened.width * opened.height <= MOST_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, Picture.DecompressionBombError):
        return False
