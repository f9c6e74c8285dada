"""Taking an item of another Chung Tay site over: fetched, verified, and made a draft of ours.

The draft goes through this site's own workflow like any other. Words come as plain text or as HTML
that is cleaned to what a rich text of ours can hold; pictures must have the hash that was announced.
"""

import hashlib
import re
from io import BytesIO
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import UnidentifiedImageError
from wagtail.models import Collection, Page

from campaigns import codes, provenance
from campaigns.models import ContentPage, OfficialDocumentPage, SectionPage, SloganPage, StoryPage
from campaigns.models.departments import content_model
from campaigns.portal import markup
from campaigns.portal.client import RefusedError, SafeClient
from campaigns.portal.connectors.base import expect
from campaigns.portal.exchange import checked
from campaigns.portal.models import PortalConnection, TakenItem
from campaigns.portal.permissions import scope_of
from cms.vietnamese import nfc
from cms.vocabulary.models import Audience, Channel, Region, Topic
from media.models import CustomImage

LARGEST_PICTURE = 12 * 1024 * 1024
MOST_PICTURES = 20
MOST_PIXELS = 40_000_000
FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
SOURCE = re.compile(r'<img[^>]*\bsrc="([^"]+)"')
VOCABULARIES: dict[str, tuple[str, type[Any]]] = {
    "audience": ("audiences", Audience),
    "region": ("regions", Region),
    "topic": ("topics", Topic),
    "channel": ("channels", Channel),
}


def fetch(connection: PortalConnection, code: str, client: SafeClient | None = None) -> dict[str, Any]:
    """The item of a code as the other site's read API gives it, agreeing with its check page.

    Raises ``PortalError`` when it is not in force, or when text, hash or code do not agree.
    """
    client = client or SafeClient()
    said = checked(connection, code, client)
    if said.get("state") != str(provenance.State.IN_FORCE):
        raise RefusedError(
            _("Bên nguồn: %(label)s.") % {"label": markup.words(str(said.get("label", "")))[:80]}
        )
    listing = _data(client, f"{connection.address}/api/v2/pages/?code={code}")
    found = [
        row for row in listing.get("items", []) if isinstance(row, dict) and isinstance(row.get("id"), int)
    ]
    if len(found) != 1:
        raise RefusedError(_("Bên nguồn không đưa ra nội dung của mã này."))
    item = _data(client, f"{connection.address}/api/v2/pages/{found[0]['id']}/")
    given = item.get("approval")
    approved: dict[str, Any] = given if isinstance(given, dict) else {}
    if codes.clean(str(approved.get("code", ""))) != code or approved.get("content_hash") != said.get(
        "content_hash"
    ):
        raise RefusedError(_("Mã hoặc dấu nội dung không khớp với trang xác minh của bên nguồn."))
    if _digest(item.get("text")) != _digest(said.get("text")):
        raise RefusedError(_("Nguyên văn không khớp với trang xác minh của bên nguồn."))
    return item


def _data(client: SafeClient, url: str) -> dict[str, Any]:
    body = expect(client.request("GET", url), _("Đọc nội dung")).json()
    if not isinstance(body, dict):
        raise RefusedError(_("Trang kia trả về dữ liệu không đọc được."))
    return body


def _digest(text: Any) -> str:
    return hashlib.sha256(nfc(str(text or "")).encode()).hexdigest()


def take_over(taken: TakenItem, user: Any, client: SafeClient | None = None) -> Page:
    """The draft made from the item, in the receiving department. Raises ``PortalError``."""
    client = client or SafeClient()
    code = taken.newer_code or taken.code
    item = fetch(taken.connection, code, client)
    try:
        model = content_model(str(item.get("kind")))
    except KeyError as error:
        raise RefusedError(_("Trang này không có loại nội dung đó.")) from error
    held = _held(taken, model)
    parent = _parent(taken.connection, model)
    pictures = _pictures(item, client)
    with transaction.atomic():
        page = _filled(held or model(live=False), item, code, _stored(pictures, taken.connection, user))
        if held is None:
            page.owner = user
            parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
        taken.page, taken.code, taken.newer_code = page, code, ""
        taken.state, taken.source_state = TakenItem.State.TAKEN, str(provenance.State.IN_FORCE)
        taken.title, taken.kind = page.title[:255], str(model.search_kind)
        taken.content_hash = str(item["approval"]["content_hash"])[:64]
        taken.agency = markup.words(str(item["approval"].get("agency", "")))[:200]
        taken.told_at = taken.looked_at = timezone.now()
        same = page.exact_text.split() == str(item.get("text", "")).split()
        taken.note = (
            "" if same else _("Bản nháp có thể khác nguyên văn ở chỗ trình bày: đối chiếu trước khi trình.")
        )
        taken.save()
    return page


def _parent(connection: PortalConnection, model: type[ContentPage]) -> Page:
    place = scope_of(connection)
    section = SectionPage.objects.child_of(place).filter(kind=str(model.search_kind)).first()
    if section is None and "campaigns.SectionPage" in model.parent_page_types:
        raise RefusedError(_("Đơn vị chưa có chuyên mục cho loại nội dung này."))
    return section or place


def _held(taken: TakenItem, model: type[ContentPage]) -> ContentPage | None:
    """Our page of an earlier version, which the new one becomes a draft of; it stays live meanwhile."""
    page = model.objects.filter(pk=taken.page_id).first() if taken.page_id else None
    if page is not None and page.current_workflow_state:
        raise RefusedError(_("Bài này đang được trình duyệt. Chờ xong hoặc trả lại rồi lấy bản mới."))
    return page.get_latest_revision_as_object() if page is not None else None


