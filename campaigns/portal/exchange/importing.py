"""Import of an item of another Chung Tay site: a draft made from the fetched and verified values.

The draft goes through this site's own workflow like any other. Text comes as plain text or as HTML that
is sanitised to what our rich text allows; pictures must have the announced hash.
"""

import re
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page
from wagtail.rich_text import RichText

from campaigns.approvals import codes
from campaigns.approvals.status import State
from campaigns.models import ContentPage, OfficialDocumentPage, SectionPage, StoryPage
from campaigns.models.structure import content_model
from campaigns.portal.exchange.fetching import FetchedItem, fetch_item, fetch_pictures
from campaigns.portal.http.client import SafeClient
from campaigns.portal.http.errors import RefusedError
from campaigns.portal.models import ImportedItem, PortalConnection
from campaigns.portal.outgoing import markup
from cms.normalise import normalise_fields
from cms.vietnamese import nfc
from cms.vocabulary.models import Audience, Channel, Region, Topic
from media.models import CustomImage

FIGURE = re.compile(r"<figure>.*?</figure>", re.DOTALL)
SOURCE = re.compile(r'<img[^>]*\bsrc="([^"]+)"')
VOCABULARIES: dict[str, tuple[str, type[Any]]] = {
    "audience": ("audiences", Audience),
    "region": ("regions", Region),
    "topic": ("topics", Topic),
    "channel": ("channels", Channel),
}


def import_item(imported: ImportedItem, user: Any, client: SafeClient | None = None) -> Page:
    """Return the draft made from the item, in the receiving department; raises ``PortalError``."""
    client = client or SafeClient()
    item = fetch_item(imported.connection, imported.newer_code or imported.code, client)
    try:
        model = content_model(item.kind)
    except KeyError as error:
        raise RefusedError(_("Trang này không có loại nội dung đó.")) from error
    pictures = fetch_pictures(item, client)
    with transaction.atomic():
        # A second request at the same moment waits here and then sees that the item was imported.
        current = ImportedItem.objects.select_for_update().get(pk=imported.pk)
        if current.state == ImportedItem.State.IMPORTED and current.code == item.code:
            raise RefusedError(_("Bài này vừa được tiếp nhận."))
        existing = _page_to_update(current, model)
        parent = _parent(imported.connection, model)
        images = _saved_pictures(pictures, imported.connection, user)
        page = _filled_page(existing or model(live=False), item, images)
        is_verbatim = page.exact_text.split() == item.text.split()
        if isinstance(page, StoryPage):
            page.body.append(("text", RichText(f"<p>{_source_credit(item)}</p>")))
        if existing is None:
            page.owner = user
            parent.add_child(instance=page)
        page.save_revision(user=user, log_action=True)
        _save_imported(imported, page, item, is_verbatim)
    return page


def _save_imported(imported: ImportedItem, page: ContentPage, item: FetchedItem, is_verbatim: bool) -> None:
    """Record the page that was made; a note warns when its text differs from the source."""
    imported.page, imported.code, imported.newer_code = page, item.code, ""
    imported.state, imported.source_state = ImportedItem.State.IMPORTED, str(State.IN_FORCE)
    imported.title, imported.kind = page.title[:255], str(page.search_kind)
    imported.content_hash, imported.agency = item.content_hash, item.agency
    imported.announced_at = imported.checked_at = timezone.now()
    imported.note = (
        "" if is_verbatim else _("Bản nháp khác nguyên văn: đối chiếu với bài nguồn trước khi trình.")
    )
    imported.save()


def _parent(connection: PortalConnection, model: type[ContentPage]) -> Page:
    """Return the section of the kind in the connection's department, else the department itself."""
    scope = connection.scope_page
    section = SectionPage.objects.child_of(scope).filter(kind=str(model.search_kind)).first()
    if section is None and "campaigns.SectionPage" in model.parent_page_types:
        raise RefusedError(_("Đơn vị chưa có chuyên mục cho loại nội dung này."))
    return section or scope


def _page_to_update(imported: ImportedItem, model: type[ContentPage]) -> ContentPage | None:
    """Return the page of an earlier version, whose new draft this becomes; it stays live meanwhile."""
    page = model.objects.filter(pk=imported.page_id).first() if imported.page_id else None
    if page is not None and page.current_workflow_state:
        raise RefusedError(_("Bài này đang được trình duyệt. Chờ xong hoặc trả lại rồi lấy bản mới."))
    return page.get_latest_revision_as_object() if page is not None else None


def _filled_page(page: ContentPage, item: FetchedItem, images: dict[str, CustomImage]) -> ContentPage:
    """Return the page in memory with values and terms; only fields that items of this site have are set."""
    fields = {name: value for name, value in item.fields.items() if name in page.sent_fields}
    values = {**fields, "title": item.title, "summary": item.summary, "date": item.date}
    for name, value in values.items():
        _set(page, name, value)
    if isinstance(page, StoryPage):
        page.body = _blocks(item.story, images)
        if item.lead in images and hasattr(page, "picture"):
            page.picture = images[item.lead]
    if hasattr(type(page), "source_document"):
        page.source_document = _source_document(item.fields)
        page.source_note = markup.plain_text(_source_credit(item))[:120]
    for name, (field, terms) in VOCABULARIES.items():
        getattr(page, field).set(terms.objects.filter(slug__in=item.terms.get(name, [])))
    # Before it is compared with the source, so that a repair is told like any other difference.
    normalise_fields(page, is_draft=True)
    return page


def _set(page: ContentPage, name: str, value: Any) -> None:
    """Set a plain field if the page has it and the value is valid; else leave it to the editor."""
    try:
        field = page._meta.get_field(name)
        if not isinstance(
            field, models.CharField | models.TextField | models.DateField | models.IntegerField
        ):
            return
        clean = field.clean(nfc(value) if isinstance(value, str) else value, page)
    except (ValidationError, TypeError, ValueError, AttributeError, FieldDoesNotExist):
        return
    setattr(page, name, clean)


def _source_credit(item: FetchedItem) -> str:
    """ "Tiếp nhận từ …" with a link to the source, as HTML."""
    agency = escape(item.agency or _("trang khác"))
    is_address = item.url.startswith(("http://", "https://"))
    name = f'<a href="{escape(item.url)}">{agency}</a>' if is_address else agency
    return _("Tiếp nhận từ %(agency)s, mã duyệt %(code)s.") % {
        "agency": name,
        "code": codes.shown(item.code),
    }


def _source_document(fields: dict[str, Any]) -> OfficialDocumentPage:
    """Return the live document with the source's number; raises ``RefusedError`` when there is none."""
    number = str(fields.get("source_number", ""))
    document = OfficialDocumentPage.objects.live().filter(number=number).first() if number else None
    if document is None:
        raise RefusedError(
            _("Khẩu hiệu cần văn bản nguồn %(number)s. Đăng văn bản đó trên trang này rồi tiếp nhận lại.")
            % {"number": number}
        )
    return document


def _blocks(story: str, images: dict[str, CustomImage]) -> list[tuple[str, Any]]:
    """Return the story as blocks of text and pictures in their order."""
    blocks: list[tuple[str, Any]] = []
    end = 0
    for figure in FIGURE.finditer(story):
        blocks += _text_blocks(story[end : figure.start()])
        source = SOURCE.search(figure.group())
        image = images.get(source.group(1).replace("&amp;", "&")) if source else None
        if image is not None:
            value = {"image": image, "caption": markup.plain_text(figure.group())[:200]}
            blocks.append(("picture", value))
        end = figure.end()
    return blocks + _text_blocks(story[end:])


def _text_blocks(html: str) -> list[tuple[str, Any]]:
    cleaned = nfc(markup.rich_text(html))
    return [("text", cleaned)] if markup.plain_text(cleaned) else []


def _saved_pictures(
    pictures: list[tuple[dict[str, str], bytes]], connection: PortalConnection, user: Any
) -> dict[str, CustomImage]:
    """Save the pictures in the department's library and return them by their address at the source."""
    department = connection.department
    name = department.organisation.name if department else ""
    collection = Collection.objects.filter(name=name).first() or Collection.get_first_root_node()
    stored = {}
    for row, data in pictures:
        alt = markup.plain_text(row["alt"])[:255]
        stored[row["url"]] = CustomImage.objects.create(
            title=(markup.plain_text(row["caption"]) or alt or row["sha256"][:12])[:255],
            file=ContentFile(data, f"tiep-nhan-{row['sha256'][:16]}.jpg"),
            description=alt,
            is_decorative=not alt,
            credit=connection.name[:200],
            collection=collection,
            uploaded_by_user=user,
        )
    return stored