def _filled(
    page: ContentPage, item: dict[str, Any], code: str, images: dict[str, CustomImage]
) -> ContentPage:
    """The page in memory, with its terms; nothing that came is trusted to be of the right type or length."""
    given = item.get("fields")
    said: dict[str, Any] = given if isinstance(given, dict) else {}
    values = {"title": item.get("title"), "summary": item.get("summary"), "date": item.get("date"), **said}
    for name, value in values.items():
        _set(page, name, value)
    mark = _mark(item, code)
    if isinstance(page, StoryPage):
        page.body = [*_blocks(str(item.get("story", "")), images), ("text", f"<p>{mark}</p>")]
        lead = item["pictures"][0]["url"] if item.get("has_lead") and item.get("pictures") else ""
        if lead in images and hasattr(page, "picture"):
            page.picture = images[lead]
    if isinstance(page, SloganPage):
        page.source_document = _source_document(said)
        page.source_note = markup.words(mark)[:120]
    for name, (field, terms) in VOCABULARIES.items():
        rows = (item.get("terms") or {}).get(name, [])
        slugs = [str(row.get("slug")) for row in rows if isinstance(row, dict)][:100]
        getattr(page, field).set(terms.objects.filter(slug__in=slugs))
    return page


def _set(page: ContentPage, name: str, value: Any) -> None:
    """Set a plain field if it has one of that name and the value fits; else leave it for the editor."""
    try:
        field = page._meta.get_field(name)
        if not isinstance(
            field, models.CharField | models.TextField | models.DateField | models.IntegerField
        ):
            return
        clean = field.clean(nfc(value) if isinstance(value, str) else value, page)
    except (ValidationError, TypeError, FieldDoesNotExist):
        return
    setattr(page, name, clean)


def _mark(item: dict[str, Any], code: str) -> str:
    """ "Tiếp nhận từ …" with a link to the source, as HTML."""
    agency = markup.words(str(item["approval"].get("agency", ""))) or _("trang khác")
    link = str(item.get("url", ""))
    name = f'<a href="{escape(link)}">{escape(agency)}</a>' if link.startswith("http") else escape(agency)
    return _("Tiếp nhận từ %(agency)s, mã duyệt %(code)s.") % {"agency": name, "code": codes.shown(code)}


def _source_document(said: dict[str, Any]) -> OfficialDocumentPage:
    number = str(said.get("source_number", ""))
    document = OfficialDocumentPage.objects.live().filter(number=number).first() if number else None
    if document is None:
        raise RefusedError(
            _("Khẩu hiệu cần văn bản nguồn %(number)s. Đăng văn bản đó trên trang này rồi tiếp nhận lại.")
            % {"number": number}
        )
    return document


def _blocks(story: str, images: dict[str, CustomImage]) -> list[tuple[str, Any]]:
    """The story as blocks: texts, and pictures where they stood."""
    blocks: list[tuple[str, Any]] = []
    end = 0
    for figure in FIGURE.finditer(story):
        blocks += _text(story[end : figure.start()])
        source = SOURCE.search(figure.group())
        image = images.get(source.group(1).replace("&amp;", "&")) if source else None
        if image is not None:
            value = {"image": image, "caption": markup.words(figure.group())[:200]}
            blocks.append(("picture", value))
        end = figure.end()
    return blocks + _text(story[end:])


def _text(html: str) -> list[tuple[str, Any]]:
    cleaned = nfc(markup.rich_text(html))
    return [("text", cleaned)] if markup.words(cleaned) else []


def _pictures(item: dict[str, Any], client: SafeClient) -> list[tuple[dict[str, Any], bytes]]:
    """(what was announced, bytes) of each picture; raises ``RefusedError`` when the bytes are others."""
    announced = [row for row in item.get("pictures") or [] if isinstance(row, dict)][:MOST_PICTURES]
    fetched = []
    for row in announced:
        answer = expect(client.request("GET", str(row.get("url")), largest=LARGEST_PICTURE), _("Tải ảnh"))
        if hashlib.sha256(answer.body).hexdigest() != row.get("sha256") or not _is_jpeg(answer.body):
            raise RefusedError(_("Ảnh tải về không đúng ảnh bên nguồn đã duyệt."))
        fetched.append((row, answer.body))
    return fetched


def _is_jpeg(data: bytes) -> bool:
    try:
        with Picture.open(BytesIO(data), formats=["JPEG"]) as opened:
            return opened.width * opened.height <= MOST_PIXELS
    except (UnidentifiedImageError, OSError, ValueError):
        return False


def _stored(
    pictures: list[tuple[dict[str, Any], bytes]], connection: PortalConnection, user: Any
) -> dict[str, CustomImage]:
    """The pictures in the department's library, by their address at the source."""
    department = connection.department
    name = department.organisation.name if department else ""
    collection = Collection.objects.filter(name=name).first() or Collection.get_first_root_node()
    stored = {}
    for row, data in pictures:
        alt = markup.words(str(row.get("alt", "")))[:255]
        stored[str(row["url"])] = CustomImage.objects.create(
            title=(markup.words(str(row.get("caption", ""))) or alt or str(row["sha256"])[:12])[:255],
            file=ContentFile(data, f"tiep-nhan-{str(row['sha256'])[:16]}.jpg"),
            description=alt,
            is_decorative=not alt,
            credit=connection.name[:200],
            collection=collection,
            uploaded_by_user=user,
        )
    return stored
